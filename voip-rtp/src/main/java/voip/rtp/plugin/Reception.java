package voip.rtp.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import voip.rtp.ReportBlock;

/**
 * What a leg receives: a few sources, each with statistics of its own, of which one is current. For the media thread, and
 * without a lock: what others may ask is published after each packet. Who gives that thread up, for it is stuck in a handler,
 * may make a last {@link #report} instead of it.
 *
 * <p>A source that was not there before becomes current, but at most one does in a second; one that was there before only
 * when the current one has been silent as long. So two that alternate, or a flood of invented ones, change little.
 */
final class Reception {
    /** More than a peer sends from at once; a new source takes the place of the one silent longest. */
    static final int MOST_SOURCES = 4;
    /** The least time between two changes of the current source, and the silence after which a former one comes back. */
    static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** When a silent source that is not current is forgotten: five report intervals of 5 s (RFC 3550 §6.3.5). */
    static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(25);

    private static final int PACKETS = 0;
    private static final int OCTETS = 1;
    private static final int LOST = 2;
    private static final int JITTER = 3;
    private static final int CLOCK_RATE = 4;

    /** What a packet changed. */
    enum Change {
        NONE,
        /** A source is there that was not, and is not current. */
        ADDED,
        /** Another source is current. */
        CURRENT
    }

    private final @Nullable SourceStatistics[] sources = new @Nullable SourceStatistics[MOST_SOURCES];
    private int size;
    private @Nullable SourceStatistics current;
    private int before; // the source that was current before it
    private boolean changed; // ever, from one source to another
    private long changedNanos;

    private final AtomicLongArray published = new AtomicLongArray(5);

    private int reporter; // who sent a sender report before any RTP
    private long lastReport;
    private long lastReportNanos;

    /** For {@link Leg#fetch}. */
    int fetch() {
        SourceStatistics source = current;
        return (int) published.getPlain(PACKETS) ^ (source == null ? 0 : source.fetch());
    }

    /** Counts a packet. */
    Change packet(int from, int sequence, int timestamp, int rate, long arrivalNanos, int payloadOctets) {
        publish(PACKETS, published.getPlain(PACKETS) + 1);
        publish(OCTETS, published.getPlain(OCTETS) + payloadOctets);
        SourceStatistics source = current != null && current.ssrc() == from ? current : find(from);
        boolean added = source == null;
        if (source == null) {
            source = place();
            source.begin(from, sequence, arrivalNanos);
            if (reporter == from && lastReport != 0) {
                source.senderReport(lastReport, lastReportNanos);
            }
        }
        boolean takesOver = source != current && takesOver(source, arrivalNanos);
        source.packet(sequence, timestamp, rate, arrivalNanos);
        if (takesOver || source == current) {
            publish(LOST, source.lost());
            publish(JITTER, Double.doubleToRawLongBits(source.jitter()));
            publish(CLOCK_RATE, rate);
        }
        if (!takesOver) {
            return added ? Change.ADDED : Change.NONE;
        }
        SourceStatistics former = current;
        current = source;
        source.current();
        if (former == null) {
            return Change.NONE;
        }
        before = former.ssrc();
        changed = true;
        changedNanos = arrivalNanos;
        return Change.CURRENT;
    }

    /** One thread writes, so that it need not be atomic. */
    private void publish(int what, long value) {
        published.lazySet(what, value);
    }

    private boolean takesOver(SourceStatistics source, long nanos) {
        SourceStatistics now = current;
        if (now == null) {
            return true;
        }
        if (nanos - now.lastNanos() >= SETTLED_NANOS) {
            return true;
        }
        boolean newer = !source.wasCurrent() && source.firstNanos() - now.firstNanos() >= 0;
        return newer && (!changed || nanos - changedNanos >= SETTLED_NANOS);
    }

    private @Nullable SourceStatistics find(int ssrc) {
        for (int i = 0; i < size; i++) {
            SourceStatistics source = sources[i];
            if (source != null && source.ssrc() == ssrc) {
                return source;
            }
        }
        return null;
    }

    /** A free place, or that of the source which is silent longest, but for the current one. */
    private SourceStatistics place() {
        if (size < MOST_SOURCES) {
            SourceStatistics made = sources[size];
            if (made == null) {
                made = new SourceStatistics();
                sources[size] = made;
            }
            size++;
            return made;
        }
        SourceStatistics oldest = null;
        for (SourceStatistics source : sources) {
            if (source != null
                    && source != current
                    && (oldest == null || source.lastNanos() - oldest.lastNanos() < 0)) {
                oldest = source;
            }
        }
        if (oldest == null) {
            throw new IllegalStateException("there are more places than one");
        }
        return oldest;
    }

    /** Notes a sender report. */
    void senderReport(int from, long middleOfTimestamp, long arrivalNanos) {
        SourceStatistics source = find(from);
        if (source != null) {
            source.senderReport(middleOfTimestamp, arrivalNanos);
        }
        reporter = from;
        lastReport = middleOfTimestamp;
        lastReportNanos = arrivalNanos;
    }

    /** Notes that a source is there, by RTCP. */
    void alive(int ssrc, long arrivalNanos) {
        SourceStatistics source = find(ssrc);
        if (source != null) {
            source.alive(arrivalNanos);
        }
    }

    /** The blocks to report: on every source heard since the last ones (RFC 3550 §6.4). */
    List<ReportBlock> report(long nowNanos) {
        List<ReportBlock> blocks = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            SourceStatistics source = sources[i];
            if (source != null && source.heardSinceReport()) {
                blocks.add(source.report(nowNanos));
            }
        }
        return blocks;
    }

    /** Takes out a source that is not current and has been silent too long; null if there is none. Valid until a packet. */
    @Nullable
    SourceStatistics expired(long nowNanos) {
        for (int i = 0; i < size; i++) {
            SourceStatistics source = sources[i];
            if (source != null && source != current && nowNanos - source.lastNanos() >= EXPIRY_NANOS) {
                size--;
                sources[i] = sources[size];
                sources[size] = source;
                return source;
            }
        }
        return null;
    }

    /** The nanoseconds until a source may expire; {@link Long#MAX_VALUE} if none is there but the current one. */
    long untilExpiry(long nowNanos) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            SourceStatistics source = sources[i];
            if (source != null && source != current) {
                least = Math.min(least, Math.max(0, EXPIRY_NANOS - (nowNanos - source.lastNanos())));
            }
        }
        return least;
    }

    /** Whether this source sends to us, or did until lately. */
    boolean isKnown(int ssrc) {
        return find(ssrc) != null;
    }

    /** The source that was current before the one that is. */
    long before() {
        return before & 0xFFFF_FFFFL;
    }

    /** The number of sources that are there. */
    int sources() {
        return size;
    }

    /** Of all sources; any thread may ask. */
    long packets() {
        return published.get(PACKETS);
    }

    /** Of all sources; any thread may ask. */
    long octets() {
        return published.get(OCTETS);
    }

    /** Of the current source; any thread may ask. */
    long lost() {
        return published.get(LOST);
    }

    /** Of the current source; any thread may ask. */
    Duration jitter() {
        int clockRate = (int) published.get(CLOCK_RATE);
        double jitter = Double.longBitsToDouble(published.get(JITTER));
        return clockRate == 0 ? Duration.ZERO : Duration.ofNanos(RtpClock.nanos(jitter, clockRate));
    }
}
