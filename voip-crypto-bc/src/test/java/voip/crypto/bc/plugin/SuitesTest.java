package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import voip.api.srtp.SrtpCipherSuite;
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
    void areFoundAsServicesUnderTheirStandardNames() {
        getClass().getModule().addUses(SrtpCipherSuite.class);
        List<String> found = ServiceLoader.load(SrtpCipherSuite.class).stream()
                .map(provider -> provider.get().spec())
                .filter(spec -> spec.provider().equals("BCFIPS"))
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
