package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteCheck;

/**
 * What every {@link SrtpCipherSuite} has to do, of whatever kind its ciphers are: JUnit tests to inherit. Extend
 * {@link CounterModeContract}, {@link AeadContract} or one of the contracts below them, which hold for the ciphers too.
 *
 * <p>Their methods are for JUnit alone, and may become more in any version.
 */
public abstract class SuiteContract {
    private static final int SALT = 14;

    final Samples samples = new Samples(3711);

    /** For the classes that extend it. */
    protected SuiteContract() {}

    /** The suite to test; called for every test. */
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
    }

    @Test
    void derivesAnotherKeyForEachLabel() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] salt = samples.bytes(SALT);
        Set<String> derived = new HashSet<>();
        for (int label = 0; label < 256; label++) {
            derived.add(HexFormat.of().formatHex(derive(key, salt, label, 0, 20)));
        }
        assertEquals(256, derived.size());
    }

    @Test
    void derivesAnotherKeyForEachBitOfTheIndex() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] salt = samples.bytes(SALT);
        Set<String> derived = new HashSet<>();
        for (int bit = 0; bit < 48; bit++) {
            derived.add(HexFormat.of().formatHex(derive(key, salt, 0, 1L << bit, 20)));
        }
        derived.add(HexFormat.of().formatHex(derive(key, salt, 0, 0, 20)));
        assertEquals(49, derived.size());
    }

    /** RFC 3711 §4.3.1: the quotient lies at the right end of the salt in 48 bits, the label before it. */
    @Test
    void addsLabelAndIndexToTheSalt() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] salt = samples.bytes(SALT);
        byte[] shifted = salt.clone();
        shifted[7] ^= (byte) 0x83;
        shifted[8] ^= 0x12;
        shifted[9] ^= (byte) 0xFE;
        shifted[13] ^= 0x34;
        assertArrayEquals(derive(key, shifted, 0, 0, 32), derive(key, salt, 0x83, 0x12_FE_00_00_00_34L, 32));
    }

    @Test
    void derivesFromEachByteOfKeyAndSalt() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] salt = samples.bytes(SALT);
        Set<String> derived = new HashSet<>();
        derived.add(HexFormat.of().formatHex(derive(key, salt, 1, 7, 20)));
        for (int i = 0; i < key.length + SALT; i++) {
            byte[] otherKey = key.clone();
            byte[] otherSalt = salt.clone();
            if (i < key.length) {
                otherKey[i] ^= 0x10;
            } else {
                otherSalt[i - key.length] ^= 0x10;
            }
            derived.add(HexFormat.of().formatHex(derive(otherKey, otherSalt, 1, 7, 20)));
        }
        assertEquals(1 + key.length + SALT, derived.size());
    }

    /** {@code derive} fills the array, whatever was in it, and leaves the master key as it is. */
    @Test
    void derivesWhateverWasInTheArray() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] salt = samples.bytes(SALT);
        MasterKey master = new MasterKey(key.clone(), salt.clone());
        byte[] whole = derive(key, salt, 2, 0, 100);
        for (int length = 1; length <= 100; length++) {
            byte[] out = samples.bytes(length);
            suite().derive(master, 2, 0, out);
            assertArrayEquals(Arrays.copyOf(whole, length), out, "length " + length);
        }
        assertArrayEquals(key, master.key());
        assertArrayEquals(salt, master.salt());
    }

    @Test
    void refusesMasterKeysOfAnotherLengthThanAnyCipherHas() {
        byte[] salt = samples.bytes(SALT);
        assertThrows(
                GeneralSecurityException.class,
                () -> derive(samples.bytes(13), salt, 0, 0, 16),
                "derives from 13 bytes");
    }

    @Test
    void isSharedByThreads() throws Exception {
        SrtpCipherSuite suite = suite();
        byte[] key = samples.bytes(suite.spec().keyLength());
        byte[] salt = samples.bytes(SALT);
        byte[] expected = derive(key, salt, 1, 5, 20);
        Callable<Boolean> task = () -> {
            for (int i = 0; i < 200; i++) {
                byte[] out = new byte[20];
                suite.derive(new MasterKey(key.clone(), salt.clone()), 1, 5, out);
                if (!Arrays.equals(expected, out)) {
                    return false;
                }
            }
            return true;
        };
        assertEquals(List.of(true, true, true, true), Workers.together(Collections.nCopies(4, task)));
    }

    /** RFC 6904 §3: a keystream of its own for header extensions, where a suite has one at all. */
    @Test
    void encryptsHeaderExtensionsInTheirRangeOnly() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        @Nullable KeystreamCipher opened = suite().openHeaderExtensions(key.clone());
        if (opened == null) {
            return;
        }
        byte[] wiped = key.clone();
        try (KeystreamCipher cipher = opened;
                KeystreamCipher twin = headerExtensions(wiped)) {
            Arrays.fill(wiped, (byte) 0);
            byte[] iv = samples.vector();
            byte[] before = iv.clone();
            byte[] keystream = new byte[255];
            twin.apply(iv, keystream, 0, keystream.length);
            assertFalse(Arrays.equals(new byte[255], keystream), "encrypts nothing");
            byte[] plain = samples.bytes(300);
            for (int length = 0; length <= 255; length++) {
                int offset = length % 19;
                byte[] expected = plain.clone();
                for (int i = 0; i < length; i++) {
                    expected[offset + i] ^= keystream[i];
                }
                byte[] data = plain.clone();
                cipher.apply(iv, data, offset, length);
                assertArrayEquals(expected, data, "length " + length + " at " + offset);
            }
            assertArrayEquals(before, iv, "the vector is left as it is");
        }
    }

    @Test
    void aClosedCipherOfHeaderExtensionsEncryptsNothing() throws Exception {
        @Nullable
        KeystreamCipher cipher =
                suite().openHeaderExtensions(samples.bytes(suite().spec().keyLength()));
        if (cipher == null) {
            return;
        }
        cipher.close();
        cipher.close();
        byte[] data = new byte[16];
        assertThrows(IllegalStateException.class, () -> cipher.apply(new byte[16], data, 0, 16));
        assertArrayEquals(new byte[16], data);
    }

    /** The cipher of header extensions, which must not be null. */
    final KeystreamCipher headerExtensions(byte[] key) throws GeneralSecurityException {
        KeystreamCipher cipher = suite().openHeaderExtensions(key);
        if (cipher == null) {
            throw new AssertionError("it has no cipher for header extensions");
        }
        return cipher;
    }

    final byte[] derive(byte[] key, byte[] salt, int label, long indexDivKdr, int length)
            throws GeneralSecurityException {
        byte[] out = new byte[length];
        suite().derive(new MasterKey(key.clone(), salt.clone()), label, indexDivKdr, out);
        return out;
    }
}
