import org.jspecify.annotations.NullMarked;

/**
 * STUN (RFC 8489): how an application learns the address that others see it at. {@link voip.stun.StunMessage} reads and
 * writes messages, {@link voip.stun.StunTransaction} asks without I/O or clock, {@link voip.stun.StunClient} with a socket
 * of its own, and a stack from its media port. {@link voip.stun.StunCredentials} authenticate client and server to each
 * other, by the keyed hashes of whichever crypto module is given.
 *
 * <p>It is a module of its own so that an image whose addresses are configured can leave it out, and so that whoever
 * has a transport of their own can use the messages alone.
 */
@NullMarked
module voip.stun {
    requires transitive voip.api;

    exports voip.stun;

    provides voip.api.spi.AddressDiscovery with
            voip.stun.plugin.StunDiscovery;
}
