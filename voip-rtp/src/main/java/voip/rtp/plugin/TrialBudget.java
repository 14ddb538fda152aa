package voip.rtp.plugin;

/**
 * How many keys may be tried on packets from addresses that are no leg's: so many in a second, whatever comes, so that who
 * forges packets does not keep the media thread busy. For the media thread.
 */
final class TrialBudget {
    /** Far from what one core can do, of any suite. */
    static final int PER_SECOND = 20_000;
    /** What can be saved up while little comes. */
    static final int MOST_SAVED = 4096;

    private static final long NANOS_EACH = 1_000_000_000 / PER_SECOND;

    private long saved = MOST_SAVED * NANOS_EACH;
    private long lastNanos;

    TrialBudget(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Takes as many trials as are wanted, or as are left. */
    int take(int wanted, long nowNanos) {
        saved = Math.min(MOST_SAVED * NANOS_EACH, saved + Math.max(0, nowNanos - lastNanos));
        lastNanos = nowNanos;
        int granted = (int) Math.min(wanted, saved / NANOS_EACH);
        saved -= granted * NANOS_EACH;
        return granted;
    }
}
