package voip.bench;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** HMAC (RFC 2104) from two states of its digest, kept after the pads and cloned for each packet. */
final class KeptStates implements Primitives.Code {
    private static final int BLOCK = 64;
    private static final int INNER = 0x36;
    private static final int OUTER = 0x5C;

    private final MessageDigest inner;
    private final MessageDigest outer;

    /** The key is not longer than a block. */
    KeptStates(MessageDigest digest, byte[] key) throws CloneNotSupportedException {
        inner = padded(digest, key, INNER);
        outer = padded(digest, key, OUTER);
    }

    private static MessageDigest padded(MessageDigest digest, byte[] key, int pad) throws CloneNotSupportedException {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        MessageDigest padded = (MessageDigest) digest.clone();
        padded.update(block);
        return padded;
    }

    @Override
    public void over(byte[] data, int length, byte[] trailer, byte[] out) throws GeneralSecurityException {
        MessageDigest digest = cloned(inner);
        digest.update(data, 0, length);
        digest.update(trailer);
        digest.digest(out, 0, out.length);
        digest = cloned(outer);
        digest.update(out);
        digest.digest(out, 0, out.length);
    }

    private static MessageDigest cloned(MessageDigest state) throws DigestException {
        try {
            return (MessageDigest) state.clone();
        } catch (CloneNotSupportedException e) {
            throw new DigestException(e);
        }
    }
}
