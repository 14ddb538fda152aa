package voip.rtp.plugin;

import voip.rtp.ReportBlock;

/** What is counted of one synchronisation source, as RFC 3550 A.1 (without probation), A.3 and A.8 say. */
final class SourceStatistics {
    private static final int SEQUENCES = 0x1_0000;
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int NO_SEQUENCE = SEQUENCES + 1;
    private static final int DELAY_RATE = 0x1_0000; // delays are in 65,536ths of a second

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

    private long lastReport; // the middle of its last sender report's timestamp; 0 before one
    private long lastReportNanos;

    private long firstNanos;
    private long lastNanos;
    private boolean wasCurrent;

    /** For {@link Leg#fetch}. */
    int fetch() {
        return ssrc ^ (int) lastNanos;
    }

    /** Begins anew for a source whose first packet has this sequence number. */
    void begin(int source, int sequence, long nanos) {
        ssrc = source;
        clockRate = 0;
        jitter = 0;
        lastReport = 0;
        firstNanos = nanos;
        lastNanos = nanos;
        wasCurrent = false;
        restart(sequence);
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

    void packet(int sequence, int timestamp, int rate, long arrivalNanos) {
        heardSinceReport = true;
        lastNanos = arrivalNanos;
        update(sequence);
        transit(timestamp, rate, arrivalNanos);
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

    /** Notes a sender report of this source. */
    void senderReport(long middleOfTimestamp, long arrivalNanos) {
        lastReport = middleOfTimestamp;
        lastReportNanos = arrivalNanos;
    }

    /** Notes that the source is there, by RTCP. */
    void alive(long arrivalNanos) {
        lastNanos = arrivalNanos;
    }

    void current() {
        wasCurrent = true;
    }

    /** Whether this was the leg's current source at some time. */
    boolean wasCurrent() {
        return wasCurrent;
    }

    boolean heardSinceReport() {
        return heardSinceReport;
    }

    ReportBlock report(long nowNanos) {
        heardSinceReport = false;
        long expected = expected();
        long expectedInterval = expected - expectedPrior;
        long lostInterval = expectedInterval - (received - receivedPrior);
        expectedPrior = expected;
        receivedPrior = received;
        int fraction = expectedInterval == 0 || lostInterval <= 0 ? 0 : (int) ((lostInterval << 8) / expectedInterval);
        return new ReportBlock(
                ssrc & 0xFFFF_FFFFL,
                Math.min(fraction, 0xFF),
                (int) Math.max(-0x80_0000, Math.min(0x7F_FFFF, lost())),
                cycles + maxSequence & 0xFFFF_FFFFL,
                (long) jitter,
                lastReport,
                lastReport == 0 ? 0 : RtpClock.ticks(nowNanos - lastReportNanos, DELAY_RATE));
    }

    int ssrc() {
        return ssrc;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    /** A.3: expected less received. */
    long lost() {
        return expected() - received;
    }

    /** In units of the last packet's clock rate. */
    double jitter() {
        return jitter;
    }

    private long expected() {
        return cycles + maxSequence - baseSequence + 1;
    }
}
