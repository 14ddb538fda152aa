package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.KeystreamCipher;

/**
 * What every suite has to do that encrypts by a keystream and authenticates by HMAC-SHA1 ({@link CounterModeCipher}),
 * whatever the block cipher is: JUnit tests to inherit. {@link AesCmHmacSha1Contract} has those of AES too.
 */
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
        byte[] key = key();
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

    /** The range may be the whole array: a cipher has to put out as many bytes as it is given, at once. */
    @Test
    void needsNoRoomBehindTheRange() throws Exception {
        byte[] iv = samples.vector();
        byte[] keystream = new byte[200];
        try (CounterModeCipher cipher = open()) {
            cipher.apply(iv, keystream, 0, keystream.length);
            for (int length = 0; length <= keystream.length; length++) {
                byte[] data = new byte[length];
                cipher.apply(iv, data, 0, length);
                assertArrayEquals(Arrays.copyOf(keystream, length), data, "length " + length);
            }
        }
    }

    /** RFC 3711 §4.1.1: packets of one session have vectors that follow one another, and no part of a keystream in common. */
    @Test
    void repeatsNoBlockOfKeystreamInThePacketsThatFollow() throws Exception {
        byte[] iv = samples.vector();
        Set<String> blocks = new HashSet<>();
        try (CounterModeCipher cipher = open()) {
            for (int packet = 0; packet < 100; packet++) {
                iv[13] = (byte) packet;
                byte[] keystream = new byte[1600];
                cipher.apply(iv, keystream, 0, keystream.length);
                for (int at = 0; at < keystream.length; at += 16) {
                    blocks.add(HexFormat.of().formatHex(keystream, at, at + 16));
                }
            }
        }
        assertEquals(100 * 100, blocks.size());
    }

    /** RFC 6904 §3.2: by the same cipher, under another key. */
    @Test
    void encryptsHeaderExtensionsAsItDoesPackets() throws Exception {
        byte[] key = key();
        byte[] iv = samples.vector();
        try (KeystreamCipher headers = headerExtensions(key.clone());
                CounterModeCipher packets = open(key, authKey())) {
            assertEquals(keystream(packets, iv), keystream(headers, iv));
        }
    }
}
