import org.jspecify.annotations.NullMarked;

/**
 * The types that applications, plug-ins and the stack's own engines share: {@link voip.api.VoipStack} and its builder,
 * packets, calls and media descriptions, and the service interfaces that other modules provide.
 *
 * <p>It is a module of its own so that every engine can be left out of an image: nothing here knows how RTP, SRTP or
 * STUN is done, and it needs nothing but {@code java.base}.
 */
@NullMarked
module voip.api {
    requires static transitive org.jspecify;

    exports voip.api;
    exports voip.api.srtp;
    exports voip.api.spi;

    uses voip.api.CallHandler;
    uses voip.api.Transport;
    uses voip.api.spi.AddressDiscovery;
    uses voip.api.spi.MediaSecurity;
    uses voip.api.spi.RtpMultiplexer;
    uses voip.api.srtp.CryptoModule;
    uses voip.api.srtp.SrtpCipherSuite;
}
