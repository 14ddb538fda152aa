package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;

/** How every suite derives session keys (RFC 3711 §4.3). */
abstract class KeyDerivationContract extends SuiteContract {
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
        byte[] key = samples.bytes(13);
        byte[] salt = samples.bytes(SALT);
        assertShowsNoKey(
                key,
                assertThrows(GeneralSecurityException.class, () -> derive(key, salt, 0, 0, 16), "derives from 13 bytes")
                        .toString());
    }

    /** A suite is stateless: what it derives depends on nothing that it was asked before. */
    @Test
    void derivesTheSameAgainWhateverCameBetween() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] salt = samples.bytes(SALT);
        SrtpCipherSuite suite = suite();
        byte[] first = new byte[20];
        suite.derive(new MasterKey(key.clone(), salt.clone()), 0, 3, first);
        try (SrtpCipher cipher =
                suite.open(samples.bytes(key.length), samples.bytes(suite.spec().authKeyLength()))) {
            for (int label = 0; label < 8; label++) {
                byte[] other = new byte[30];
                suite.derive(new MasterKey(samples.bytes(key.length), samples.bytes(SALT)), label, label, other);
                byte[] again = new byte[20];
                suite.derive(new MasterKey(key.clone(), salt.clone()), 0, 3, again);
                assertArrayEquals(first, again, "after label " + label + " of " + cipher);
            }
        }
    }

    /** All at once, each with a key, a label and an index of its own. */
    @Test
    void isSharedByThreads() throws Exception {
        SrtpCipherSuite suite = suite();
        CyclicBarrier start = new CyclicBarrier(Workers.COUNT);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int worker = 0; worker < Workers.COUNT; worker++) {
            int label = worker;
            byte[] key = samples.bytes(suite.spec().keyLength());
            byte[] salt = samples.bytes(SALT);
            byte[] expected = derive(key, salt, label, label, 20);
            tasks.add(() -> {
                Workers.await(start);
                boolean right = true;
                for (int i = 0; i < 200; i++) {
                    byte[] out = new byte[20];
                    suite.derive(new MasterKey(key.clone(), salt.clone()), label, label, out);
                    right &= Arrays.equals(expected, out);
                }
                return right;
            });
        }
        assertFalse(Workers.together(tasks).contains(false), "a thread was given what another one derived");
    }
}
