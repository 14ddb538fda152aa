import org.jspecify.annotations.NullMarked;

/**
 * RTP and RTCP (RFC 3550): the calls of a stack on one socket, their reports and statistics, and UDP.
 *
 * <p>It is a module of its own so that a stack can be given another multiplexer or another transport, and so that RTCP and
 * G.711 serve those who have no stack: the exported package needs neither.
 */
@NullMarked
module voip.rtp {
    requires transitive voip.api;
    requires org.apache.logging.log4j;

    exports voip.rtp;

    provides voip.api.Transport with
            voip.rtp.plugin.UdpTransport;
    provides voip.api.spi.RtpMultiplexer with
            voip.rtp.plugin.Multiplexer;
}
