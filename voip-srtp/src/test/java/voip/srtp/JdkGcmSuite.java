package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** AES-GCM for tests of the AEAD layout; it derives keys as the suite AES_CM_128_HMAC_SHA1_80 does. */
final class JdkGcmSuite implements SrtpCipherSuite {
    private final SuiteSpec spec = SuiteSpec.aead("TEST_AES_128_GCM", "TEST", 16, 16);

    @Override
    public SuiteSpec spec() {
        return spec;
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
        Fixtures.SUITE_80.derive(master, label, indexDivKdr, out);
    }

    @Override
    public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
        return new Gcm(sessionKey);
    }

    static final class Gcm implements AeadCipher {
        private final SecretKeySpec key;

        Gcm(byte[] key) {
            this.key = new SecretKeySpec(key, "AES");
        }

        @Override
        public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, iv, aad, aadOffset, aadLength).doFinal(data, offset, length);
            System.arraycopy(sealed, 0, data, offset, sealed.length);
        }

        @Override
        public boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException {
            try {
                byte[] plain = cipher(Cipher.DECRYPT_MODE, iv, aad, aadOffset, aadLength)
                        .doFinal(data, offset, length);
                System.arraycopy(plain, 0, data, offset, plain.length);
                return true;
            } catch (AEADBadTagException e) {
                Arrays.fill(data, offset, offset + length, (byte) 0x55); // what providers may do, though not this one
                return false;
            }
        }

        private Cipher cipher(int mode, byte[] iv, byte[] aad, int offset, int length) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, iv));
            cipher.updateAAD(aad, offset, length);
            return cipher;
        }

        @Override
        public void close() {}
    }
}
