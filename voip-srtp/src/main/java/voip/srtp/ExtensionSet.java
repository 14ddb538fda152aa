package voip.srtp;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The identifiers of the header extension elements that are encrypted (RFC 6904 §4); immutable. */
final class ExtensionSet {
    private static final int RESERVED = 15; // RFC 8285 §4.2
    private static final int LAST = 255;

    private final boolean[] members = new boolean[LAST + 1];

    private ExtensionSet() {}

    /**
     * A set, or null for an empty one.
     *
     * @throws IllegalArgumentException if an identifier is none that an element can have
     */
    static @Nullable ExtensionSet of(Set<Integer> identifiers) {
        if (identifiers.isEmpty()) {
            return null;
        }
        ExtensionSet set = new ExtensionSet();
        for (int identifier : identifiers) {
            if (identifier < 1 || identifier > LAST || identifier == RESERVED) {
                throw new IllegalArgumentException("header extension identifier " + identifier
                        + " is outside 1 to 14 and 16 to 255 (RFC 8285 §4.2)");
            }
            set.members[identifier] = true;
        }
        return set;
    }

    /** A bit for each identifier from 0 to 255; none for no set. */
    static byte[] toBytes(@Nullable ExtensionSet set) {
        byte[] bits = new byte[(LAST + 1) / Byte.SIZE];
        for (int i = 0; set != null && i <= LAST; i++) {
            bits[i / Byte.SIZE] |= (byte) (set.members[i] ? 1 << i % Byte.SIZE : 0);
        }
        return bits;
    }

    /** What {@link #toBytes} wrote. */
    static @Nullable ExtensionSet readFrom(ByteBuffer state) {
        byte[] bits = new byte[(LAST + 1) / Byte.SIZE];
        state.get(bits);
        Set<Integer> identifiers = new HashSet<>();
        BitSet.valueOf(bits).stream().forEach(identifiers::add);
        return of(identifiers);
    }

    boolean contains(int identifier) {
        return members[identifier];
    }
}
