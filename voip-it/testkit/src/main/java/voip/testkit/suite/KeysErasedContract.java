package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.testkit.HeapSearch;

/**
 * That no copy of a key is in the heap once all that had it is closed: a JUnit test to inherit. It looks through a dump of
 * what is reachable, so it needs a HotSpot JVM with the module {@code jdk.management}.
 */
public abstract class KeysErasedContract {
    private final SecureRandom random = new SecureRandom();

    /** For the classes that extend it. */
    protected KeysErasedContract() {}

    /** The suite to test. */
    protected abstract SrtpCipherSuite suite();

    /** The crypto module whose hashes and wrapping are tested too; null, as it is by default, where suites come without one. */
    protected @Nullable CryptoModule module() {
        return null;
    }

    /** Whether an open cipher has the states of its HMAC-SHA1 behind the two pads, which the test finds then before it is closed. */
    protected boolean keepsHmacStates() {
        return false;
    }

    @Test
    void noKeyIsInTheHeapOnceAllIsClosed() throws Exception {
        SrtpCipherSuite suite = suite();
        byte[] key = random(suite.spec().keyLength());
        byte[] authKey = random(suite.spec().authKeyLength());
        byte[] derived = new byte[suite.spec().keyLength()];
        byte[] headerKey = random(suite.spec().keyLength());
        HeapSearch search = new HeapSearch().secret("master key", key);
        MasterKey master = new MasterKey(key, new byte[14]);
        suite.derive(master, 0, 0, derived);
        TreeSet<String> names = new TreeSet<>(List.of("master key"));
        if (authKey.length > 0) {
            search.secret("session authentication key", authKey);
            names.add("session authentication key");
        }
        search.secret("session key", derived);
        names.add("session key");
        SrtpCipher cipher = suite.open(derived, authKey);
        @Nullable KeystreamCipher headers = suite.openHeaderExtensions(headerKey);
        if (headers != null) {
            search.secret("key of header extensions", headerKey);
            names.add("key of header extensions");
            headers.apply(new byte[16], new byte[40], 0, 40);
        }
        use(cipher, suite.spec().tagLength());
        assertEquals(List.copyOf(names), search.found(), "the search finds keys that are there");
        if (suite.spec().name().startsWith("AEAD_AES_")) {
            // Who knows it can forge tags. It was not looked for before, because not every provider keeps it as it is.
            search.secret("hash subkey", AesCm.applied(derived, new byte[16], new byte[16]));
        }
        if (authKey.length > 0) {
            HmacState.search(search, authKey); // as good as the key, and kept by some
        }
        if (keepsHmacStates()) {
            assertTrue(
                    search.found().containsAll(List.of("inner state", "outer state")), "the search finds the states");
        }

        master.close();
        for (byte[] held : List.of(derived, authKey, headerKey)) {
            Arrays.fill(held, (byte) 0);
        }
        cipher.close();
        if (headers != null) {
            headers.close();
        }
        assertEquals(List.of(), search.found());
    }

    /** Keys of hashes, and of what is wrapped; skipped where there is no module. */
    @Test
    void noKeyOfTheModuleIsInTheHeapOnceAllIsClosed() throws Exception {
        @Nullable CryptoModule module = module();
        assumeTrue(module != null, "the suites come without a crypto module: module() is null");
        byte[] hashKey = random(20);
        byte[] wrappingKey = random(32);
        byte[] secret = random(46);
        HeapSearch search = new HeapSearch()
                .secret("key of the keyed hash", hashKey)
                .secret("wrapped secret", secret)
                .secret("wrapping key", wrappingKey);
        KeyedHash hash = module.keyedHash("HmacSHA1", hashKey);
        hash.hash(new byte[100], 0, 100);
        byte[] unwrapped = wrapAndUnwrap(module, wrappingKey, secret);
        List<String> names = List.of("key of the keyed hash", "wrapped secret", "wrapping key");
        assertEquals(names, search.found(), "the search finds keys that are there");
        HmacState.search(search, hashKey);
        search.secret("hash subkey of wrapping", AesCm.applied(wrappingKey, new byte[16], new byte[16]));

        for (byte[] held : List.of(hashKey, wrappingKey, secret, unwrapped)) {
            Arrays.fill(held, (byte) 0);
        }
        hash.close();
        assertEquals(List.of(), search.found());
    }

    private static byte[] wrapAndUnwrap(CryptoModule module, byte[] key, byte[] secret) throws Exception {
        byte[] header = new byte[20];
        byte[] wrapped = module.wrap(key, header, secret);
        byte[] unwrapped = module.unwrap(key, header, wrapped);
        assertArrayEquals(secret, unwrapped);
        wrapped[wrapped.length - 1] ^= 1;
        assertThrows(GeneralSecurityException.class, () -> module.unwrap(key, header, wrapped));
        return unwrapped;
    }

    private static void use(SrtpCipher cipher, int tag) throws Exception {
        byte[] data = new byte[200];
        if (cipher instanceof CounterModeCipher counterMode) {
            counterMode.apply(new byte[16], data, 0, 160);
            counterMode.mac(data, 0, 160, new byte[4], new byte[20]);
        } else {
            AeadCipher aead = (AeadCipher) cipher;
            aead.seal(new byte[12], data, 0, 12, data, 12, 160);
            assertTrue(aead.unseal(new byte[12], data, 0, 12, data, 12, 160 + tag));
            // Providers keep their state after a refusal, for who reads what they have refused.
            assertFalse(aead.unseal(new byte[12], data, 0, 12, data, 12, 150 + tag));
        }
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
