package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SuiteSpec;

/** What the suites of AES counter mode and HMAC-SHA1 share: all but name and lengths. */
abstract class AesCmHmacSha1 extends AesSuite {
    AesCmHmacSha1(String name, int keyBytes, int tagBytes) {
        super(SuiteSpec.hmacSha1(name, JceCryptoModule.PROVIDER, keyBytes, tagBytes));
    }

    @Override
    public final SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        AesCounterMode aes = new AesCounterMode(sessionKey);
        boolean opened = false;
        try {
            SrtpCipher cipher = new AesCmHmacCipher(aes, hmac().open(sessionAuthKey));
            opened = true;
            return cipher;
        } finally {
            if (!opened) {
                aes.close();
            }
        }
    }
}
