package voip.testkit.suite;

import java.nio.ByteBuffer;
import java.util.Arrays;
import voip.testkit.HeapSearch;

/**
 * What an HMAC-SHA1 makes of its key before the first byte of data, and whoever has it can do without the key: the key under
 * either pad, and the state of SHA-1 behind it (RFC 2104 §4). No API gives that state, so it is computed here.
 */
final class HmacState {
    private static final int BLOCK = 64;

    private HmacState() {}

    /** Looks for all four. */
    static void search(HeapSearch search, byte[] key) {
        search(search, "inner", 0x36, key);
        search(search, "outer", 0x5C, key);
    }

    private static void search(HeapSearch search, String name, int pad, byte[] key) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        byte[] padded = Arrays.copyOf(block, key.length);
        byte[] state = behind(block);
        search.secret(name + " pad", padded).secret(name + " state", state);
        for (byte[] held : new byte[][] {block, padded, state}) {
            Arrays.fill(held, (byte) 0);
        }
    }

    /** The state behind one block (FIPS 180-4 §6.1.2). */
    static byte[] behind(byte[] block) {
        int[] first = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
        int[] words = new int[80];
        ByteBuffer.wrap(block).asIntBuffer().get(words, 0, BLOCK / Integer.BYTES);
        for (int t = 16; t < words.length; t++) {
            words[t] = Integer.rotateLeft(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
        }
        int[] v = first.clone();
        for (int t = 0; t < words.length; t++) {
            int next = Integer.rotateLeft(v[0], 5) + mixed(t / 20, v[1], v[2], v[3]) + v[4] + words[t];
            System.arraycopy(v, 0, v, 1, 4);
            v[2] = Integer.rotateLeft(v[2], 30);
            v[0] = next;
        }
        ByteBuffer state = ByteBuffer.allocate(first.length * Integer.BYTES);
        for (int i = 0; i < first.length; i++) {
            state.putInt(first[i] + v[i]);
        }
        Arrays.fill(words, 0);
        Arrays.fill(v, 0);
        return state.array();
    }

    private static int mixed(int round, int b, int c, int d) {
        return switch (round) {
            case 0 -> (b & c | ~b & d) + 0x5A827999;
            case 1 -> (b ^ c ^ d) + 0x6ED9EBA1;
            case 2 -> (b & c | b & d | c & d) + 0x8F1BBCDC;
            default -> (b ^ c ^ d) + 0xCA62C1D6;
        };
    }
}
