package voip.testkit.suite;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A suite of authenticated encryption that is right, under a name that no published answers belong to. */
class SampleAead implements SrtpCipherSuite {
    static final int TAG = 16;

    @Override
    public SuiteSpec spec() {
        return SuiteSpec.aead("SAMPLE_AEAD", "SAMPLE", 16, TAG);
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
        SampleCounterMode.prf(master, label, indexDivKdr, out);
    }

    @Override
    public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        return new Opened(sessionKey);
    }

    @Override
    public KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
        return new SampleCounterMode.Opened(headerKey, new byte[20]);
    }

    static final class Opened implements AeadCipher {
        private @Nullable SecretKeySpec key;

        Opened(byte[] sessionKey) throws GeneralSecurityException {
            key = new SecretKeySpec(sessionKey, "AES");
            gcm(Cipher.ENCRYPT_MODE, new byte[12], new byte[0], 0, 0);
        }

        /** A new one each time: the same one refuses a vector that comes again. */
        private Cipher gcm(int mode, byte[] iv, byte[] aad, int aadOffset, int aadLength)
                throws GeneralSecurityException {
            if (key == null) {
                throw new IllegalStateException("the cipher is closed");
            }
            Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
            gcm.init(mode, key, new GCMParameterSpec(8 * TAG, iv));
            gcm.updateAAD(aad, aadOffset, aadLength);
            return gcm;
        }

        @Override
        public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException {
            byte[] sealed =
                    gcm(Cipher.ENCRYPT_MODE, iv, aad, aadOffset, aadLength).doFinal(data, offset, length);
            System.arraycopy(sealed, 0, data, offset, sealed.length);
        }

        @Override
        public boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException {
            Cipher gcm = gcm(Cipher.DECRYPT_MODE, iv, aad, aadOffset, aadLength);
            if (length < TAG) {
                return false;
            }
            try {
                byte[] plain = gcm.doFinal(data, offset, length);
                System.arraycopy(plain, 0, data, offset, plain.length);
                return true;
            } catch (AEADBadTagException refused) {
                return false;
            }
        }

        /** What is decrypted without a look at the tag: the keystream begins at the second block. */
        byte[] unverified(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
            byte[] plain = Arrays.copyOfRange(data, offset, offset + length);
            byte[] counter = Arrays.copyOf(iv, 16);
            counter[15] = 2;
            if (key != null) {
                SampleCounterMode.ctr(key, counter, plain, 0, length);
            }
            return plain;
        }

        @Override
        public void close() {
            key = null;
        }
    }
}
