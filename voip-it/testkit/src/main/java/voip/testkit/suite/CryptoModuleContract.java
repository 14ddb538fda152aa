package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
    private static final byte[] KEY_16 = Samples.hex("0d".repeat(16));

    /** For the classes that extend it. */
    protected CryptoModuleContract() {}

    /** The module to test; called for every test. */
    protected abstract CryptoModule module();

    /**
     * The fewest bytes that a key of a keyed hash has to have; 0 unless overridden. Modules in an approved mode refuse fewer
     * than 14, and then the tests ask for that refusal.
     */
    protected int shortestHashKey() {
        return 0;
    }

    /** Whether it has MD5; true unless overridden. In an approved mode modules refuse it, and the tests ask for that. */
    protected boolean hasMd5() {
        return true;
    }

    @Test
    void fips180Abc() throws Exception {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                HexFormat.of().formatHex(module().digest("SHA-256", ascii("abc"))));
    }

    /** Appendix A.5. */
    @Test
    void rfc1321TestSuite() throws Exception {
        if (!hasMd5()) {
            assertNames("MD5", () -> module().digest("MD5", HI_THERE));
            return;
        }
        Map<String, String> digests = Map.of(
                "",
                "d41d8cd98f00b204e9800998ecf8427e",
                "a",
                "0cc175b9c0f1b6a831c399e269772661",
                "abc",
                "900150983cd24fb0d6963f7d28e17f72",
                "message digest",
                "f96b697d7cb7938d525a2f31aaf161d0",
                "abcdefghijklmnopqrstuvwxyz",
                "c3fcd3d76192e4007dfb496cca67e13b",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
                "d174ab98d277d9f5a5611c2c9f419d9f",
                "1234567890".repeat(8),
                "57edf4a22be3c955ac49da2e2107b67a");
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            assertEquals(digest.getValue(), HexFormat.of().formatHex(module().digest("MD5", ascii(digest.getKey()))));
        }
    }

    @Test
    void rfc2202TestCasesOfHmacSha1() throws Exception {
        HmacCases.assertRfc2202(module(), shortestHashKey());
    }

    @Test
    void rfc4231TestCasesOfHmacSha256() throws Exception {
        HmacCases.assertRfc4231(module(), shortestHashKey());
    }

    @Test
    void rfc5769MessageIntegrity() throws Exception {
        HmacCases.assertRfc5769(module(), hasMd5());
    }

    @Test
    void hashesWithACopyOfTheKeyAsOftenAsAsked() throws Exception {
        byte[] key = KEY.clone();
        byte[] text = ascii("++Hi There++");
        try (KeyedHash hash = module().keyedHash("HmacSHA1", key)) {
            key[0] = 0;
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "b617318655057264e28bc0b6fb378c8ef146be00",
                        HexFormat.of().formatHex(hash.hash(text, 2, HI_THERE.length)));
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
        assertTrue(message.contains(algorithm), message);
    }

    @Test
    void aClosedHashRefuses() throws Exception {
        KeyedHash hash = module().keyedHash("HmacSHA1", KEY);
        hash.close();
        hash.close();
        assertThrows(IllegalStateException.class, () -> hash.hash(new byte[3], 0, 3));
    }

    @Test
    void unwrapsWhatItWrappedAndNothingElse() throws Exception {
        byte[] key = Samples.hex("0c".repeat(32));
        byte[] header = ascii("header");
        byte[] wrapped = module().wrap(key, header, HI_THERE);
        assertEquals(12 + HI_THERE.length + 16, wrapped.length);
        assertArrayEquals(HI_THERE, module().unwrap(key, header, wrapped));
        for (int i = 0; i < wrapped.length; i++) {
            byte[] altered = wrapped.clone();
            altered[i] ^= 1;
            assertThrows(GeneralSecurityException.class, () -> module().unwrap(key, header, altered));
        }
        assertThrows(GeneralSecurityException.class, () -> module().unwrap(key, ascii("Header"), wrapped));
        assertThrows(GeneralSecurityException.class, () -> module().unwrap(key, header, new byte[27]));
        assertThrows(GeneralSecurityException.class, () -> module().wrap(new byte[15], header, HI_THERE));
    }

    /** One vector twice under one key would tell both secrets, and how to forge others. */
    @Test
    void wrapsUnderAnotherVectorEachTime() throws Exception {
        Set<String> vectors = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            vectors.add(HexFormat.of().formatHex(module().wrap(KEY_16, new byte[0], HI_THERE), 0, 12));
        }
        assertEquals(100, vectors.size());
    }

    /** NIST's GCM test case 4, whose vector comes first here: what one module wrapped, another opens. */
    @Test
    void unwrapsGcmTestCase4() throws Exception {
        byte[] wrapped = Samples.hex("cafebabefacedbaddecaf888"
                + "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                + "5bc94fbc3221a5db94fae95ae7121a47");
        byte[] header = Samples.hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        assertEquals(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                HexFormat.of()
                        .formatHex(module().unwrap(Samples.hex("feffe9928665731c6d6a8f9467308308"), header, wrapped)));
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
