package voip.bench.path;

import voip.srtp.WindowAccess;

/**
 * Tells new packet indexes from replays and remembers them (RFC 3711 §3.3.2): of eight packets one is a replay, and two have
 * changed places.
 */
final class Replaying {
    private static final int[] ORDER = {0, 1, 3, 2, 4, 5, 5, 7};

    private Replaying() {}

    /** The window that a source has. */
    static final class Ours implements Contender {
        private final WindowAccess window = new WindowAccess();
        private long first;

        @Override
        public long run() {
            long accepted = 0;
            for (int i = 0; i < Operation.WORKLOAD; i++) {
                accepted += window.isNew(first + (i & ~7) + ORDER[i & 7]) ? 1 : 0;
            }
            first += Operation.WORKLOAD;
            return accepted;
        }
    }

    /** The least that RFC 3711 lets one have, in one word that is shifted. */
    static final class Floor implements Contender {
        private long first;
        private long highest = -1;
        private long bits;

        @Override
        public long run() {
            long accepted = 0;
            for (int i = 0; i < Operation.WORKLOAD; i++) {
                accepted += isNew(first + (i & ~7) + ORDER[i & 7]) ? 1 : 0;
            }
            first += Operation.WORKLOAD;
            return accepted;
        }

        private boolean isNew(long index) {
            long ahead = index - highest;
            if (ahead > 0) {
                bits = ahead < Long.SIZE ? bits << ahead | 1 : 1;
                highest = index;
                return true;
            }
            if (-ahead >= Long.SIZE || (bits & 1L << -ahead) != 0) {
                return false;
            }
            bits |= 1L << -ahead;
            return true;
        }
    }
}
