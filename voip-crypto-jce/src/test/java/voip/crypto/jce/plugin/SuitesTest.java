package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteCheck;
import voip.api.srtp.SuiteSpec;
import voip.testkit.suite.AesCmHmacSha1Contract;
import voip.testkit.suite.AesGcmContract;
import voip.testkit.suite.NullHmacSha1Contract;

class SuitesTest {
    @Nested
    class Aes128CmTag80 extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AesCm128HmacSha1Tag80();
        }
    }

    @Nested
    class Aes128CmTag32 extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AesCm128HmacSha1Tag32();
        }
    }

    @Nested
    class Aes192CmTag80 extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Aes192CmHmacSha1Tag80();
        }
    }

    @Nested
    class Aes192CmTag32 extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Aes192CmHmacSha1Tag32();
        }
    }

    @Nested
    class Aes256CmTag80 extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Aes256CmHmacSha1Tag80();
        }
    }

    @Nested
    class Aes256CmTag32 extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Aes256CmHmacSha1Tag32();
        }
    }

    @Nested
    class Aes128CmByTheMac extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new MacSuite("AES_CM_128_HMAC_SHA1_80", 16);
        }
    }

    @Nested
    class NullTag80 extends NullHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new NullHmacSha1Tag80();
        }
    }

    @Nested
    class NullTag32 extends NullHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new NullHmacSha1Tag32();
        }
    }

    @Nested
    class Aes128Gcm extends AesGcmContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AeadAes128Gcm();
        }
    }

    @Nested
    class Aes256Gcm extends AesGcmContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AeadAes256Gcm();
        }
    }

    @Test
    void failsTheCheckOfSuitesWhenDerivationOmitsTheLabel() {
        SrtpCipherSuite whole = new AesCm128HmacSha1Tag80();
        SrtpCipherSuite broken = new SrtpCipherSuite() {
            @Override
            public SuiteSpec spec() {
                return whole.spec();
            }

            @Override
            public void derive(MasterKey master, int label, long indexDivKdr, byte[] out)
                    throws GeneralSecurityException {
                whole.derive(master, 0, indexDivKdr, out);
            }

            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                return whole.open(sessionKey, sessionAuthKey);
            }
        };
        assertEquals(Optional.of("it does not give the answer of RFC 3711 B.3"), SuiteCheck.problem(broken));
    }

    @Test
    void areFoundAsServicesUnderTheirStandardNames() {
        getClass().getModule().addUses(SrtpCipherSuite.class);
        List<String> found = ServiceLoader.load(SrtpCipherSuite.class).stream()
                .map(provider -> provider.get().spec())
                .filter(spec -> spec.provider().equals("JCE"))
                .map(SuiteSpec::name)
                .toList();
        assertEquals(
                List.of(
                        "AEAD_AES_128_GCM",
                        "AEAD_AES_256_GCM",
                        "AES_CM_128_HMAC_SHA1_80",
                        "AES_CM_128_HMAC_SHA1_32",
                        "AES_256_CM_HMAC_SHA1_80",
                        "AES_256_CM_HMAC_SHA1_32",
                        "AES_192_CM_HMAC_SHA1_80",
                        "AES_192_CM_HMAC_SHA1_32",
                        "NULL_HMAC_SHA1_80",
                        "NULL_HMAC_SHA1_32"),
                found);
    }

    /** The others are there for those who name them. */
    @Test
    void areOfferedByDefaultUnlessTheyDoNotEncryptOrOthersDeriveTheirKeysWrongly() {
        assertEquals(
                List.of(
                        "AEAD_AES_128_GCM",
                        "AEAD_AES_256_GCM",
                        "AES_CM_128_HMAC_SHA1_80",
                        "AES_CM_128_HMAC_SHA1_32",
                        "AES_256_CM_HMAC_SHA1_80",
                        "AES_256_CM_HMAC_SHA1_32"),
                CipherSuites.discover().provider("JCE").defaultNames());
    }
}
