package voip.srtp;

import voip.api.Datagram;

/**
 * The search for the roll-over counter of a packet that does not authenticate under the estimated one: roll-overs were missed
 * in a gap, or before this receiver joined.
 *
 * <p>What is tried is the packet as it came, of which a copy is kept, because a failed {@code unseal} may leave anything behind.
 */
final class RolloverTrials {
    private static final long CYCLE = 1 << 16;

    private final int most;
    private final byte[] saved;

    /** So many trials for a packet. */
    RolloverTrials(int most) {
        this.most = most;
        this.saved = new byte[Datagram.CAPACITY];
    }

    /** Keeps a copy of a packet before the first attempt at it; longer ones are not tried again. */
    void save(byte[] bytes, int start, int length) {
        if (length <= saved.length) {
            System.arraycopy(bytes, start, saved, 0, length);
        }
    }

    /** How many trials there are for a packet of a length. */
    int most(int length) {
        return length <= saved.length ? most : 0;
    }

    /** Puts the packet back as it came. */
    void restore(byte[] bytes, int start, int length) {
        System.arraycopy(saved, 0, bytes, start, length);
    }

    /**
     * The index to try, which may lie behind the last one.
     *
     * @param trial from 0
     * @param isFirst whether no packet of the source has counted yet: its counter may then be lower than was thought, by one
     *     if it was told just after a roll-over. Later, a lower counter would be one behind any replay window
     */
    static long candidate(long estimate, int trial, boolean isFirst) {
        if (isFirst && trial > 0 && estimate >= CYCLE) {
            return trial == 1 ? estimate - CYCLE : estimate + trial * CYCLE;
        }
        return estimate + (trial + 1) * CYCLE;
    }
}
