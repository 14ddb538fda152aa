package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SuiteSpec;

/** What the suites of AES in Galois/counter mode share: all but name and key length. */
abstract class AesGcm extends AesSuite {
    AesGcm(String name, int keyBytes) {
        super(SuiteSpec.aead(name, BcCryptoModule.PROVIDER, keyBytes, AesGcmCipher.TAG));
    }

    @Override
    public final SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        return new AesGcmCipher(sessionKey);
    }
}
