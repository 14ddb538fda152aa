import org.jspecify.annotations.NullMarked;

/**
 * Media security: SRTP and SRTCP (RFC 3711, RFC 7714), and their keys in SDP (RFC 4568).
 *
 * <p>It is a module of its own so that an image without encryption can leave it out, and so that someone with a transport of
 * their own can use it alone. It holds no cryptographic primitive: those come from cipher suites, in other modules.
 */
@NullMarked
module voip.srtp {
    requires transitive voip.api;
    requires org.apache.logging.log4j;

    exports voip.srtp;

    provides voip.api.spi.MediaSecurity with
            voip.srtp.plugin.SdesSecurity;
}
