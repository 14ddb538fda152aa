package voip.bench.path;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order, each read by one instruction: what floors read by. */
final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    static int uint8(byte[] array, int at) {
        return array[at] & 0xFF;
    }

    static int uint16(byte[] array, int at) {
        return (short) SHORT.get(array, at) & 0xFFFF;
    }

    static int int32(byte[] array, int at) {
        return (int) INT.get(array, at);
    }

    static long uint32(byte[] array, int at) {
        return (int) INT.get(array, at) & 0xFFFF_FFFFL;
    }
}
