package voip.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import voip.api.spi.AddressDiscovery;
import voip.api.spi.DatagramProtocol;
import voip.api.spi.MediaContext;

/**
 * Which address descriptions name: the configured one, else the one that the STUN server told, else that of the route to the
 * peer.
 */
final class PublicAddress {
    private final StackSettings settings;
    private final @Nullable AddressSearch search;
    private final CompletableFuture<InetSocketAddress> future;
    private volatile BoundAddresses bound = BoundAddresses.NONE;

    /**
     * Makes one that is not known before the stack has {@linkplain #started started}.
     *
     * @param discovery asks the STUN server; null if there is none to be asked
     */
    PublicAddress(
            StackSettings settings,
            @Nullable AddressDiscovery discovery,
            MediaContext context,
            Predicate<InetAddress> reachable,
            Consumer<StackEvent> events) {
        StunServer server = settings.stunServer;
        this.settings = settings;
        this.search = server == null || discovery == null
                ? null
                : new AddressSearch(server, discovery, settings.stunTiming, context, reachable, events);
        this.future = search == null ? new CompletableFuture<>() : search.result();
    }

    /** What is to run on the media socket: this protocol, and the one that finds the address, if there is one. */
    List<DatagramProtocol> besides(DatagramProtocol media) {
        return search == null ? List.of(media) : List.of(media, search.protocol());
    }

    /** The address of the media port, once it is known. */
    CompletableFuture<InetSocketAddress> future() {
        return future.copy();
    }

    /** The ports are open: an address that nobody has to be asked for is known now. */
    void started(BoundAddresses locals) {
        bound = locals;
        if (search != null) {
            search.start();
            return;
        }
        try {
            future.complete(towards(null).media());
        } catch (IllegalStateException noRoute) {
            future.completeExceptionally(noRoute);
        }
    }

    /**
     * The address that a peer is told to send to.
     *
     * @param peer null if it is not known
     * @throws IllegalStateException if it is still being asked for, or no address can be named
     */
    MediaAddress towards(@Nullable InetAddress peer) {
        if (search != null) {
            MediaAddress found = search.found();
            if (found == null && !settings.localAddressUntilFound) {
                throw new IllegalStateException(search.whyNot());
            }
            if (found != null && isOfFamily(found.media().getAddress(), peer)) {
                return found;
            }
        }
        InetSocketAddress local = bound.towards(peer);
        InetSocketAddress configured = settings.publicAddress;
        if (configured != null) {
            return address(configured.getAddress(), configured.getPort() == 0 ? local.getPort() : configured.getPort());
        }
        return address(
                local.getAddress().isAnyLocalAddress() ? LocalRoute.towards(peer) : local.getAddress(),
                local.getPort());
    }

    private static boolean isOfFamily(InetAddress found, @Nullable InetAddress peer) {
        return peer == null || peer.getClass() == found.getClass();
    }

    /** With the control port as far from the media port as it is where we bound them. */
    private MediaAddress address(InetAddress host, int port) {
        int control = port + bound.controlPort() - bound.mediaPort();
        return new MediaAddress(
                new InetSocketAddress(host, port),
                control > 0 && control <= 65_535 ? new InetSocketAddress(host, control) : null);
    }

    void close() {
        future.completeExceptionally(
                new IllegalStateException("the stack was closed before its public address was known"));
        if (search != null) {
            search.close();
        }
    }
}
