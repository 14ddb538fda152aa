package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.SuiteSpec;

/**
 * What the suites NULL_HMAC_SHA1_80 and NULL_HMAC_SHA1_32 have to do, which authenticate and do not encrypt (RFC 3711 §4.1.3):
 * JUnit tests to inherit.
 */
public abstract class NullHmacSha1Contract extends HmacSha1Contract {
    /** For the classes that extend it. */
    protected NullHmacSha1Contract() {}

    @Test
    void hasTheNameOfItsLengths() {
        SuiteSpec spec = suite().spec();
        assertEquals(16, spec.keyLength());
        assertEquals("NULL_HMAC_SHA1_" + 8 * spec.tagLength(), spec.name());
        assertFalse(spec.encrypts());
        assertFalse(suite().knownAnswers().isEmpty());
    }

    @Test
    void rfc3711AppendixB3() throws Exception {
        AesCm.assertPublishedDerivation(this);
    }

    @Test
    void derivesAsTheJdksAesDoes() throws Exception {
        AesCm.assertDerivesAsTheJdksAesDoes(this);
    }

    @Test
    void leavesEverythingReadable() throws Exception {
        byte[] data = samples.bytes(LONGEST);
        byte[] plain = data.clone();
        try (CounterModeCipher cipher = open()) {
            for (int length = 0; length <= LONGEST; length++) {
                cipher.apply(samples.vector(), data, 0, length);
            }
        }
        assertArrayEquals(plain, data);
    }

    /** Or a session would say that it encrypts what it does not. */
    @Test
    void doesNotOfferToEncryptHeaderExtensions() throws Exception {
        assertNull(suite().openHeaderExtensions(samples.bytes(16)));
    }
}
