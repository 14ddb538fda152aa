package voip.stun;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;

/**
 * The first 13 characters of a NONCE by which a server says what it can do, where nobody on the way can take it back: the
 * nonce is under the request's message integrity (RFC 8489 §9.2, §9.2.1).
 *
 * <pre>
 * | "obMatJos2" | 24 feature bits in base64, bit 0 the leftmost |
 * </pre>
 */
final class NonceCookie {
    static final int LENGTH = 13;
    static final int PASSWORD_ALGORITHMS = 1 << 23; // bit 0 (§18.1)
    static final int USERNAME_ANONYMITY = 1 << 22; // bit 1

    private static final byte[] PREFIX = "obMatJos2".getBytes(US_ASCII);

    private NonceCookie() {}

    /** The feature bits in a nonce; 0 if it has no cookie, as those of RFC 5389 have none. */
    static int features(byte[] nonce) {
        if (nonce.length < LENGTH || !Arrays.equals(PREFIX, Arrays.copyOf(nonce, PREFIX.length))) {
            return 0;
        }
        try {
            byte[] bits = Base64.getDecoder().decode(Arrays.copyOfRange(nonce, PREFIX.length, LENGTH));
            return bits.length < 3 ? 0 : (bits[0] & 0xFF) << 16 | (bits[1] & 0xFF) << 8 | bits[2] & 0xFF;
        } catch (IllegalArgumentException e) { // not base64, so no cookie
            return 0;
        }
    }

    static String of(int features) {
        byte[] bits = {(byte) (features >> 16), (byte) (features >> 8), (byte) features};
        return new String(PREFIX, US_ASCII) + Base64.getEncoder().encodeToString(bits);
    }
}
