package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteCheck;
import voip.api.srtp.SuiteSpec;
import voip.testkit.suite.AesCmHmacSha1Contract;

class SuitesTest {
    @Nested
    class Tag80 extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AesCm128HmacSha1Tag80();
        }
    }

    @Nested
    class Tag32 extends AesCmHmacSha1Contract {
        @Override
        protected SrtpCipherSuite suite() {
            return new AesCm128HmacSha1Tag32();
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
}
