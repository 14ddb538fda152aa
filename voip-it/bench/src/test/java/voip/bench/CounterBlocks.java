package voip.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Counter mode as a run of counter blocks through an ECB cipher that is initialised once, added by long words. */
final class CounterBlocks implements Primitives.Keystream {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle NATIVE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int BLOCK = 16;

    private final Cipher ecb;
    private final byte[] counters = new byte[Packets.ROOM];
    private final byte[] keystream = new byte[Packets.ROOM];

    CounterBlocks(Cipher ecb) {
        this.ecb = ecb;
    }

    @Override
    public void add(long high, long low, byte[] data, int offset, int length) throws GeneralSecurityException {
        int bytes = (length + BLOCK - 1) & -BLOCK;
        long counter = low;
        for (int i = 0; i < bytes; i += BLOCK) {
            BIG_ENDIAN.set(counters, i, high);
            BIG_ENDIAN.set(counters, i + 8, counter++);
        }
        ecb.doFinal(counters, 0, bytes, keystream, 0);
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            NATIVE.set(data, offset + i, (long) NATIVE.get(data, offset + i) ^ (long) NATIVE.get(keystream, i));
        }
        for (; i < length; i++) {
            data[offset + i] ^= keystream[i];
        }
    }
}
