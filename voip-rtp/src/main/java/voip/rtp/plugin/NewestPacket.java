package voip.rtp.plugin;

import java.util.concurrent.TimeUnit;

/**
 * The newest packet of a secured leg's peer: only a newer one from another address may move the leg there, so that one that
 * was delayed on the way from the former address does not move it back. For the media thread.
 */
final class NewestPacket {
    /** How long the newest source must have been silent before another that was heard earlier counts as newer. */
    static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private boolean heard;
    private int ssrc;
    private int sequence;
    private long nanos;
    private boolean heardControl;
    private long controlNanos;

    /**
     * Whether a packet was sent after the newest one, as far as can be told: RTCP by its arrival alone.
     *
     * @param knownSource whether its source was heard before
     */
    boolean isBefore(Arrival arrival, boolean knownSource) {
        if (arrival.isControl()) {
            return !heardControl || arrival.nanos() - controlNanos >= SETTLED_NANOS;
        }
        if (heard && arrival.ssrc() == ssrc) {
            return (short) (arrival.sequence() - sequence) > 0;
        }
        return !heard || !knownSource || arrival.nanos() - nanos >= SETTLED_NANOS;
    }

    /** Whether the packet is of the source that the newest one is of, so that {@link #isBefore} needs to know no more. */
    boolean isOfSource(Arrival arrival) {
        return arrival.isControl() || heard && arrival.ssrc() == ssrc;
    }

    /** For {@link Leg#fetch}. */
    int fetch() {
        return ssrc;
    }

    /** Notes an authentic packet. */
    void heard(Arrival arrival, boolean knownSource) {
        if (arrival.isControl()) {
            heardControl = true;
            controlNanos = arrival.nanos();
        } else if (isBefore(arrival, knownSource)) {
            heard = true;
            ssrc = arrival.ssrc();
            sequence = arrival.sequence();
            nanos = arrival.nanos();
        }
    }
}
