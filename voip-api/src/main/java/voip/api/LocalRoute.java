package voip.api;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Which of the machine's addresses a peer sees, as far as the routing table tells. Nothing is sent to find out. */
final class LocalRoute {
    /** TEST-NET-1 (RFC 5737): routed as any address is, assigned to nobody. */
    private static final byte[] ANYWHERE = {(byte) 192, 0, 2, 1};

    private static final int DISCARD_PORT = 9;

    private LocalRoute() {}

    /**
     * The address of the interface that routes to a peer.
     *
     * @param peer null for the default route
     * @throws IllegalStateException if there is no route
     */
    static InetAddress towards(@Nullable InetAddress peer) {
        try (DatagramSocket socket = new DatagramSocket()) {
            InetAddress destination = peer != null ? peer : InetAddress.getByAddress(ANYWHERE);
            socket.connect(destination, DISCARD_PORT);
            InetAddress local = socket.getLocalAddress();
            if (local.isAnyLocalAddress()) {
                throw noRoute(peer, null);
            }
            return local;
        } catch (SocketException | UncheckedIOException | UnknownHostException e) {
            throw noRoute(peer, e);
        }
    }

    /** The address as SDP writes it: without the scope of a link-local IPv6 address, which means nothing to the peer. */
    static String text(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }

    private static IllegalStateException noRoute(@Nullable InetAddress peer, @Nullable Exception cause) {
        return new IllegalStateException(
                "no address can be named to the peer: there is no route to "
                        + (peer == null ? "anywhere" : peer.getHostAddress())
                        + "; bind() to an address instead of the wildcard, or set publicAddress()",
                cause);
    }
}
