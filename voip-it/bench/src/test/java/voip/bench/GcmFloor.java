package voip.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The least that AES-GCM costs: a cipher for each direction, which the JDK wants initialised for each packet, at work in
 * place. It knows the packets' order and shape, and keeps no state but their number.
 */
final class GcmFloor implements Contender {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEADER = 12;
    private static final int CONTROL_HEADER = 8;
    private static final int WORD = 4;
    private static final int TAG = 16;

    /** One session key at work in one direction. */
    private static final class Keys {
        private final int mode;
        private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", FloorKeys.PROVIDER);
        private final SecretKeySpec key;
        private final int saltHigh;
        private final long saltLow;
        private final byte[] iv = new byte[12];

        Keys(Suite suite, int labels, int mode) throws GeneralSecurityException {
            this.mode = mode;
            byte[] bytes = FloorKeys.derive(
                    suite, labels + FloorKeys.CIPHER, suite.spec().keyLength());
            key = new SecretKeySpec(bytes, "AES");
            byte[] salt = FloorKeys.derive(suite, labels + FloorKeys.SALT, 12);
            saltHigh = (int) INT.get(salt, 0);
            saltLow = (long) LONG.get(salt, 4);
        }

        /** The cipher, ready for associated data. */
        Cipher at(int ssrc, long index) throws GeneralSecurityException {
            INT.set(iv, 0, saltHigh ^ ssrc >>> 16);
            LONG.set(iv, 4, saltLow ^ ((long) ssrc << 48 | index));
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG, iv));
            return cipher;
        }
    }

    private final byte[] array;
    private final Keys sealing;
    private final Keys unsealing;
    private final Keys sealingControl;
    private final Keys unsealingControl;
    private final byte[] controlData = new byte[CONTROL_HEADER + WORD];
    private long sent = -1;
    private long received = -1;
    private int controlSent;

    GcmFloor(Suite suite, byte[] array) throws GeneralSecurityException {
        this.array = array;
        sealing = new Keys(suite, 0, Cipher.ENCRYPT_MODE);
        unsealing = new Keys(suite, 0, Cipher.DECRYPT_MODE);
        sealingControl = new Keys(suite, FloorKeys.CONTROL, Cipher.ENCRYPT_MODE);
        unsealingControl = new Keys(suite, FloorKeys.CONTROL, Cipher.DECRYPT_MODE);
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
        Cipher cipher = keys.at((int) INT.get(array, 8), index);
        cipher.updateAAD(array, 0, HEADER);
        return HEADER + cipher.doFinal(array, HEADER, length - HEADER, array, HEADER);
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
        Cipher cipher = keys.at((int) INT.get(array, 4), word & 0x7FFF_FFFF);
        System.arraycopy(array, 0, controlData, 0, CONTROL_HEADER);
        INT.set(controlData, CONTROL_HEADER, word);
        cipher.updateAAD(controlData);
        return CONTROL_HEADER + cipher.doFinal(array, CONTROL_HEADER, length - CONTROL_HEADER, array, CONTROL_HEADER);
    }
}
