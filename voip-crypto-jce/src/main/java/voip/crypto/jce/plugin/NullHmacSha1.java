package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SuiteSpec;

/**
 * What the suites without encryption share. Their authentication keys are derived by AES in counter mode under a master key
 * of 16 bytes, as libsrtp does: by the lengths of 0 that RFC 5764 §4.1.2 gives, there would be nothing to derive them from.
 */
abstract class NullHmacSha1 extends AesSuite {
    private static final int MASTER_KEY = 16;

    NullHmacSha1(String name, int tagBytes) {
        super(SuiteSpec.hmacSha1(name, JceCryptoModule.PROVIDER, MASTER_KEY, tagBytes)
                .withoutEncryption());
    }

    @Override
    public final SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        return new NullHmacCipher(hmac().open(sessionAuthKey));
    }
}
