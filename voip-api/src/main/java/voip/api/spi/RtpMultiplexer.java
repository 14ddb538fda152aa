package voip.api.spi;

/** The service that carries the RTP and RTCP of many calls over one socket. */
public interface RtpMultiplexer {
    /** Opens the multiplexer of one stack. */
    RtpLegs open(MediaContext context);
}
