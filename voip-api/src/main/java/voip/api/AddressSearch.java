package voip.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import voip.api.spi.AddressDiscovery;
import voip.api.spi.DatagramProtocol;
import voip.api.spi.MediaContext;

/**
 * Learns from a STUN server which address it sees a stack's ports at, and keeps what it was told last.
 *
 * <p>All ports are reported before the result counts: a description names them together.
 */
final class AddressSearch implements AddressDiscovery.Listener {
    private final StunServer server;
    private final AddressDiscovery.Timing timing;
    private final MediaContext context;
    private final Predicate<InetAddress> reachable;
    private final Consumer<StackEvent> events;
    private final AddressDiscovery.Discovery discovery;
    private final CompletableFuture<InetSocketAddress> result = new CompletableFuture<>();
    private volatile @Nullable MediaAddress found;
    private volatile @Nullable String failure;
    private volatile @Nullable Thread lookup;
    private volatile boolean closed;

    // Of the round that is under way; the media thread's own:
    private boolean mediaReported;
    private boolean controlReported;
    private @Nullable InetSocketAddress media;
    private @Nullable InetSocketAddress answerer;
    private @Nullable InetSocketAddress control;
    private String mediaFailure = "";

    /**
     * Makes a search that asks nobody yet.
     *
     * @param reachable whether the stack's socket can send to an address
     * @param events takes what happens, on the media thread
     */
    AddressSearch(
            StunServer server,
            AddressDiscovery service,
            AddressDiscovery.Timing timing,
            MediaContext context,
            Predicate<InetAddress> reachable,
            Consumer<StackEvent> events) {
        this.server = server;
        this.timing = timing;
        this.context = context;
        this.reachable = reachable;
        this.events = events;
        this.discovery = service.open(context, timing, this);
    }

    /** What is to be run on the media socket. */
    DatagramProtocol protocol() {
        return discovery;
    }

    /** Completed by the first round. */
    CompletableFuture<InetSocketAddress> result() {
        return result;
    }

    /** What was found last; null if nothing was found yet. */
    @Nullable
    MediaAddress found() {
        return found;
    }

    /** Why nothing was found yet, and what to do about it. */
    String whyNot() {
        String reason = failure;
        return reason == null
                ? "the public address is not known yet: the STUN server " + server
                        + " is being asked; wait for publicAddress(), or write localAddressUntilFound()"
                : "the public address is not known: " + reason
                        + "; set publicAddress() instead, or write localAddressUntilFound()";
    }

    /** Begins, once the ports are open. A name is looked up by a thread of its own, because that may take minutes. */
    void start() {
        InetAddress literal = server.literal();
        if (literal != null) {
            ask(List.of(literal));
        } else {
            Thread thread = new Thread(this::lookUp, "voip-stun-lookup");
            thread.setDaemon(true);
            lookup = thread;
            thread.start();
        }
    }

    /** Again and again, at pauses like the discovery's: a machine may start before its network does. */
    private void lookUp() {
        long refresh = Math.min(TimeUnit.NANOSECONDS.convert(timing.refresh()), TimeUnit.DAYS.toNanos(1));
        long pause = refresh;
        while (!closed) {
            try {
                ask(List.of(InetAddress.getAllByName(server.host())));
                return;
            } catch (UnknownHostException e) {
                noServer("the host " + server.host() + " of the STUN server is not known");
            }
            if (refresh == 0) {
                return;
            }
            LockSupport.parkNanos(pause); // until it is over, or close() ends it
            pause = Math.min(2 * pause, 16 * refresh);
        }
    }

    /** Asks at the first address that the socket reaches, preferably one that a route leads to. */
    private void ask(List<InetAddress> addresses) {
        List<InetAddress> candidates = addresses.stream().filter(reachable).toList();
        candidates.stream()
                .filter(LocalRoute::leadsTo)
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .ifPresentOrElse(
                        address -> context.execute(() -> ask(new InetSocketAddress(address, server.port()))),
                        () -> noServer("the STUN server " + server
                                + " has no address of the family that the stack is bound to"));
    }

    private void noServer(String reason) {
        context.execute(() -> giveUp(reason));
    }

    private void ask(InetSocketAddress address) {
        if (closed) {
            return;
        }
        discovery.ask(context.mediaPort(), address);
        if (context.controlPort() != context.mediaPort()) {
            discovery.ask(context.controlPort(), address);
        }
    }

    @Override
    public void found(int localPort, InetSocketAddress address, InetSocketAddress by) {
        if (localPort == context.mediaPort()) {
            media = address;
            answerer = by;
            mediaReported = true;
        }
        if (localPort == context.controlPort()) {
            control = address;
            controlReported = true;
        }
        settle();
    }

    @Override
    public void failed(int localPort, String reason) {
        if (localPort == context.mediaPort()) {
            mediaFailure = reason;
            mediaReported = true;
        }
        controlReported |= localPort == context.controlPort();
        settle();
    }

    private void settle() {
        if (mediaReported && controlReported) {
            InetSocketAddress now = media;
            InetSocketAddress nowControl = control;
            mediaReported = false;
            controlReported = false;
            media = null;
            control = null;
            if (now == null || answerer == null) {
                giveUp(mediaFailure);
            } else {
                keep(now, answerer, nowControl);
            }
        }
    }

    private void keep(InetSocketAddress now, InetSocketAddress by, @Nullable InetSocketAddress nowControl) {
        MediaAddress before = found;
        boolean same = before != null && before.media().equals(now);
        found = new MediaAddress(now, nowControl == null && same ? before.control() : nowControl);
        result.complete(now);
        if (before == null) {
            events.accept(new StackEvent.AddressFound(now, by));
        } else if (!same) {
            events.accept(new StackEvent.AddressChanged(before.media(), now));
        }
    }

    /** For now: the discovery goes on asking, if it was told to refresh. */
    private void giveUp(String reason) {
        if (!closed) {
            failure = reason;
            result.completeExceptionally(new IllegalStateException(reason));
            events.accept(new StackEvent.AddressFailed(reason));
        }
    }

    /** Asks no more; the result is for others to complete. */
    void close() {
        closed = true;
        LockSupport.unpark(lookup);
        context.execute(discovery::close);
    }
}
