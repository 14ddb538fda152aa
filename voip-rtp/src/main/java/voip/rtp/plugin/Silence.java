package voip.rtp.plugin;

import java.time.Duration;

/** How long one kind of packets has not come, and what was said of it; for the media thread. */
final class Silence {
    private long since; // the last packet, the start or the last update
    private boolean reported; // this silence
    private boolean broken = true; // nothing is to be taken back

    /** For {@link Leg#fetch}. */
    int fetch() {
        return (int) since;
    }

    /** Begins anew, with nothing heard yet. */
    void begin(long nanos) {
        since = nanos;
        reported = false;
    }

    /** Notes a packet; true if its coming is to be reported. */
    boolean heard(long nanos) {
        since = nanos;
        if (broken) {
            return false;
        }
        broken = true;
        reported = false;
        return true;
    }

    /** Whether it has lasted for so long that it is to be reported, which is then taken for done. */
    boolean report(Duration limit, long nowNanos) {
        if (untilReport(limit, nowNanos) > 0) {
            return false;
        }
        reported = true;
        broken = false;
        return true;
    }

    /** The nanoseconds until it is to be reported; {@link Long#MAX_VALUE} for never. */
    long untilReport(Duration limit, long nowNanos) {
        return reported || limit.isZero() ? Long.MAX_VALUE : Math.max(0, limit.toNanos() - nanos(nowNanos));
    }

    /** How long it has lasted. */
    long nanos(long nowNanos) {
        return nowNanos - since;
    }
}
