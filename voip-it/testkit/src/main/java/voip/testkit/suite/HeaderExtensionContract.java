package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import voip.api.srtp.KeystreamCipher;

/** How every suite encrypts header extensions (RFC 6904), if it does so: its tests are skipped where it does not. */
abstract class HeaderExtensionContract extends KeyDerivationContract {
    /** RFC 8285 §4.3: the longest element. */
    private static final int LONGEST = 255;

    @Test
    void encryptsHeaderExtensionsInTheirRangeOnly() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] wiped = key.clone();
        try (KeystreamCipher cipher = headerExtensions(key.clone());
                KeystreamCipher twin = headerExtensions(wiped)) {
            Arrays.fill(wiped, (byte) 0);
            byte[] iv = samples.vector();
            byte[] before = iv.clone();
            byte[] keystream = new byte[LONGEST];
            twin.apply(iv, keystream, 0, keystream.length);
            assertFalse(Arrays.equals(new byte[LONGEST], keystream), "encrypts nothing");
            byte[] plain = samples.bytes(300);
            for (int length = 0; length <= LONGEST; length++) {
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
    void hasAnotherKeystreamOfHeaderExtensionsForEachVectorAndEachKey() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        Set<String> keystreams = new HashSet<>();
        try (KeystreamCipher cipher = headerExtensions(key.clone())) {
            for (int bit = 0; bit < 14 * 8; bit++) {
                byte[] iv = new byte[16];
                iv[bit / 8] ^= (byte) (1 << bit % 8);
                keystreams.add(keystream(cipher, iv));
            }
        }
        for (int bit = 0; bit < key.length * 8; bit++) {
            byte[] other = key.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            try (KeystreamCipher cipher = headerExtensions(other)) {
                keystreams.add(keystream(cipher, new byte[16]));
            }
        }
        assertEquals(14 * 8 + key.length * 8, keystreams.size());
    }

    @Test
    void encryptsHeaderExtensionsAtEveryCallOrAtNone() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        Set<Boolean> answers = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            try (KeystreamCipher cipher = suite().openHeaderExtensions(key.clone())) {
                answers.add(cipher != null);
            }
        }
        assertEquals(1, answers.size(), "a cipher now, and null then");
    }

    @Test
    void aClosedCipherOfHeaderExtensionsEncryptsNothing() throws Exception {
        KeystreamCipher cipher = headerExtensions(samples.bytes(suite().spec().keyLength()));
        cipher.close();
        cipher.close();
        byte[] data = new byte[16];
        assertThrows(IllegalStateException.class, () -> cipher.apply(new byte[16], data, 0, 16));
        assertArrayEquals(new byte[16], data);
    }

    /** The cipher of header extensions; the test is skipped if the suite has none. */
    final KeystreamCipher headerExtensions(byte[] key) throws GeneralSecurityException {
        @Nullable KeystreamCipher cipher = suite().openHeaderExtensions(key);
        assumeTrue(cipher != null, "the suite does not encrypt header extensions: openHeaderExtensions() is null");
        return cipher;
    }

    /** The first bytes of a keystream. */
    static String keystream(KeystreamCipher cipher, byte[] iv) throws GeneralSecurityException {
        byte[] data = new byte[40];
        cipher.apply(iv, data, 0, data.length);
        return HexFormat.of().formatHex(data);
    }
}
