package voip.rtp.plugin;

import java.time.Duration;
import java.util.Optional;
import voip.rtp.ReportBlock;

/**
 * When our last sender reports left, so that a report on them tells the round trip (RFC 3550 §6.4.1) on the monotonic
 * clock, and only for a report that was really sent.
 */
final class SentReports {
    private static final int KEPT = 4;
    private static final int DELAY_RATE = 0x1_0000;

    private final long[] middles = new long[KEPT];
    private final long[] nanos = new long[KEPT];
    private int next;

    synchronized void sent(long middleOfTimestamp, long nowNanos) {
        middles[next] = middleOfTimestamp;
        nanos[next] = nowNanos;
        next = (next + 1) % KEPT;
    }

    /** From the sender report that a block names to its arrival, less the time that the peer held it. */
    synchronized Optional<Duration> roundTrip(ReportBlock block, long arrivalNanos) {
        for (int i = 0; i < KEPT && block.lastSenderReport() != 0; i++) {
            if (middles[i] == block.lastSenderReport()) {
                long held = RtpClock.nanos(block.delaySinceLastSenderReport(), DELAY_RATE);
                return Optional.of(Duration.ofNanos(Math.max(0, arrivalNanos - nanos[i] - held)));
            }
        }
        return Optional.empty();
    }
}
