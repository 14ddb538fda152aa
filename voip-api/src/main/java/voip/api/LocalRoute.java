package voip.api;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of the machine's addresses a peer sees, as far as the routing table tells. Nothing is sent to find out. */
final class LocalRoute {
    /** TEST-NET-1 (RFC 5737) and 2001:db8:: (RFC 3849): routed as any address is, assigned to nobody. */
    private static final List<byte[]> ANYWHERE = List.of(
            new byte[] {(byte) 192, 0, 2, 1},
            new byte[] {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    private static final int DISCARD_PORT = 9;

    private LocalRoute() {}

    /**
     * The address of the interface that routes to a peer.
     *
     * @param peer null for the default route
     * @throws IllegalStateException if there is no route
     */
    static InetAddress towards(@Nullable InetAddress peer) {
        if (peer != null) {
            return local(peer).orElseThrow(() -> noRoute(peer.getHostAddress()));
        }
        return ANYWHERE.stream()
                .flatMap(address -> local(address(address)).stream())
                .findFirst()
                .orElseThrow(() -> noRoute("anywhere"));
    }

    /** Whether there is a route to an address. */
    static boolean leadsTo(InetAddress destination) {
        return local(destination).isPresent();
    }

    private static Optional<InetAddress> local(InetAddress destination) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(destination, DISCARD_PORT);
            return Optional.of(socket.getLocalAddress()).filter(address -> !address.isAnyLocalAddress());
        } catch (SocketException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are an address", e);
        }
    }

    /** The address as SDP writes it: without the scope of a link-local IPv6 address, which means nothing to the peer. */
    static String text(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }

    private static IllegalStateException noRoute(String destination) {
        return new IllegalStateException("no address can be named to the peer: there is no route to " + destination
                + "; bind() to an address instead of the wildcard, or set publicAddress()");
    }
}
