import org.jspecify.annotations.NullMarked;

/**
 * The command line application: a secure call to watch, an echo that answers an offer, a sender and a receiver of one
 * stream, the public address, the list of cipher suites, and a measurement of the socket path.
 *
 * <p>It uses the framework as any application does: engines, transports and cipher suites are found, not named; only the
 * codec, the key of a single stream, and the STUN client and server, are asked of their modules directly.
 */
@NullMarked
module voip.app {
    requires info.picocli;
    requires java.logging;
    requires jdk.management;
    requires org.apache.logging.log4j;
    requires voip.api;
    requires voip.rtp;
    requires voip.srtp;
    requires voip.stun;

    uses voip.api.Transport;

    opens voip.app to
            info.picocli,
            java.logging;
}
