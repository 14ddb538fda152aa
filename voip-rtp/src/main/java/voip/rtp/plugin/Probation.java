package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one address that may take over from the signalled one of a plain leg, and how far it has come; for the media thread.
 * There is one at a time, so that whoever interrupts it gains nothing: both have to begin again.
 */
final class Probation {
    /** How many packets in sequence it takes. */
    static final int PACKETS = 5;
    /** How long the signalled address must have been silent. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private @Nullable InetSocketAddress source;
    private int ssrc;
    private int sequence;
    private int count;

    /** Takes a packet of a source that may be meant; true if it passes with it. */
    boolean passes(Arrival arrival) {
        boolean follows = arrival.source().equals(source)
                && arrival.ssrc() == ssrc
                && arrival.sequence() == (sequence + 1 & 0xFFFF);
        count = follows ? count + 1 : 1;
        source = arrival.source();
        ssrc = arrival.ssrc();
        sequence = arrival.sequence();
        if (count < PACKETS) {
            return false;
        }
        count = 0;
        return true;
    }

    /** The signalled address spoke: whoever was on probation has to begin again. */
    void restart() {
        count = 0;
    }
}
