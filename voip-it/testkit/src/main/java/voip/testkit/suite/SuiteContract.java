package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import voip.api.srtp.KnownAnswer;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteCheck;

/**
 * What every {@link SrtpCipherSuite} has to do, of whatever kind its ciphers are: JUnit tests to inherit. Extend
 * {@link CounterModeContract}, {@link AeadContract} or one of the contracts below them, which hold for the ciphers too.
 *
 * <p>Their methods are for JUnit alone, and may become more in any version.
 */
public abstract class SuiteContract {
    static final int SALT = 14;

    final Samples samples = new Samples(3711);

    /** For the contracts that extend it. */
    SuiteContract() {}

    /** The suite to test; called for every test, and several times by some. A new one or the same, as you like. */
    protected abstract SrtpCipherSuite suite();

    @Test
    void passesTheCheckThatAStackMakes() {
        assertEquals(Optional.empty(), SuiteCheck.problem(suite()));
    }

    @Test
    void hasTheSameSpecAtEachCall() {
        SrtpCipherSuite suite = suite();
        assertEquals(suite.spec().toString(), suite.spec().toString());
        assertEquals(suite.spec().keyLength(), suite.spec().keyLength());
        assertEquals(suite.spec().tagLength(), suite.spec().tagLength());
    }

    @Test
    void givesItsPublishedAnswers() throws Exception {
        List<KnownAnswer> answers = suite().knownAnswers();
        assumeFalse(answers.isEmpty(), "the suite has no knownAnswers(), so nothing published is compared");
        for (KnownAnswer answer : answers) {
            assertTrue(answer.matches(suite()), answer.source());
            assertFalse(answer.source().isBlank(), "an answer says where it is from");
        }
    }

    @Test
    void refusesSessionKeysOfAnotherLengthThanAnyCipherHas() {
        assumeTrue(suite().spec().encrypts(), "the suite does not encrypt, so its session key has no use");
        byte[] key = samples.bytes(13);
        byte[] authKey = samples.bytes(suite().spec().authKeyLength());
        assertShowsNoKey(
                key,
                assertThrows(GeneralSecurityException.class, () -> suite().open(key, authKey))
                        .toString());
    }

    @Test
    void showsNoKeyInItsTexts() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] authKey = samples.bytes(suite().spec().authKeyLength());
        try (SrtpCipher cipher = suite().open(key.clone(), authKey.clone())) {
            assertShowsNoKey(key, cipher.toString());
            assertShowsNoKey(authKey, cipher.toString());
        }
    }

    /** In no way in which an array is usually written. */
    static void assertShowsNoKey(byte[] key, String text) {
        if (key.length > 0) {
            assertFalse(text.toLowerCase(Locale.ROOT).contains(HexFormat.of().formatHex(key)), "in hexadecimal digits");
            assertFalse(text.contains(Base64.getEncoder().encodeToString(key)), "in base64");
            assertFalse(text.contains(Arrays.toString(key)), "as an array");
        }
    }

    final byte[] derive(byte[] key, byte[] salt, int label, long indexDivKdr, int length)
            throws GeneralSecurityException {
        byte[] out = new byte[length];
        suite().derive(new MasterKey(key.clone(), salt.clone()), label, indexDivKdr, out);
        return out;
    }
}
