package voip.srtp;

import java.util.Arrays;

/**
 * The initialisation vectors of one session key: its salt, to which SSRC and packet index are added (XOR). They are made and
 * kept as whole words, because who encrypts reads them as such, and a processor waits where words are read of bytes just written.
 */
final class SaltedVector {
    private static final int COUNTER_MODE = 16;
    private static final int AEAD = 12;

    private final byte[] vector;
    /** The salt: the last 8 bytes of the vector, and what is before them. */
    private long low;

    private long high;

    private SaltedVector(byte[] salt, int length) {
        vector = Arrays.copyOf(salt, length);
        high = length == COUNTER_MODE ? BigEndian.int64(vector, 0) : BigEndian.int32(vector, 0);
        low = BigEndian.int64(vector, length - Long.BYTES);
    }

    /** (k_s * 2^16) XOR (SSRC * 2^64) XOR (i * 2^16), in 16 bytes (RFC 3711 §4.1.1). */
    static SaltedVector counterMode(byte[] salt) {
        return new SaltedVector(salt, COUNTER_MODE);
    }

    /** k_s XOR (0 || SSRC || i), in 12 bytes (RFC 7714 §8.1, §9.1). */
    static SaltedVector aead(byte[] salt) {
        return new SaltedVector(salt, AEAD);
    }

    /** The vector for a packet, valid until the next call. */
    byte[] at(int ssrc, long index) {
        if (vector.length == COUNTER_MODE) {
            BigEndian.putInt64(vector, 0, high ^ ssrc & 0xFFFF_FFFFL);
            BigEndian.putInt64(vector, 8, low ^ index << 16);
        } else {
            BigEndian.putInt32(vector, 0, (int) high ^ ssrc >>> 16);
            BigEndian.putInt64(vector, 4, low ^ ((long) ssrc << 48 | index));
        }
        return vector;
    }

    void wipe() {
        high = 0;
        low = 0;
        Arrays.fill(vector, (byte) 0);
    }
}
