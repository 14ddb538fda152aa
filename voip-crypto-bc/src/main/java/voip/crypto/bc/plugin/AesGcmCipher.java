package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import voip.api.srtp.AeadCipher;

/**
 * AES in Galois/counter mode with the whole tag (RFC 7714 §12), for any length of AES key, by bc-fips. Like its counter mode,
 * it has to be initialised for every packet.
 */
final class AesGcmCipher implements AeadCipher {
    static final int TAG = 16;
    private static final int VECTOR = 12;
    private static final int[] MODES = {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE};

    private final Cipher gcm;
    private final ErasableKey key;
    private final SecureRandom random;

    /** Takes a copy of the key. */
    AesGcmCipher(byte[] keyBytes) throws GeneralSecurityException {
        gcm = BcFips.cipher("AES/GCM/NoPadding");
        // As for counter mode: never asked.
        random = BcFips.random();
        key = new ErasableKey("AES", keyBytes);
        boolean taken = false;
        try {
            initialise(Cipher.ENCRYPT_MODE, key, new byte[VECTOR]);
            taken = true;
        } finally {
            if (!taken) {
                key.destroy();
            }
        }
    }

    @Override
    public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        key.requireAlive();
        initialise(Cipher.ENCRYPT_MODE, key, iv);
        try {
            gcm.updateAAD(aad, aadOffset, aadLength);
            gcm.doFinal(data, offset, length, data, offset);
        } catch (AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    @Override
    public boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        key.requireAlive();
        if (length < TAG) {
            return false;
        }
        initialise(Cipher.DECRYPT_MODE, key, iv);
        try {
            gcm.updateAAD(aad, aadOffset, aadLength);
            gcm.doFinal(data, offset, length, data, offset);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    private void initialise(int mode, ErasableKey with, byte[] iv) throws GeneralSecurityException {
        try {
            gcm.init(mode, with, new GCMParameterSpec(8 * TAG, iv), random);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    /** In both modes, because bc-fips keeps a copy of the key for each that was ever used. */
    @Override
    public void close() {
        key.destroy();
        for (int mode : MODES) {
            try {
                initialise(mode, key.zeros(), new byte[VECTOR]);
            } catch (GeneralSecurityException e) {
                // Refused, in an error state for one: the copy of the key that bc-fips made goes with the cipher.
            }
        }
    }
}
