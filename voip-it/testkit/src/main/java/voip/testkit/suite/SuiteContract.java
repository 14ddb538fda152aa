package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteCheck;

/**
 * What every {@link SrtpCipherSuite} has to do, of whatever kind its ciphers are: JUnit tests to inherit. Extend
 * {@link CounterModeContract} or one of the contracts below it, which hold for the ciphers too.
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
        List<Boolean> right = new ArrayList<>(Workers.together(Collections.nCopies(4, task)));
        assertFalse(right.contains(false), "threads that derive at the same time disturb each other");
        assertTrue(right.size() == 4);
    }

    final byte[] derive(byte[] key, byte[] salt, int label, long indexDivKdr, int length)
            throws GeneralSecurityException {
        byte[] out = new byte[length];
        suite().derive(new MasterKey(key.clone(), salt.clone()), label, indexDivKdr, out);
        return out;
    }
}
