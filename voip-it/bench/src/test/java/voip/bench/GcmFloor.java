package voip.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;

/**
 * The least that AES-GCM costs, in one arrangement of the primitives: a cipher for each direction, at work in place. It knows
 * the packets' order and shape, and keeps no state but their number.
 */
final class GcmFloor implements Contender {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEADER = 12;
    private static final int CONTROL_HEADER = 8;
    private static final int WORD = 4;

    /** One session key at work in one direction. */
    private static final class Keys {
        private final Primitives.Gcm gcm;
        private final int saltHigh;
        private final long saltLow;
        private final byte[] iv = new byte[12];

        Keys(Suite suite, Primitives primitives, int labels, boolean encrypts) throws GeneralSecurityException {
            gcm = primitives.gcm(
                    FloorKeys.derive(
                            suite, labels + FloorKeys.CIPHER, suite.spec().keyLength()),
                    encrypts);
            byte[] salt = FloorKeys.derive(suite, labels + FloorKeys.SALT, 12);
            saltHigh = (int) INT.get(salt, 0);
            saltLow = (long) LONG.get(salt, 4);
        }

        byte[] iv(int ssrc, long index) {
            INT.set(iv, 0, saltHigh ^ ssrc >>> 16);
            LONG.set(iv, 4, saltLow ^ ((long) ssrc << 48 | index));
            return iv;
        }
    }

    private final byte[][] slots;
    private final Keys sealing;
    private final Keys unsealing;
    private final Keys sealingControl;
    private final Keys unsealingControl;
    private final byte[] controlData = new byte[CONTROL_HEADER + WORD];
    private byte[] array;
    private long sent = -1;
    private long received = -1;
    private int controlSent;

    GcmFloor(Suite suite, Primitives primitives, byte[]... slots) throws GeneralSecurityException {
        this.slots = slots;
        array = slots[0];
        sealing = new Keys(suite, primitives, 0, true);
        unsealing = new Keys(suite, primitives, 0, false);
        sealingControl = new Keys(suite, primitives, FloorKeys.CONTROL, true);
        unsealingControl = new Keys(suite, primitives, FloorKeys.CONTROL, false);
    }

    @Override
    public void take(int slot) {
        array = slots[slot];
    }

    @Override
    public int protect(int length) throws GeneralSecurityException {
        return apply(sealing, ++sent, length);
    }

    @Override
    public int unprotect(int length) throws GeneralSecurityException {
        return apply(unsealing, ++received, length);
    }

    private int apply(Keys keys, long index, int length) throws GeneralSecurityException {
        byte[] iv = keys.iv((int) INT.get(array, 8), index);
        return HEADER + keys.gcm.apply(iv, array, HEADER, array, HEADER, length - HEADER);
    }

    @Override
    public int protectControl(int length) throws GeneralSecurityException {
        int word = 0x8000_0000 | controlSent++;
        int sealed = applyControl(sealingControl, word, length);
        INT.set(array, sealed, word);
        return sealed + WORD;
    }

    @Override
    public int unprotectControl(int length) throws GeneralSecurityException {
        return applyControl(unsealingControl, (int) INT.get(array, length - WORD), length - WORD);
    }

    private int applyControl(Keys keys, int word, int length) throws GeneralSecurityException {
        byte[] iv = keys.iv((int) INT.get(array, 4), word & 0x7FFF_FFFF);
        System.arraycopy(array, 0, controlData, 0, CONTROL_HEADER);
        INT.set(controlData, CONTROL_HEADER, word);
        return CONTROL_HEADER
                + keys.gcm.apply(iv, controlData, controlData.length, array, CONTROL_HEADER, length - CONTROL_HEADER);
    }
}
