package voip.stun;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** The 96 bits by which a response finds its request (RFC 8489 §5). Immutable. */
public final class TransactionId {
    /** The length in bytes. */
    public static final int LENGTH = 12;

    private final byte[] bytes;

    private TransactionId(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The identifier with a copy of these bytes.
     *
     * @throws IllegalArgumentException if they are not {@link #LENGTH}
     */
    public static TransactionId of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a transaction id has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new TransactionId(bytes.clone());
    }

    /**
     * A new identifier, all 96 bits of it random.
     *
     * @param random cryptographically secure, since who can guess an identifier can forge the response
     */
    public static TransactionId random(RandomGenerator random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new TransactionId(bytes);
    }

    /** Whether these are the bytes at an index of the buffer. */
    boolean isAt(ByteBuffer buffer, int index) {
        for (int i = 0; i < LENGTH; i++) {
            if (buffer.get(index + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransactionId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
