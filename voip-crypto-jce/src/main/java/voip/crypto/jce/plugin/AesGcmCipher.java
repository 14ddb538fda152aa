package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import voip.api.srtp.AeadCipher;

/**
 * AES in Galois/counter mode with the whole tag (RFC 7714 §12), for any length of AES key.
 *
 * <p>The JDK's cipher has to be initialised for every packet, and allocates for each. It refuses to encrypt twice in a row under
 * one vector; what must not be repeated is for the core to say, so a repeated vector follows one of which nothing is made.
 */
final class AesGcmCipher implements AeadCipher {
    static final int TAG = 16;

    private final ErasableKey key;
    private final Cipher gcm;
    private final GcmVector parameters = new GcmVector();

    /** Takes a copy of the key. */
    AesGcmCipher(byte[] keyBytes) throws GeneralSecurityException {
        // Before the key: where there is no such cipher, no copy of the key is made.
        gcm = Jdk.cipher("AES/GCM/NoPadding");
        key = new ErasableKey("AES", keyBytes);
        key.initialise(gcm, parameters);
    }

    @Override
    public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        key.requireAlive();
        try {
            gcm.init(Cipher.ENCRYPT_MODE, key, parameters.of(iv));
        } catch (InvalidAlgorithmParameterException e) {
            gcm.init(Cipher.ENCRYPT_MODE, key, parameters.of(another(iv)));
            gcm.init(Cipher.ENCRYPT_MODE, key, parameters.of(iv));
        }
        gcm.updateAAD(aad, aadOffset, aadLength);
        gcm.doFinal(data, offset, length, data, offset);
    }

    private static byte[] another(byte[] iv) {
        byte[] other = iv.clone();
        other[0] ^= 1;
        return other;
    }

    @Override
    public boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        key.requireAlive();
        if (length < TAG) {
            return false;
        }
        gcm.init(Cipher.DECRYPT_MODE, key, parameters.of(iv));
        gcm.updateAAD(aad, aadOffset, aadLength);
        try {
            gcm.doFinal(data, offset, length, data, offset);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        }
    }

    @Override
    public void close() {
        key.eraseFrom(gcm, parameters.of(new byte[GcmVector.LENGTH]));
    }
}
