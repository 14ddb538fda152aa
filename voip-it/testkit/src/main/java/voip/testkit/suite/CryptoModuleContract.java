package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/** What every {@link CryptoModule} has to do: JUnit tests to inherit. */
public abstract class CryptoModuleContract {
    private static final byte[] HI_THERE = ascii("Hi There");
    private static final byte[] KEY = Samples.hex("0b".repeat(20));

    /** For the classes that extend it. */
    protected CryptoModuleContract() {}

    /** The module to test; called for every test. */
    protected abstract CryptoModule module();

    @Test
    void fips180Abc() throws Exception {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                HexFormat.of().formatHex(module().digest("SHA-256", ascii("abc"))));
    }

    @Test
    void rfc2202TestCase1() throws Exception {
        assertHash("b617318655057264e28bc0b6fb378c8ef146be00", "HmacSHA1");
    }

    @Test
    void rfc4231TestCase1() throws Exception {
        assertHash("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", "HmacSHA256");
    }

    private void assertHash(String expected, String algorithm) throws GeneralSecurityException {
        byte[] key = KEY.clone();
        byte[] text = ascii("++Hi There++");
        try (KeyedHash hash = module().keyedHash(algorithm, key)) {
            key[0] = 0;
            for (int i = 0; i < 3; i++) {
                assertEquals(expected, HexFormat.of().formatHex(hash.hash(text, 2, HI_THERE.length)));
            }
        }
    }

    @Test
    void saysThatItLacksAnAlgorithm() {
        assertNames("NO-SUCH", () -> module().digest("NO-SUCH", HI_THERE));
        assertNames("NO-SUCH", () -> module().keyedHash("NO-SUCH", KEY));
    }

    private static void assertNames(String algorithm, Callable<?> asked) {
        String message =
                assertThrows(GeneralSecurityException.class, asked::call).getMessage();
        assertEquals(true, message.contains(algorithm), message);
    }

    @Test
    void aClosedHashRefuses() throws Exception {
        KeyedHash hash = module().keyedHash("HmacSHA1", KEY);
        hash.close();
        hash.close();
        assertThrows(IllegalStateException.class, () -> hash.hash(new byte[3], 0, 3));
    }

    /** Not a proof of randomness, only of threads that do not get the same bytes. */
    @Test
    void randomNumbersAreForSeveralThreads() throws Exception {
        RandomGenerator random = module().random();
        Callable<List<Long>> task = () -> random.longs(500).boxed().toList();
        Set<Long> all = new HashSet<>();
        Workers.together(Collections.nCopies(4, task)).forEach(all::addAll);
        assertEquals(4 * 500, all.size());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
