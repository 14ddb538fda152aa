package voip.srtp;

import java.util.Arrays;
import voip.api.Verdict;

/**
 * The packet indexes that one source has used lately: the replay list of RFC 3711 §3.3.2 on the receiving side, the guard
 * against using an index twice on the sending side.
 *
 * <p>The highest index is at once roll-over counter and highest sequence number. A bit stands for each index of the window,
 * at the place of the index modulo the number of bits.
 */
final class ReplayWindow {
    private final int size;
    private final long[] bits;
    private final int mask;
    private long highest = PacketIndex.NONE;
    private long floor = PacketIndex.NONE;

    /** An empty window of so many packets. */
    ReplayWindow(int size) {
        this.size = size;
        int capacity = Integer.highestOneBit(Math.max(Long.SIZE, size) * 2 - 1);
        bits = new long[capacity / Long.SIZE];
        mask = capacity - 1;
    }

    /** The highest index that was used, or {@link PacketIndex#NONE}. */
    long highest() {
        return highest;
    }

    /** The index up to which all are closed, or {@link PacketIndex#NONE}. */
    long floor() {
        return floor;
    }

    /** For how many indexes there is a place. */
    int capacity() {
        return mask + 1;
    }

    /** Makes an index, and all before it, too old. */
    void closeUpTo(long index) {
        floor = index;
    }

    /** Makes an index the highest, and it and all before it too old. */
    void goOnBehind(long index) {
        floor = index;
        highest = index;
    }

    /** Whether an index may still be used: accepted, replayed or too old. */
    Verdict check(long index) {
        if (index <= floor) {
            return Verdict.TOO_OLD;
        }
        if (index > highest) {
            return Verdict.ACCEPTED;
        }
        if (index <= highest - size) {
            return Verdict.TOO_OLD;
        }
        return isSet(index) ? Verdict.REPLAYED : Verdict.ACCEPTED;
    }

    /** Remembers an index that {@link #check} accepted. */
    void use(long index) {
        if (index > highest) {
            if (index - highest > mask) {
                Arrays.fill(bits, 0);
            } else {
                for (long skipped = highest + 1; skipped < index; skipped++) {
                    bits[word(skipped)] &= ~(1L << skipped);
                }
            }
            highest = index;
        }
        bits[word(index)] |= 1L << index;
    }

    private boolean isSet(long index) {
        return (bits[word(index)] & 1L << index) != 0;
    }

    private int word(long index) {
        return ((int) index & mask) >>> 6; // of 64 bits each
    }
}
