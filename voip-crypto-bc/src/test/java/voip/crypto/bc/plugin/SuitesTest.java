package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import voip.api.srtp.SrtpCipherSuite;
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
                .map(provider -> provider.get().spec().toString())
                .toList();
        assertEquals(List.of("AES_CM_128_HMAC_SHA1_80 (BCFIPS)", "AES_CM_128_HMAC_SHA1_32 (BCFIPS)"), found);
    }
}
