package voip.srtp;

import java.util.Arrays;

/** The initialisation vectors of one session key: its salt, to which SSRC and packet index are added (XOR). */
final class SaltedVector {
    private final byte[] salt;
    private final byte[] vector;
    private final int ssrcAt;

    private SaltedVector(byte[] salt, int length, int ssrcAt) {
        this.salt = Arrays.copyOf(salt, length);
        this.vector = new byte[length];
        this.ssrcAt = ssrcAt;
    }

    /** (k_s * 2^16) XOR (SSRC * 2^64) XOR (i * 2^16), in 16 bytes (RFC 3711 §4.1.1). */
    static SaltedVector counterMode(byte[] salt) {
        return new SaltedVector(salt, 16, 4);
    }

    /** k_s XOR (0 || SSRC || i), in 12 bytes (RFC 7714 §8.1, §9.1). */
    static SaltedVector aead(byte[] salt) {
        return new SaltedVector(salt, 12, 2);
    }

    /** The vector for a packet, valid until the next call. */
    byte[] at(int ssrc, long index) {
        System.arraycopy(salt, 0, vector, 0, vector.length);
        for (int i = 0; i < 4; i++) {
            vector[ssrcAt + i] ^= (byte) (ssrc >>> 24 - 8 * i);
        }
        for (int i = 0; i < 6; i++) {
            vector[ssrcAt + 4 + i] ^= (byte) (index >>> 40 - 8 * i);
        }
        return vector;
    }

    void wipe() {
        Arrays.fill(salt, (byte) 0);
        Arrays.fill(vector, (byte) 0);
    }
}
