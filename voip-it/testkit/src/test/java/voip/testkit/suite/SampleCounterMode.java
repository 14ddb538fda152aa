package voip.testkit.suite;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A suite that is right, under a name that no published answers belong to: the contract alone tells it from broken ones. */
class SampleCounterMode implements SrtpCipherSuite {
    private static final int BLOCK = 16;

    @Override
    public SuiteSpec spec() {
        return SuiteSpec.hmacSha1("SAMPLE_CM_HMAC_SHA1_80", "SAMPLE", 16, 10);
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
        prf(master, label, indexDivKdr, out);
    }

    /** RFC 3711 §4.3.1, §4.3.3. */
    static void prf(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
        byte[] iv = Arrays.copyOf(master.salt(), BLOCK);
        iv[7] ^= (byte) label;
        for (int i = 0; i < 6; i++) {
            iv[8 + i] ^= (byte) (indexDivKdr >> 8 * (5 - i));
        }
        Arrays.fill(out, (byte) 0);
        ctr(new SecretKeySpec(master.key(), "AES"), iv, out, 0, out.length);
    }

    @Override
    public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        return new Opened(sessionKey, sessionAuthKey);
    }

    /** Adds the keystream of AES in counter mode. */
    static void ctr(SecretKeySpec key, byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
        Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
        ctr.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        ctr.doFinal(data, offset, length, data, offset);
    }

    static final class Opened implements CounterModeCipher {
        private @Nullable SecretKeySpec key;
        private @Nullable Mac mac;

        Opened(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
            key = new SecretKeySpec(sessionKey, "AES");
            ctr(key, new byte[BLOCK], new byte[BLOCK], 0, BLOCK); // refuses keys that AES does not have
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(sessionAuthKey, "HmacSHA1"));
        }

        @Override
        public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
            ctr(open(key), iv, data, offset, length);
        }

        @Override
        public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out)
                throws GeneralSecurityException {
            Mac hmac = open(mac);
            hmac.update(data, offset, length);
            hmac.update(trailer);
            hmac.doFinal(out, 0);
        }

        private static <T> T open(@Nullable T part) {
            if (part == null) {
                throw new IllegalStateException("the cipher is closed");
            }
            return part;
        }

        @Override
        public void close() {
            key = null;
            mac = null;
        }
    }
}
