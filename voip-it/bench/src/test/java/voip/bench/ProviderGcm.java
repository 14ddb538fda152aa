package voip.bench;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM by a cipher that has to be initialised for each packet. */
record ProviderGcm(Cipher cipher, int mode, SecretKeySpec key, SecureRandom random) implements Primitives.Gcm {
    private static final int TAG_BITS = 128;

    @Override
    public int apply(byte[] iv, byte[] aad, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv), random);
        cipher.updateAAD(aad, 0, aadLength);
        return cipher.doFinal(data, offset, length, data, offset);
    }
}
