package voip.rtp.plugin;

import voip.api.spi.MediaContext;
import voip.api.spi.RtpLegs;
import voip.api.spi.RtpMultiplexer;

/** RTP and RTCP of many calls over one socket (RFC 3550, RFC 5761). */
public final class Multiplexer implements RtpMultiplexer {
    /** Makes the service. */
    public Multiplexer() {}

    @Override
    public RtpLegs open(MediaContext context) {
        return new Legs(context);
    }
}
