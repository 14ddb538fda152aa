package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import voip.api.srtp.AeadCipher;

/**
 * AES in Galois/counter mode with the whole tag (RFC 7714 §12), for any length of AES key.
 *
 * <p>The JDK's cipher has to be initialised for every packet, and allocates for each. It refuses to encrypt twice in a row under
 * one vector; what must not be repeated is for the core to say, so a repeated vector follows one of which nothing is made.
 */
final class AesGcmCipher implements AeadCipher {
    static final int TAG = 16;
    private static final int VECTOR = 12;

    private final ErasableKey key;
    private final Cipher gcm;
    private final byte[] lastSealed = new byte[VECTOR];

    /** Takes a copy of the key. */
    AesGcmCipher(byte[] keyBytes) throws GeneralSecurityException {
        // Before the key: where there is no such cipher, no copy of the key is made.
        gcm = Jdk.cipher("AES/GCM/NoPadding");
        key = new ErasableKey("AES", keyBytes);
        key.initialise(gcm, parameters(lastSealed));
    }

    @Override
    public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        key.requireAlive();
        if (Arrays.equals(iv, lastSealed)) {
            lastSealed[0] ^= 1;
            gcm.init(Cipher.ENCRYPT_MODE, key, parameters(lastSealed));
        }
        gcm.init(Cipher.ENCRYPT_MODE, key, parameters(iv));
        System.arraycopy(iv, 0, lastSealed, 0, VECTOR);
        gcm.updateAAD(aad, aadOffset, aadLength);
        gcm.doFinal(data, offset, length, data, offset);
    }

    @Override
    public boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        key.requireAlive();
        if (length < TAG) {
            return false;
        }
        gcm.init(Cipher.DECRYPT_MODE, key, parameters(iv));
        gcm.updateAAD(aad, aadOffset, aadLength);
        try {
            gcm.doFinal(data, offset, length, data, offset);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        }
    }

    private static GCMParameterSpec parameters(byte[] iv) {
        return new GCMParameterSpec(8 * TAG, iv);
    }

    @Override
    public void close() {
        key.eraseFrom(gcm, parameters(lastSealed));
    }
}
