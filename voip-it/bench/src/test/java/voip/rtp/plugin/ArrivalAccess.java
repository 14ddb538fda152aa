package voip.rtp.plugin;

import voip.api.Datagram;
import voip.api.Verdict;

/** The multiplexer's first look at a datagram, for who measures it. */
public final class ArrivalAccess {
    private final Arrival arrival = new Arrival();

    /** Makes one. */
    public ArrivalAccess() {}

    /** The sum of source, sequence number, and one if it is RTCP. */
    public long read(Datagram datagram) {
        if (arrival.read(datagram) != Verdict.ACCEPTED) {
            throw new AssertionError("not RTP or RTCP");
        }
        return arrival.ssrc() + arrival.sequence() + (arrival.isControl() ? 1 : 0);
    }
}
