package voip.stun;

import java.time.Duration;
import voip.api.spi.AddressDiscovery.Timing;

/**
 * When one request is sent (RFC 8489 §6.2.1): at once, then after RTO, doubled each time, and given up Rm times RTO after the
 * last. Where it is told late that a request was sent, the rest moves.
 */
final class Schedule {
    /** So long that it is as good as for ever, and that a clock can add it. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final Timing timing;
    private int sent;
    private long next;

    Schedule(Timing timing) {
        this.timing = timing;
    }

    boolean hasBegun() {
        return sent > 0;
    }

    /** Whether what comes next is the end. */
    boolean isLastSent() {
        return sent == timing.requests();
    }

    long nanosToNext(long nowNanos) {
        return hasBegun() ? Math.max(0, next - nowNanos) : 0;
    }

    void sent(long nowNanos) {
        sent++;
        next = nowNanos + interval();
    }

    /** From the request that was sent last to the next, or to the end. */
    private long interval() {
        Duration rto = timing.firstTimeout();
        long nanos = rto.compareTo(Duration.ofNanos(LONGEST)) < 0 ? rto.toNanos() : LONGEST;
        long factor = isLastSent() ? timing.lastTimeoutFactor() : 1L << Math.min(sent - 1, 61);
        return factor < LONGEST / nanos ? factor * nanos : LONGEST;
    }
}
