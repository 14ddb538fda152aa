package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SuiteSpec;

/**
 * What every suite has to do whose ciphers seal header and payload in one ({@link AeadCipher}), whatever the block cipher is:
 * JUnit tests to inherit. {@link AesGcmContract} has those of AES-GCM too.
 */
public abstract class AeadContract extends CipherContract {
    private static final int LONGEST = 1500;
    private static final int VECTOR = 12;
    private static final int HEADER = 12;
    private static final int ROOM = 64;

    /** For the classes that extend it. */
    protected AeadContract() {}

    @Test
    void hasTheLengthsOfRfc7714() {
        SuiteSpec spec = suite().spec();
        assertEquals(SuiteSpec.Kind.AEAD, spec.kind());
        assertEquals(12, spec.saltLength());
        assertEquals(0, spec.authKeyLength());
        assertEquals(spec.tagLength(), spec.controlTagLength());
    }

    /** As in a packet: the associated data stands before the plaintext, the tag behind it, and others' bytes around both. */
    @Test
    void sealsEveryLengthInItsRangeOnly() throws Exception {
        byte[] iv = samples.bytes(VECTOR);
        byte[] before = iv.clone();
        byte[] plain = samples.bytes(LONGEST + 2 * ROOM);
        try (AeadCipher cipher = open()) {
            for (int length = 0; length <= LONGEST; length++) {
                int header = length % 19;
                int offset = header + HEADER + length % 45;
                byte[] data = plain.clone();
                cipher.seal(iv, data, header, offset - header, data, offset, length);
                int end = offset + length + tag();
                String which = "length " + length + " at " + offset;
                assertArrayEquals(Arrays.copyOf(plain, offset), Arrays.copyOf(data, offset), which);
                assertArrayEquals(rest(plain, end), rest(data, end), which);
                assertFalse(length > 8 && same(plain, data, offset, length), which + " is not encrypted");

                byte[] sealed = data.clone();
                assertTrue(cipher.unseal(iv, data, header, offset - header, data, offset, length + tag()), which);
                assertArrayEquals(Arrays.copyOf(plain, offset + length), Arrays.copyOf(data, offset + length), which);
                assertArrayEquals(rest(sealed, end), rest(data, end), which);
            }
        }
        assertArrayEquals(before, iv, "the vector is left as it is");
    }

    @Test
    void takesAssociatedDataFromElsewhereOrNone() throws Exception {
        byte[] iv = samples.bytes(VECTOR);
        byte[] plain = samples.bytes(160);
        byte[] aad = samples.bytes(300);
        byte[] before = aad.clone();
        Set<String> sealed = new HashSet<>();
        try (AeadCipher cipher = open()) {
            for (int length = 0; length < 256; length++) {
                byte[] data = Arrays.copyOf(plain, 160 + tag());
                cipher.seal(iv, aad, 7, length, data, 0, 160);
                sealed.add(HexFormat.of().formatHex(data));
                byte[] alone = Arrays.copyOfRange(aad, 7, 7 + length);
                assertTrue(cipher.unseal(iv, alone, 0, length, data, 0, 160 + tag()), "length " + length);
                assertArrayEquals(plain, Arrays.copyOf(data, 160));
            }
        }
        assertEquals(256, sealed.size());
        assertArrayEquals(before, aad);
    }

    @Test
    void refusesEveryFlippedBit() throws Exception {
        byte[] iv = samples.bytes(VECTOR);
        byte[] packet = samples.bytes(3 + HEADER + 40 + tag() + 5);
        int offset = 3 + HEADER;
        try (AeadCipher cipher = open()) {
            cipher.seal(iv, packet, 3, HEADER, packet, offset, 40);
            for (int bit = 3 * 8; bit < (offset + 40 + tag()) * 8; bit++) {
                byte[] flipped = packet.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                byte[] before = flipped.clone();
                assertFalse(cipher.unseal(iv, flipped, 3, HEADER, flipped, offset, 40 + tag()), "bit " + bit);
                assertArrayEquals(Arrays.copyOf(before, offset), Arrays.copyOf(flipped, offset));
                assertArrayEquals(rest(before, offset + 40 + tag()), rest(flipped, offset + 40 + tag()));
            }
            for (int bit = 0; bit < VECTOR * 8; bit++) {
                byte[] other = iv.clone();
                other[bit / 8] ^= (byte) (1 << bit % 8);
                byte[] data = packet.clone();
                assertFalse(cipher.unseal(other, data, 3, HEADER, data, offset, 40 + tag()), "vector bit " + bit);
            }
            assertTrue(
                    cipher.unseal(iv, packet, 3, HEADER, packet, offset, 40 + tag()), "the forged ones left a trace");
        }
    }

    @Test
    void refusesEveryOtherLength() throws Exception {
        byte[] iv = samples.bytes(VECTOR);
        byte[] packet = samples.bytes(200);
        try (AeadCipher cipher = open()) {
            cipher.seal(iv, packet, 0, HEADER, packet, HEADER, 60);
            for (int length = 0; length <= 150; length++) {
                byte[] data = packet.clone();
                boolean whole = length == 60 + tag();
                assertEquals(whole, cipher.unseal(iv, data, 0, HEADER, data, HEADER, length), "length " + length);
                assertArrayEquals(rest(packet, HEADER + length), rest(data, HEADER + length), "length " + length);
            }
        }
    }

