package voip.api.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteSpecTest {
    @Test
    void counterModeKeepsTheLongControlTag() {
        SuiteSpec spec = SuiteSpec.hmacSha1("AES_CM_128_HMAC_SHA1_32", "JCE", 16, 4);
        assertEquals(SuiteSpec.Kind.COUNTER_MODE, spec.kind());
        assertEquals(16, spec.keyLength());
        assertEquals(14, spec.saltLength());
        assertEquals(20, spec.authKeyLength());
        assertEquals(4, spec.tagLength());
        assertEquals(10, spec.controlTagLength());
        assertEquals("AES_CM_128_HMAC_SHA1_32 (JCE)", spec.toString());
    }

    @Test
    void aeadHasNoAuthenticationKey() {
        SuiteSpec spec = SuiteSpec.aead("AEAD_AES_256_GCM", "JCE", 32, 16);
        assertEquals(SuiteSpec.Kind.AEAD, spec.kind());
        assertEquals(32, spec.keyLength());
        assertEquals(12, spec.saltLength());
        assertEquals(0, spec.authKeyLength());
        assertEquals(16, spec.tagLength());
        assertEquals(16, spec.controlTagLength());
    }

    @Test
    void refusesLengthsThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.hmacSha1("X", "Y", -1, 10));
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.hmacSha1("X", "Y", 65, 10));
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.hmacSha1("X", "Y", 16, 3));
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.hmacSha1("X", "Y", 16, 21));
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.aead("X", "Y", 16, 7));
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.aead("X", "Y", 16, 17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES-GCM", "AES.GCM"})
    void onlyProviderNamesMayHaveDotsAndHyphens(String name) {
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.hmacSha1(name, "Y", 16, 10));
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.aead(name, "Y", 16, 16));
        assertEquals(name, SuiteSpec.aead("X", name, 16, 16).provider());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A B", "A\r\n", "A/B", "\u00c9"})
    void refusesNamesThatSdpCannotSay(String name) {
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.hmacSha1(name, "Y", 16, 10));
        assertThrows(IllegalArgumentException.class, () -> SuiteSpec.aead("X", name, 16, 16));
    }

    @Test
    void aSuiteEncryptsUnlessItSaysThatItDoesNot() {
        SuiteSpec spec = SuiteSpec.hmacSha1("X", "Y", 16, 4);
        SuiteSpec none = spec.withoutEncryption();
        assertTrue(spec.encrypts());
        assertFalse(none.encrypts());
        assertEquals(spec.toString(), none.toString());
        assertEquals(4, none.tagLength());
        assertEquals(10, none.controlTagLength());
        SuiteSpec aead = SuiteSpec.aead("X", "Y", 16, 16);
        assertTrue(aead.encrypts());
        assertThrows(IllegalStateException.class, aead::withoutEncryption);
    }
}
