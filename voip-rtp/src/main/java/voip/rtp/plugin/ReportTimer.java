package voip.rtp.plugin;

import java.util.random.RandomGenerator;

/** When a leg reports: at the transmission interval of RFC 3550 §6.3.1 for two members. */
final class ReportTimer extends Timers.Timer {
    private static final double MINIMUM_NANOS = 5e9;
    private static final double COMPENSATION = Math.E - 1.5;

    private final Leg leg;
    private final Legs legs;

    ReportTimer(Leg leg, Legs legs) {
        this.leg = leg;
        this.legs = legs;
    }

    /**
     * The interval to the next report, randomised. With two members, the share of the RTCP bandwidth is far below the
     * minimum that counts.
     *
     * @param initial whether none was sent yet
     */
    static long intervalNanos(RandomGenerator random, boolean initial) {
        double minimum = initial ? MINIMUM_NANOS / 2 : MINIMUM_NANOS;
        return (long) (minimum * (random.nextDouble() + 0.5) / COMPENSATION);
    }

    @Override
    void due(long nowNanos) {
        leg.sender().report(false);
        schedule(nowNanos);
    }

    void schedule(long nowNanos) {
        boolean initial = leg.sender().controlSent() == 0;
        legs.timers().set(this, nowNanos + intervalNanos(legs.context().random(), initial));
    }
}
