package voip.crypto.jce.plugin;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA1 (RFC 2104) from two states of SHA-1, kept from behind the two pads and cloned for each packet: four blocks to
 * digest for a small packet where {@code Mac} digests six, but garbage where that leaves next to none.
 *
 * <p>The states are as good as the key. They end with {@link MessageDigest#reset}, which overwrites them; a clone's state is
 * overwritten by what it digests.
 */
final class HmacStates implements PacketHmac {
    private static final String SHA1 = "SHA-1";
    private static final int BLOCK = 64;
    private static final int CODE = 20;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private final MessageDigest inner;
    private final MessageDigest outer;
    private boolean closed;

    private HmacStates(MessageDigest inner, MessageDigest outer) {
        this.inner = inner;
        this.outer = outer;
    }

    /** Takes states of a key of at most 64 bytes; null if there is no SHA-1 of which states can be kept. */
    static @Nullable HmacStates open(byte[] key) throws GeneralSecurityException {
        MessageDigest inner = Jdk.digestOfStates(SHA1);
        MessageDigest outer = Jdk.digestOfStates(SHA1);
        if (inner == null || outer == null) {
            return null;
        }
        if (key.length > BLOCK) {
            throw new InvalidKeyException(
                    "a key of " + key.length + " bytes is longer than the " + BLOCK + " of a block");
        }
        begin(inner, key, INNER);
        begin(outer, key, OUTER);
        return new HmacStates(inner, outer);
    }

    private static void begin(MessageDigest digest, byte[] key, byte pad) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= pad;
        }
        digest.update(block);
        Arrays.fill(block, (byte) 0);
    }

    @Override
    public void requireAlive() {
        if (closed) {
            throw new IllegalStateException("closed: its key is erased");
        }
    }

    @Override
    public void code(byte[] data, int offset, int length, byte[] trailer, byte[] out) throws DigestException {
        requireAlive();
        try {
            MessageDigest digest = (MessageDigest) inner.clone();
            digest.update(data, offset, length);
            digest.update(trailer, 0, trailer.length);
            digest.digest(out, 0, CODE);
            digest = (MessageDigest) outer.clone();
            digest.update(out, 0, CODE);
            digest.digest(out, 0, CODE);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a digest that could be cloned cannot", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        inner.reset();
        outer.reset();
    }
}
