package voip.stun;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The digests that make a long-term credential's key (RFC 8489 §18.5). */
public enum PasswordAlgorithm {
    /** MD5, the only one of RFC 5389, for servers that know no other. Not an approved algorithm of FIPS 140. */
    MD5(1, "MD5"),
    /** SHA-256. */
    SHA_256(2, "SHA-256");

    private final int number;
    private final String digest;

    PasswordAlgorithm(int number, String digest) {
        this.number = number;
        this.digest = digest;
    }

    /** The RFC's name, which is the digest's too. */
    @Override
    public String toString() {
        return digest;
    }

    private static @Nullable PasswordAlgorithm of(int number) {
        for (PasswordAlgorithm algorithm : values()) {
            if (algorithm.number == number) {
                return algorithm;
            }
        }
        return null;
    }

    /**
     * The algorithms in a value of PASSWORD-ALGORITHMS or PASSWORD-ALGORITHM, those without a name here left out.
     *
     * <pre>
     * | algorithm 16 bits | length of parameters 16 bits | parameters ..., padded to 32 bits | ...
     * </pre>
     *
     * @return empty if the value is malformed
     */
    static Optional<List<PasswordAlgorithm>> read(byte[] value) {
        List<PasswordAlgorithm> algorithms = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(value);
        while (rest.hasRemaining()) {
            if (rest.remaining() < 4) {
                return Optional.empty();
            }
            PasswordAlgorithm algorithm = of(rest.getShort() & 0xFFFF);
            int length = rest.getShort() & 0xFFFF;
            if (length > rest.remaining()) {
                return Optional.empty();
            }
            rest.position(Math.min(rest.limit(), rest.position() + (length + 3 & ~3)));
            if (algorithm != null && length == 0) { // neither has parameters
                algorithms.add(algorithm);
            }
        }
        return Optional.of(algorithms);
    }

    static byte[] toBytes(List<PasswordAlgorithm> algorithms) {
        ByteBuffer value = ByteBuffer.allocate(4 * algorithms.size());
        algorithms.forEach(algorithm -> value.putShort((short) algorithm.number).putShort((short) 0));
        return value.array();
    }
}