    @Test
    void refusesWhatIsShorterThanATag() throws Exception {
        byte[] data = samples.bytes(HEADER + tag());
        try (AeadCipher cipher = open()) {
            for (int length = 0; length < tag(); length++) {
                assertFalse(cipher.unseal(new byte[VECTOR], data, 0, HEADER, data, HEADER, length), "length " + length);
            }
        }
    }

    /** Whether a vector may come again is for the core to say, which sends an identical packet twice if it is allowed. */
    @Test
    void sealsARepeatedVectorTheSameWay() throws Exception {
        byte[] first = new byte[VECTOR];
        byte[] second = samples.bytes(VECTOR);
        byte[] data = samples.bytes(60);
        try (AeadCipher cipher = open()) {
            String ofFirst = sealed(cipher, first, data);
            assertEquals(ofFirst, sealed(cipher, first, data));
            assertEquals(ofFirst, sealed(cipher, first, data));
            String ofSecond = sealed(cipher, second, data);
            assertEquals(ofFirst, sealed(cipher, first, data));
            assertEquals(ofSecond, sealed(cipher, second, data));
            assertEquals(ofSecond, sealed(cipher, second, data), "after it was unsealed");
            for (int bit = 0; bit < VECTOR * 8; bit++) {
                byte[] near = second.clone();
                near[bit / 8] ^= (byte) (1 << bit % 8);
                String ofNear = sealed(cipher, near, data);
                assertEquals(ofNear, sealed(cipher, near, data));
                assertEquals(ofSecond, sealed(cipher, second, data));
                assertEquals(ofSecond, sealed(cipher, second, data));
            }
        }
    }

    @Test
    void sealsOtherwiseForEachVectorAndEachKey() throws Exception {
        byte[] key = key();
        byte[] data = samples.bytes(60);
        Set<String> sealed = new HashSet<>();
        try (AeadCipher cipher = open(key)) {
            for (int bit = 0; bit < VECTOR * 8; bit++) {
                byte[] iv = new byte[VECTOR];
                iv[bit / 8] ^= (byte) (1 << bit % 8);
                sealed.add(sealed(cipher, iv, data).substring(24, 144));
            }
        }
        for (int bit = 0; bit < key.length * 8; bit++) {
            byte[] other = key.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            try (AeadCipher cipher = open(other)) {
                sealed.add(sealed(cipher, new byte[VECTOR], data).substring(24, 144));
            }
        }
        assertEquals(VECTOR * 8 + key.length * 8, sealed.size());
    }

    @Test
    void sealsAndUnsealsNothingAfterItIsClosed() throws Exception {
        AeadCipher cipher = open();
        cipher.close();
        cipher.close();
        byte[] data = new byte[60];
        assertThrows(IllegalStateException.class, () -> cipher.seal(new byte[VECTOR], data, 0, 12, data, 12, 16));
        assertThrows(IllegalStateException.class, () -> cipher.unseal(new byte[VECTOR], data, 0, 12, data, 12, 40));
        assertThrows(IllegalStateException.class, () -> cipher.unseal(new byte[VECTOR], data, 0, 12, data, 12, 3));
        assertArrayEquals(new byte[60], data);
    }

    /** RFC 7714 §8.1: packets of one session have vectors that follow one another, and no part of a keystream in common. */
    @Test
    void repeatsNoBlockOfKeystreamInThePacketsThatFollow() throws Exception {
        byte[] iv = samples.bytes(VECTOR);
        Set<String> blocks = new HashSet<>();
        try (AeadCipher cipher = open()) {
            for (int packet = 0; packet < 100; packet++) {
                iv[11] = (byte) packet;
                byte[] data = new byte[1600 + tag()];
                cipher.seal(iv, data, 0, 0, data, 0, 1600);
                for (int at = 0; at < 1600; at += 16) {
                    blocks.add(HexFormat.of().formatHex(data, at, at + 16));
                }
            }
        }
        assertEquals(100 * 100, blocks.size());
    }

    @Override
    final String protect(SrtpCipher cipher, int packet) throws GeneralSecurityException {
        byte[] header = new Samples(packet).bytes(HEADER);
        byte[] data = Arrays.copyOf(header, HEADER + payload(packet).length);
        System.arraycopy(payload(packet), 0, data, HEADER, data.length - HEADER);
        return sealed((AeadCipher) cipher, header, data);
    }

    final AeadCipher open() throws GeneralSecurityException {
        return open(key());
    }

    final AeadCipher open(byte[] key) throws GeneralSecurityException {
        return (AeadCipher) open(key, new byte[0]);
    }

    final int tag() {
        return suite().spec().tagLength();
    }

    /** A packet with a header of 12 bytes, sealed; unsealing it must give it back. */
    private String sealed(AeadCipher cipher, byte[] iv, byte[] packet) throws GeneralSecurityException {
        byte[] data = Arrays.copyOf(packet, packet.length + tag());
        cipher.seal(iv, data, 0, HEADER, data, HEADER, packet.length - HEADER);
        String sealed = HexFormat.of().formatHex(data);
        assertTrue(cipher.unseal(iv, data, 0, HEADER, data, HEADER, data.length - HEADER));
        assertArrayEquals(packet, Arrays.copyOf(data, packet.length));
        return sealed;
    }

    private static byte[] rest(byte[] data, int from) {
        return Arrays.copyOfRange(data, from, data.length);
    }

    private static boolean same(byte[] one, byte[] other, int offset, int length) {
        return Arrays.equals(one, offset, offset + length, other, offset, offset + length);
    }
}
