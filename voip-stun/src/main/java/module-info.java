import org.jspecify.annotations.NullMarked;

/**
 * STUN: {@link voip.stun.StunMessage} reads and writes the messages by which two ends learn their addresses as others see
 * them (RFC 8489).
 *
 * <p>It is a module of its own so that an image whose addresses are configured can leave it out, and so that whoever
 * has a transport of their own can use the messages alone.
 */
@NullMarked
module voip.stun {
    requires transitive voip.api;

    exports voip.stun;
}
