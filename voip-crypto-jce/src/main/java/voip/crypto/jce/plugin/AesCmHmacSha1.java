package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** What the suites of AES counter mode and HMAC-SHA1 share: all but name and lengths. */
abstract class AesCmHmacSha1 implements SrtpCipherSuite {
    private static final int SALT = 14;
    private static final int LABEL = 7;

    private final SuiteSpec spec;

    AesCmHmacSha1(String name, int keyBytes, int tagBytes) {
        spec = SuiteSpec.hmacSha1(name, JceCryptoModule.PROVIDER, keyBytes, tagBytes);
    }

    @Override
    public final SuiteSpec spec() {
        return spec;
    }

    @Override
    public final void derive(MasterKey master, int label, long indexDivKdr, byte[] out)
            throws GeneralSecurityException {
        // RFC 3711 §4.3.1: key_id = label || index DIV kdr, aligned with the salt on the right; §4.3.3: times 2^16.
        byte[] iv = Arrays.copyOf(master.salt(), SALT + 2);
        iv[LABEL] ^= (byte) label;
        for (int i = 0; i < 6; i++) {
            iv[SALT - 1 - i] ^= (byte) (indexDivKdr >>> 8 * i);
        }
        Arrays.fill(out, (byte) 0);
        try (AesCounterMode prf = new AesCounterMode(master.key())) {
            prf.apply(iv, out, 0, out.length);
        } finally {
            Arrays.fill(iv, (byte) 0);
        }
    }

    @Override
    public final SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        Mac mac = Jdk.mac("HmacSHA1");
        AesCounterMode aes = new AesCounterMode(sessionKey);
        boolean opened = false;
        try {
            ErasableKey authKey = new ErasableKey("HmacSHA1", sessionAuthKey);
            authKey.initialise(mac);
            opened = true;
            return new AesCmHmacCipher(aes, mac, authKey);
        } finally {
            if (!opened) {
                aes.close();
            }
        }
    }
}
