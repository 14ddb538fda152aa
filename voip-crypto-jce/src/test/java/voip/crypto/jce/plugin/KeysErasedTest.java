package voip.crypto.jce.plugin;

import voip.api.srtp.CryptoModule;
import voip.api.srtp.SrtpCipherSuite;
import voip.testkit.suite.KeysErasedContract;

class KeysErasedTest extends KeysErasedContract {
    @Override
    protected SrtpCipherSuite suite() {
        return new AesCm128HmacSha1Tag80();
    }

    @Override
    protected CryptoModule module() {
        return new JceCryptoModule();
    }
}
