package voip.rtp.plugin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import voip.rtp.ReportBlock;

/**
 * What a leg receives, counted as RFC 3550 A.1 (without probation), A.3 and A.8 say, for the current source: a packet of
 * another one starts afresh. Any thread may ask.
 */
final class Reception {
    private static final int SEQUENCES = 0x1_0000;
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int NO_SEQUENCE = SEQUENCES + 1;
    private static final int DELAY_RATE = 0x1_0000; // delays are in 65,536ths of a second

    private long packets;
    private long octets;

    private boolean heard;
    private int ssrc;
    private int baseSequence;
    private int maxSequence;
    private int badSequence;
    private long cycles;
    private long received;
    private long receivedPrior;
    private long expectedPrior;
    private boolean heardSinceReport;

    private int clockRate; // 0 before the first packet
    private int transit;
    private double jitter;

    private int reporter; // who sent the last sender report
    private long lastReport;
    private long lastReportNanos;

    /** Counts a packet. */
    synchronized void packet(int from, int sequence, int timestamp, int rate, long arrivalNanos, int payloadOctets) {
        packets++;
        octets += payloadOctets;
        if (!heard || from != ssrc) {
            heard = true;
            ssrc = from;
            clockRate = 0;
            jitter = 0;
            restart(sequence);
        }
        heardSinceReport = true;
        update(sequence);
        transit(timestamp, rate, arrivalNanos);
    }

    /** A.1's init_seq. */
    private void restart(int sequence) {
        baseSequence = sequence;
        maxSequence = sequence;
        badSequence = NO_SEQUENCE;
        cycles = 0;
        received = 0;
        receivedPrior = 0;
        expectedPrior = 0;
    }

    /** A.1's update_seq. */
    private void update(int sequence) {
        int ahead = sequence - maxSequence & 0xFFFF;
        if (ahead < MAX_DROPOUT) {
            if (sequence < maxSequence) {
                cycles += SEQUENCES;
            }
            maxSequence = sequence;
        } else if (ahead <= SEQUENCES - MAX_MISORDER) {
            if (sequence != badSequence) {
                badSequence = sequence + 1 & 0xFFFF;
                return;
            }
            restart(sequence); // two in a row: the source restarted
        }
        received++;
    }

    /** A.8; a change of clock rate only rescales, for transits on two clocks do not compare (RFC 7160 §4.1). */
    private void transit(int timestamp, int rate, long arrivalNanos) {
        int now = (int) RtpClock.ticks(arrivalNanos, rate) - timestamp;
        if (clockRate == rate) {
            jitter += (Math.abs((double) (now - transit)) - jitter) / 16;
        } else if (clockRate != 0) {
            jitter *= (double) rate / clockRate;
        }
        transit = now;
        clockRate = rate;
    }

    /** Notes a sender report. */
    synchronized void senderReport(int from, long middleOfTimestamp, long arrivalNanos) {
        reporter = from;
        lastReport = middleOfTimestamp;
        lastReportNanos = arrivalNanos;
    }

    /** The block to report on the current source; null if nothing came from it since the last one. */
    synchronized @Nullable ReportBlock report(long nowNanos) {
        if (!heardSinceReport) {
            return null;
        }
        heardSinceReport = false;
        long expected = expected();
        long expectedInterval = expected - expectedPrior;
        long lostInterval = expectedInterval - (received - receivedPrior);
        expectedPrior = expected;
        receivedPrior = received;
        int fraction = expectedInterval == 0 || lostInterval <= 0 ? 0 : (int) ((lostInterval << 8) / expectedInterval);
        boolean known = lastReport != 0 && reporter == ssrc;
        return new ReportBlock(
                ssrc & 0xFFFF_FFFFL,
                Math.min(fraction, 0xFF),
                (int) Math.max(-0x80_0000, Math.min(0x7F_FFFF, lost())),
                cycles + maxSequence & 0xFFFF_FFFFL,
                (long) jitter,
                known ? lastReport : 0,
                known ? RtpClock.ticks(nowNanos - lastReportNanos, DELAY_RATE) : 0);
    }

    /** Whether this is the source that was last heard. */
    synchronized boolean isCurrent(int source) {
        return heard && ssrc == source;
    }

    synchronized long packets() {
        return packets;
    }

    synchronized long octets() {
        return octets;
    }

    /** A.3: expected less received. */
    synchronized long lost() {
        return heard ? expected() - received : 0;
    }

    synchronized Duration jitter() {
        return clockRate == 0 ? Duration.ZERO : Duration.ofNanos(RtpClock.nanos(jitter, clockRate));
    }

    private long expected() {
        return cycles + maxSequence - baseSequence + 1;
    }
}
