package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.SuiteSpec;

/**
 * What the suites of AES in counter mode and HMAC-SHA1 have to do, AES_CM_128_HMAC_SHA1_80 and _32 (RFC 3711, RFC 4568) and
 * those with longer keys (RFC 6188), besides all that counter mode has to: JUnit tests to inherit.
 *
 * <p>What is not in an RFC is compared with the JDK's AES.
 */
public abstract class AesCmHmacSha1Contract extends CounterModeContract {
    private static final int KEYSTREAM = 16 << 16;

    /** For the classes that extend it. */
    protected AesCmHmacSha1Contract() {}

    @Test
    void hasTheNameOfItsLengths() {
        SuiteSpec spec = suite().spec();
        int keyBits = 8 * spec.keyLength();
        String cipher = keyBits == 128 ? "AES_CM_128" : "AES_" + keyBits + "_CM";
        assertEquals(cipher + "_HMAC_SHA1_" + 8 * spec.tagLength(), spec.name());
        assertFalse(suite().knownAnswers().isEmpty(), "a standard suite has its published answers");
    }

    @Test
    void rfc3711AppendixB2AndRfc6188Section7Keystreams() throws Exception {
        int keyLength = suite().spec().keyLength();
        AesCm.assertPublishedKeystream(keyLength, key -> open(key, authKey()));
    }

    @Test
    void rfc3711AppendixB3AndRfc6188Section7Derivations() throws Exception {
        AesCm.assertPublishedDerivation(this);
    }

    @Test
    void derivesAsTheJdksAesDoes() throws Exception {
        AesCm.assertDerivesAsTheJdksAesDoes(this);
    }

    @Test
    void encryptsAsTheJdksAesDoes() throws Exception {
        for (int length : new int[] {1, 15, 16, 17, 160, 1200, 1500, 4097, 40_000, KEYSTREAM}) {
            byte[] key = samples.bytes(suite().spec().keyLength());
            byte[] iv = samples.vector();
            byte[] data = samples.bytes(length);
            byte[] expected = AesCm.applied(key, iv, data);
            try (CounterModeCipher cipher = open(key, authKey())) {
                cipher.apply(iv, data, 0, length);
            }
            assertArrayEquals(expected, data, "length " + length);
        }
    }

    /** RFC 6904 §3.2. */
    @Test
    void encryptsHeaderExtensionsByTheSameKeystream() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] iv = samples.vector();
        byte[] elements = new byte[40];
        try (KeystreamCipher cipher = headerExtensions(key)) {
            cipher.apply(iv, elements, 0, elements.length);
        }
        assertArrayEquals(AesCm.applied(key, iv, new byte[40]), elements);
    }

    @Test
    void refusesMoreKeystreamThanOneVectorHas() throws Exception {
        byte[] tooLong = new byte[KEYSTREAM + 1];
        try (CounterModeCipher cipher = open()) {
            assertThrows(
                    GeneralSecurityException.class, () -> cipher.apply(samples.vector(), tooLong, 0, tooLong.length));
        }
        assertArrayEquals(new byte[KEYSTREAM + 1], tooLong);
    }

    @Test
    void refusesMasterKeysThatAesDoesNotHave() {
        byte[] salt = samples.bytes(14);
        for (int length : new int[] {1, 15, 17, 33}) {
            byte[] key = samples.bytes(length);
            assertThrows(GeneralSecurityException.class, () -> derive(key, salt, 0, 0, 16), "derives from " + length);
            assertThrows(GeneralSecurityException.class, () -> open(key, authKey()));
        }
    }
}
