package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;

/** What every suite has to do whose ciphers encrypt as {@link CounterModeCipher}s: JUnit tests to inherit. */
public abstract class CounterModeContract extends HmacSha1Contract {
    /** For the classes that extend it. */
    protected CounterModeContract() {}

    /** Offsets are odd on purpose: packets have headers, and arrays are not aligned. */
    @Test
    void encryptsEveryLengthInItsRangeOnly() throws Exception {
        byte[] iv = samples.vector();
        byte[] before = iv.clone();
        try (CounterModeCipher cipher = open()) {
            byte[] keystream = new byte[LONGEST];
            cipher.apply(iv, keystream, 0, LONGEST);
            byte[] plain = samples.bytes(LONGEST + 32);
            for (int length = 0; length <= LONGEST; length++) {
                int offset = length % 19;
                byte[] data = plain.clone();
                byte[] expected = plain.clone();
                for (int i = 0; i < length; i++) {
                    expected[offset + i] ^= keystream[i];
                }
                cipher.apply(iv, data, offset, length);
                assertArrayEquals(expected, data, "length " + length + " at " + offset);
                cipher.apply(iv, data, offset, length);
                assertArrayEquals(plain, data, "length " + length + " at " + offset + ", decrypted");
            }
        }
        assertArrayEquals(before, iv, "the vector is left as it is");
    }

    @Test
    void hasAnotherKeystreamForEachVectorAndEachKey() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] authKey = authKey();
        Set<String> keystreams = new HashSet<>();
        try (CounterModeCipher cipher = open(key, authKey)) {
            for (int bit = 0; bit < 14 * 8; bit++) {
                byte[] iv = new byte[16];
                iv[bit / 8] ^= (byte) (1 << bit % 8);
                keystreams.add(keystream(cipher, iv));
            }
        }
        for (int bit = 0; bit < key.length * 8; bit++) {
            byte[] other = key.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            try (CounterModeCipher cipher = open(other, authKey)) {
                keystreams.add(keystream(cipher, new byte[16]));
            }
        }
        assertEquals(14 * 8 + key.length * 8, keystreams.size());
    }

    @Test
    void refusesSessionKeysOfAnotherLengthThanAnyCipherHas() {
        assertThrows(GeneralSecurityException.class, () -> open(samples.bytes(13), authKey()));
    }
}
