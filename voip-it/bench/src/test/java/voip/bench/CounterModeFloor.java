package voip.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * The least that counter mode and HMAC-SHA1 cost, in one arrangement of the primitives. It knows the packets' order and shape,
 * and keeps no state but their number.
 */
final class CounterModeFloor implements Contender {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_TRAILER = {};
    private static final int BLOCK = 16;
    private static final int HEADER = 12;
    private static final int CONTROL_HEADER = 8;
    private static final int WORD = 4;
    private static final int CONTROL_TAG = 10;

    /** One session key at work. */
    private static final class Keys {
        private final boolean encrypts;
        private final Primitives.Keystream aes;
        private final Primitives.Code mac;
        private final long saltHigh;
        private final long saltLow;
        private final byte[] code = new byte[20];

        Keys(Suite suite, Primitives primitives, int labels) throws GeneralSecurityException {
            encrypts = !suite.isNull();
            aes = primitives.keystream(FloorKeys.derive(
                    suite, labels + FloorKeys.CIPHER, suite.spec().keyLength()));
            mac = primitives.code(FloorKeys.derive(suite, labels + FloorKeys.MAC, 20));
            byte[] salt = Arrays.copyOf(FloorKeys.derive(suite, labels + FloorKeys.SALT, 14), BLOCK);
            saltHigh = (long) LONG.get(salt, 0);
            saltLow = (long) LONG.get(salt, 8);
        }

        void apply(int ssrc, long index, byte[] data, int offset, int length) throws GeneralSecurityException {
            if (encrypts) {
                aes.add(saltHigh ^ ssrc & 0xFFFF_FFFFL, saltLow ^ index << 16, data, offset, length);
            }
        }
    }

    private final byte[][] slots;
    private final int tag;
    private final Keys rtp;
    private final Keys rtcp;
    private final byte[] rolloverCounter = new byte[4];
    private byte[] array;
    private long sent = -1;
    private long received = -1;
    private int controlSent;

    CounterModeFloor(Suite suite, Primitives primitives, byte[]... slots) throws GeneralSecurityException {
        this.slots = slots;
        array = slots[0];
        tag = suite.spec().tagLength();
        rtp = new Keys(suite, primitives, 0);
        rtcp = new Keys(suite, primitives, FloorKeys.CONTROL);
    }

    @Override
    public void take(int slot) {
        array = slots[slot];
    }

    @Override
    public int protect(int length) throws GeneralSecurityException {
        sent++;
        rtp.apply((int) INT.get(array, 8), sent, array, HEADER, length - HEADER);
        authenticate(length, sent);
        System.arraycopy(rtp.code, 0, array, length, tag);
        return length + tag;
    }

    @Override
    public int unprotect(int protectedLength) throws GeneralSecurityException {
        received++;
        int length = protectedLength - tag;
        authenticate(length, received);
        require(Arrays.equals(rtp.code, 0, tag, array, length, protectedLength));
        rtp.apply((int) INT.get(array, 8), received, array, HEADER, length - HEADER);
        return length;
    }

    private void authenticate(int length, long index) throws GeneralSecurityException {
        INT.set(rolloverCounter, 0, (int) (index >>> 16));
        rtp.mac.over(array, length, rolloverCounter, rtp.code);
    }

    @Override
    public int protectControl(int length) throws GeneralSecurityException {
        int index = controlSent++;
        rtcp.apply((int) INT.get(array, 4), index, array, CONTROL_HEADER, length - CONTROL_HEADER);
        INT.set(array, length, rtcp.encrypts ? 0x8000_0000 | index : index);
        rtcp.mac.over(array, length + WORD, NO_TRAILER, rtcp.code);
        System.arraycopy(rtcp.code, 0, array, length + WORD, CONTROL_TAG);
        return length + WORD + CONTROL_TAG;
    }

    @Override
    public int unprotectControl(int protectedLength) throws GeneralSecurityException {
        int length = protectedLength - CONTROL_TAG - WORD;
        rtcp.mac.over(array, length + WORD, NO_TRAILER, rtcp.code);
        require(Arrays.equals(rtcp.code, 0, CONTROL_TAG, array, length + WORD, protectedLength));
        int index = (int) INT.get(array, length) & 0x7FFF_FFFF;
        rtcp.apply((int) INT.get(array, 4), index, array, CONTROL_HEADER, length - CONTROL_HEADER);
        return length;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("the tag is wrong");
        }
    }
}
