package voip.rtp.plugin;

import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Which leg reports when: the transmission interval of RFC 3550 §6.3.1 for two members, and a heap of deadlines. */
final class ReportTimer {
    private static final double MINIMUM_NANOS = 5e9;
    private static final double COMPENSATION = Math.E - 1.5;

    private record Deadline(Leg leg, long nanos) {}

    private final PriorityQueue<Deadline> deadlines =
            new PriorityQueue<>((one, other) -> Long.signum(one.nanos() - other.nanos()));

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

    synchronized void schedule(Leg leg, long nanos) {
        deadlines.add(new Deadline(leg, nanos));
    }

    synchronized void cancel(Leg leg) {
        deadlines.removeIf(deadline -> deadline.leg() == leg);
    }

    /** Takes a leg whose deadline has passed; null if there is none. */
    synchronized @Nullable Leg pollDue(long nowNanos) {
        Deadline first = deadlines.peek();
        if (first == null || first.nanos() - nowNanos > 0) {
            return null;
        }
        deadlines.remove();
        return first.leg();
    }

    /** The nanoseconds to the next deadline; {@link Long#MAX_VALUE} without one. */
    synchronized long untilNext(long nowNanos) {
        Deadline first = deadlines.peek();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.nanos() - nowNanos);
    }

    synchronized int size() {
        return deadlines.size();
    }
}
