package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;

/** Secrets under a caller's key: a random vector, what AES-GCM makes of the secret, and its tag. */
final class KeyWrap {
    private static final int VECTOR = 12;

    private KeyWrap() {}

    static byte[] wrap(byte[] key, byte[] header, byte[] secret, RandomGenerator random)
            throws GeneralSecurityException {
        byte[] vector = new byte[VECTOR];
        random.nextBytes(vector);
        byte[] wrapped = Arrays.copyOf(vector, VECTOR + secret.length + AesGcmCipher.TAG);
        System.arraycopy(secret, 0, wrapped, VECTOR, secret.length);
        boolean sealed = false;
        try (AesGcmCipher cipher = new AesGcmCipher(key)) {
            cipher.seal(vector, header, 0, header.length, wrapped, VECTOR, secret.length);
            sealed = true;
            return wrapped;
        } finally {
            if (!sealed) {
                Arrays.fill(wrapped, (byte) 0);
            }
        }
    }

    static byte[] unwrap(byte[] key, byte[] header, byte[] wrapped) throws GeneralSecurityException {
        int length = wrapped.length - VECTOR - AesGcmCipher.TAG;
        byte[] data = wrapped.clone();
        try (AesGcmCipher cipher = new AesGcmCipher(key)) {
            byte[] vector = Arrays.copyOf(wrapped, VECTOR);
            if (length < 0
                    || !cipher.unseal(vector, header, 0, header.length, data, VECTOR, length + AesGcmCipher.TAG)) {
                throw new AEADBadTagException("it was made under another key or header, or altered since");
            }
            return Arrays.copyOfRange(data, VECTOR, VECTOR + length);
        } finally {
            Arrays.fill(data, (byte) 0);
        }
    }
}
