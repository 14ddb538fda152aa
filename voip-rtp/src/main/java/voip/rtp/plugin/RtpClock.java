package voip.rtp.plugin;

/** Time in timestamp units. */
final class RtpClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private RtpClock() {}

    /** Nanoseconds in units of a clock rate, rounded down; exact for any span, where a plain product would overflow. */
    static long ticks(long nanos, int clockRate) {
        return Math.floorDiv(nanos, NANOS_PER_SECOND) * clockRate
                + Math.floorMod(nanos, NANOS_PER_SECOND) * clockRate / NANOS_PER_SECOND;
    }

    /** Units of a clock rate in nanoseconds. */
    static long nanos(double ticks, int clockRate) {
        return (long) (ticks * NANOS_PER_SECOND / clockRate);
    }
}
