package voip.crypto.jce.plugin;

import org.junit.jupiter.api.Nested;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.SrtpCipherSuite;
import voip.testkit.suite.KeysErasedContract;

class KeysErasedTest {
    @Nested
    class Aes128Cm extends Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AesCm128HmacSha1Tag80();
        }

        @Override
        protected boolean keepsHmacStates() {
            return true;
        }
    }

    @Nested
    class Aes256Cm extends Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Aes256CmHmacSha1Tag80();
        }

        @Override
        protected boolean keepsHmacStates() {
            return true;
        }
    }

    @Nested
    class Aes128Gcm extends Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AeadAes128Gcm();
        }
    }

    @Nested
    class Aes256Gcm extends Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AeadAes256Gcm();
        }
    }

    @Nested
    class Aes128CmByTheMac extends Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new MacSuite("AES_CM_128_HMAC_SHA1_80", 16);
        }
    }

    @Nested
    class Null extends Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new NullHmacSha1Tag80();
        }

        @Override
        protected boolean keepsHmacStates() {
            return true;
        }
    }

    private abstract static class Contract extends KeysErasedContract {
        @Override
        protected CryptoModule module() {
            return new JceCryptoModule();
        }
    }
}
