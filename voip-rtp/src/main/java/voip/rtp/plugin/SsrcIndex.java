package voip.rtp.plugin;

import org.jspecify.annotations.Nullable;

/**
 * A hash table from SSRC to legs that looks up without allocating; any thread may use it. Several legs may have the same
 * source, in the order in which they came, for peers choose theirs at random or as they please.
 */
final class SsrcIndex {
    private static final int SPREAD = 0x9E37_79B9; // Fibonacci hashing

    private int[] ssrcs = new int[8];
    private @Nullable Leg[] legs = new @Nullable Leg[8];
    private int size;

    /** The leg of a source that has as many before it as said; null if there is none. */
    synchronized @Nullable Leg get(int ssrc, int before) {
        int mask = legs.length - 1;
        int slot = home(ssrc);
        int skip = before;
        while (legs[slot] != null && (ssrcs[slot] != ssrc || skip-- > 0)) {
            slot = slot + 1 & mask;
        }
        return legs[slot];
    }

    synchronized int size() {
        return size;
    }

    /** Binds a source to a leg, behind those that have it already; again does nothing. */
    synchronized void add(int ssrc, Leg leg) {
        int slot = slot(ssrc, leg);
        if (legs[slot] != null) {
            return;
        }
        ssrcs[slot] = ssrc;
        legs[slot] = leg;
        size++;
        if (2 * size > legs.length) {
            rebuild(2 * legs.length, null);
        }
    }

    /** Unbinds a source from a leg, and closes the gap: those behind it must still be found. */
    synchronized void remove(int ssrc, Leg leg) {
        int mask = legs.length - 1;
        int gap = slot(ssrc, leg);
        if (legs[gap] == null) {
            return;
        }
        legs[gap] = null;
        size--;
        for (int slot = gap + 1 & mask; legs[slot] != null; slot = slot + 1 & mask) {
            boolean reachedThroughGap = (slot - home(ssrcs[slot]) & mask) >= (slot - gap & mask);
            if (reachedThroughGap) {
                ssrcs[gap] = ssrcs[slot];
                legs[gap] = legs[slot];
                legs[slot] = null;
                gap = slot;
            }
        }
    }

    synchronized void removeAll(Leg leg) {
        rebuild(legs.length, leg);
    }

    private int home(int ssrc) {
        return ssrc * SPREAD >>> Integer.numberOfLeadingZeros(legs.length) + 1; // its highest bits are its best
    }

    /** Where a leg has a source, or the free place where it would. */
    private int slot(int ssrc, Leg leg) {
        int mask = legs.length - 1;
        int slot = home(ssrc);
        while (legs[slot] != null && (ssrcs[slot] != ssrc || legs[slot] != leg)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rebuild(int capacity, @Nullable Leg without) {
        int[] oldSsrcs = ssrcs;
        @Nullable Leg[] oldLegs = legs;
        ssrcs = new int[capacity];
        legs = new @Nullable Leg[capacity];
        size = 0;
        int free = 0; // where to begin, so that a run that wraps round the end keeps its order
        while (oldLegs[free] != null) {
            free++;
        }
        for (int i = 0; i < oldLegs.length; i++) {
            int slot = free + i & oldLegs.length - 1;
            Leg leg = oldLegs[slot];
            if (leg != null && leg != without) {
                add(oldSsrcs[slot], leg);
            }
        }
    }
}
