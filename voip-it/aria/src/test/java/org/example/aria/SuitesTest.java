package org.example.aria;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.security.Security;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import voip.api.srtp.SrtpCipherSuite;
import voip.testkit.suite.AeadContract;
import voip.testkit.suite.CounterModeContract;

/** All that the conformance kit asks. */
class SuitesTest {
    @Nested
    class Aria128Tag80 extends CounterModeContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Suites.Aria128Tag80();
        }
    }

    @Nested
    class Aria128Tag32 extends CounterModeContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Suites.Aria128Tag32();
        }
    }

    @Nested
    class Aria256Tag80 extends CounterModeContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Suites.Aria256Tag80();
        }
    }

    @Nested
    class Aria256Tag32 extends CounterModeContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Suites.Aria256Tag32();
        }
    }

    @Nested
    class Aria128Gcm extends AeadContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Suites.Aria128Gcm();
        }
    }

    @Nested
    class Aria256Gcm extends AeadContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Suites.Aria256Gcm();
        }
    }

    @Test
    void areFoundAsServices() {
        getClass().getModule().addUses(SrtpCipherSuite.class);
        List<String> found = ServiceLoader.load(SrtpCipherSuite.class).stream()
                .map(provider -> provider.get().spec().toString())
                .toList();
        assertEquals(
                List.of(
                        "SRTP_ARIA_128_CTR_HMAC_SHA1_80 (BCPROV)",
                        "SRTP_ARIA_128_CTR_HMAC_SHA1_32 (BCPROV)",
                        "SRTP_ARIA_256_CTR_HMAC_SHA1_80 (BCPROV)",
                        "SRTP_ARIA_256_CTR_HMAC_SHA1_32 (BCPROV)",
                        "AEAD_ARIA_128_GCM (BCPROV)",
                        "AEAD_ARIA_256_GCM (BCPROV)"),
                found);
    }

    @Test
    void leaveTheProvidersOfTheJvmAsTheyAre() throws Exception {
        new Suites.Aria128Gcm().open(new byte[16], new byte[0]).close();
        assertNull(Security.getProvider("BC"));
    }
}
