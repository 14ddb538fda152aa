package voip.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The least that counter mode and HMAC-SHA1 cost: a run of counter blocks through an ECB cipher that is initialised once, added
 * by long words, and two states of SHA-1 behind the pads of HMAC, which are cloned for each packet. It knows the packets' order and shape, and keeps no state but
 * their number.
 */
final class CounterModeFloor implements Contender {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int BLOCK = 16;
    private static final int ROOM = 2048;
    private static final int HEADER = 12;
    private static final int CONTROL_HEADER = 8;
    private static final int WORD = 4;
    private static final int CONTROL_TAG = 10;
    private static final byte[] NO_TRAILER = {};

    /** One session key at work. */
    private static final class Keys {
        private final boolean encrypts;
        private final Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding", FloorKeys.PROVIDER);
        private final MessageDigest inner = MessageDigest.getInstance("SHA-1");
        private final MessageDigest outer = MessageDigest.getInstance("SHA-1");
        private final long saltHigh;
        private final long saltLow;
        private final byte[] counters = new byte[ROOM];
        private final byte[] keystream = new byte[ROOM];
        private final byte[] code = new byte[20];

        Keys(Suite suite, int labels) throws GeneralSecurityException {
            encrypts = !suite.isNull();
            byte[] key = FloorKeys.derive(
                    suite, labels + FloorKeys.CIPHER, suite.spec().keyLength());
            ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            byte[] authKey = FloorKeys.derive(suite, labels + FloorKeys.MAC, 20);
            inner.update(padded(authKey, 0x36));
            outer.update(padded(authKey, 0x5C));
            byte[] salt = Arrays.copyOf(FloorKeys.derive(suite, labels + FloorKeys.SALT, 14), BLOCK);
            saltHigh = (long) LONG.get(salt, 0);
            saltLow = (long) LONG.get(salt, 8);
        }

        private static byte[] padded(byte[] key, int pad) {
            byte[] block = Arrays.copyOf(key, 64);
            for (int i = 0; i < block.length; i++) {
                block[i] ^= (byte) pad;
            }
            return block;
        }

        void authenticate(byte[] data, int length, byte[] trailer) throws GeneralSecurityException {
            try {
                MessageDigest digest = (MessageDigest) inner.clone();
                digest.update(data, 0, length);
                digest.update(trailer);
                digest.digest(code, 0, code.length);
                digest = (MessageDigest) outer.clone();
                digest.update(code);
                digest.digest(code, 0, code.length);
            } catch (CloneNotSupportedException e) {
                throw new GeneralSecurityException(e);
            }
        }

        void apply(int ssrc, long index, byte[] data, int offset, int length) throws GeneralSecurityException {
            if (!encrypts) {
                return;
            }
            long high = saltHigh ^ ssrc & 0xFFFF_FFFFL;
            long low = saltLow ^ index << 16;
            int bytes = (length + BLOCK - 1) & -BLOCK;
            for (int i = 0; i < bytes; i += BLOCK) {
                LONG.set(counters, i, high);
                LONG.set(counters, i + 8, low++);
            }
            ecb.doFinal(counters, 0, bytes, keystream, 0);
            int i = 0;
            for (; i <= length - Long.BYTES; i += Long.BYTES) {
                LONG.set(data, offset + i, (long) LONG.get(data, offset + i) ^ (long) LONG.get(keystream, i));
            }
            for (; i < length; i++) {
                data[offset + i] ^= keystream[i];
            }
        }
    }

    private final byte[] array;
    private final int tag;
    private final Keys rtp;
    private final Keys rtcp;
    private final byte[] rolloverCounter = new byte[4];
    private long sent = -1;
    private long received = -1;
    private int controlSent;

    CounterModeFloor(Suite suite, byte[] array) throws GeneralSecurityException {
        this.array = array;
        tag = suite.spec().tagLength();
        rtp = new Keys(suite, 0);
        rtcp = new Keys(suite, FloorKeys.CONTROL);
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
        rtp.authenticate(array, length, rolloverCounter);
    }

    @Override
    public int protectControl(int length) throws GeneralSecurityException {
        int index = controlSent++;
        rtcp.apply((int) INT.get(array, 4), index, array, CONTROL_HEADER, length - CONTROL_HEADER);
        INT.set(array, length, rtcp.encrypts ? 0x8000_0000 | index : index);
        authenticateControl(length + WORD);
        System.arraycopy(rtcp.code, 0, array, length + WORD, CONTROL_TAG);
        return length + WORD + CONTROL_TAG;
    }

    @Override
    public int unprotectControl(int protectedLength) throws GeneralSecurityException {
        int length = protectedLength - CONTROL_TAG - WORD;
        authenticateControl(length + WORD);
        require(Arrays.equals(rtcp.code, 0, CONTROL_TAG, array, length + WORD, protectedLength));
        int index = (int) INT.get(array, length) & 0x7FFF_FFFF;
        rtcp.apply((int) INT.get(array, 4), index, array, CONTROL_HEADER, length - CONTROL_HEADER);
        return length;
    }

    private void authenticateControl(int length) throws GeneralSecurityException {
        rtcp.authenticate(array, length, NO_TRAILER);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("the tag is wrong");
        }
    }
}
