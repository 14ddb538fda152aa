package voip.rtp.plugin;

import org.jspecify.annotations.Nullable;

/** A hash table from SSRC to leg that looks up without allocating; any thread may use it. */
final class SsrcIndex {
    private static final int SPREAD = 0x9E37_79B9; // Fibonacci hashing

    private int[] ssrcs = new int[8];
    private @Nullable Leg[] legs = new @Nullable Leg[8];
    private int size;

    synchronized @Nullable Leg get(int ssrc) {
        return legs[slot(ssrc)];
    }

    synchronized int size() {
        return size;
    }

    /** Binds a source, unless it is bound: who came first keeps it. */
    synchronized void putIfAbsent(int ssrc, Leg leg) {
        int slot = slot(ssrc);
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

    synchronized void removeAll(Leg leg) {
        rebuild(legs.length, leg);
    }

    private int slot(int ssrc) {
        int mask = legs.length - 1;
        int slot = ssrc * SPREAD >>> 16 & mask;
        while (legs[slot] != null && ssrcs[slot] != ssrc) {
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
        for (int i = 0; i < oldLegs.length; i++) {
            Leg leg = oldLegs[i];
            if (leg != null && leg != without) {
                putIfAbsent(oldSsrcs[i], leg);
            }
        }
    }
}
