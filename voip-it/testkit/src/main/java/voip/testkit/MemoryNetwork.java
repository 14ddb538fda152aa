package voip.testkit;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import voip.api.MediaClock;
import voip.api.MediaSocket;
import voip.api.Transport;

/**
 * A datagram network in memory whose time moves only in {@link #advance}: an hour of calls takes seconds, and
 * every timer is exact.
 *
 * <pre>{@code
 * try (MemoryNetwork network = new MemoryNetwork()) {
 *     network.impair(Impairment.builder().seed(1).loss(0.05).delay(Duration.ofMillis(40)).build());
 *     // build stacks with network.transport(), start them, make calls, and then, instead of sleeping:
 *     network.advance(Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * <p><b>Time.</b> A stack's media thread waits in {@link MediaSocket#receive} for the network's time, not for the
 * machine's. {@code advance} moves the clock from event to event, where an event is an arrival or the end of a wait, lets
 * the one thread run that the event is for, and goes on when every thread waits again. Between two advances nothing
 * arrives, though a {@link MediaSocket#wakeup} is felt at once; {@code advance(Duration.ZERO)} delivers what is due and
 * lets the threads finish what they were asked to do. The same datagrams meet the same fate in every run; a stack's own
 * random numbers, such as when it reports by RTCP, remain random.
 *
 * <p><b>Addresses.</b> Any resolved address can be bound, as if one machine had them all; port 0 takes the next free one
 * from 49152. A socket bound to a wildcard address receives for its port of every address nobody has bound, and sends from
 * 127.0.0.1 or ::1, whichever is of the destination's family; tests are clearer with addresses of their own, such as
 * 10.0.0.1. From a bound IPv4 address nothing can be sent to IPv6, nor the other way round. What is sent where nobody is
 * bound is lost, as UDP does. Queues have no limit.
 *
 * <p>All methods may be called by any thread.
 */
public final class MemoryNetwork implements AutoCloseable {
    private static final int LARGEST_DATAGRAM = 65_507;

    private final Simulation simulation;
    private final Lock lock;
    private final AddressTable addresses = new AddressTable();
    private final Map<Route, Link> links = new HashMap<>();
    private Impairment common = Impairment.NONE;
    private long deliveries;
    private volatile DatagramFilter filter = (from, to, bytes) -> Optional.of(bytes);

    /** Makes a network without faults whose wall clock starts at {@link VirtualClock#DEFAULT_START}. */
    public MemoryNetwork() {
        this(VirtualClock.DEFAULT_START);
    }

    /** Makes a network without faults whose wall clock starts at the given time. */
    public MemoryNetwork(Instant start) {
        this(start, 1_000_000);
    }

    MemoryNetwork(Instant start, int mostEventsAtOneTime) {
        simulation = new Simulation(new VirtualClock(start), mostEventsAtOneTime);
        lock = simulation.lock();
    }

    /**
     * A transport named {@code memory} on this network, for stacks. Time waits for a thread to receive from each socket
     * that it opens.
     */
    public Transport transport() {
        return new MemoryTransport(this);
    }

    /**
     * Opens a socket for a test to use directly, without a thread: {@code receive(datagram, 0)} takes what is due by now,
     * and time does not wait for anybody to call it.
     *
     * @throws IOException if an address is in use or unresolved
     */
    public MediaSocket open(InetSocketAddress... locals) throws IOException {
        return open(List.of(locals), false);
    }

    /** The clock of this network, which only {@link #advance} moves. */
    public MediaClock clock() {
        return simulation.clock;
    }

    /**
     * Moves the time, and returns when it is there and every receiving thread waits.
     *
     * @throws IllegalArgumentException if the duration is negative
     * @throws IllegalStateException if a thread does not come back to {@code receive} within the
     *     {@linkplain #patience patience}, with its stack trace as the cause; if another advance is under way; if a million
     *     datagrams arrive without time passing; or if the calling thread is interrupted
     */
    public void advance(Duration by) {
        simulation.advance(by);
    }

    /** Sets how long, by the machine's clock, a thread may stay away from {@code receive} in an advance: 10 s if not set. */
    public void patience(Duration limit) {
        simulation.patience(limit);
    }

    /** Sets what happens to datagrams in all directions that have no {@linkplain #link impairment of their own}. */
    public void impair(Impairment impairment) {
        locked(() -> {
            common = impairment;
            links.values().forEach(link -> link.impairByDefault(impairment));
        });
    }

    /** Sets what happens to datagrams in one direction, and starts its random numbers anew. */
    public void link(InetSocketAddress from, InetSocketAddress to, Impairment impairment) {
        locked(() -> linkOf(Route.of(from, to)).impair(impairment));
    }

    /** Sets the rule that sees every datagram first, in place of the one before; without one, all pass. */
    public void filter(DatagramFilter rule) {
        filter = rule;
    }

    /** What became of the datagrams in one direction. */
    public LinkReport report(InetSocketAddress from, InetSocketAddress to) {
        lock.lock();
        try {
            Link link = links.get(Route.of(from, to));
            return link == null ? LinkReport.EMPTY : link.report();
        } finally {
            lock.unlock();
        }
    }

    /** What became of all datagrams. */
    public LinkReport report() {
        lock.lock();
        try {
            return links.values().stream().map(Link::report).reduce(LinkReport.EMPTY, LinkReport::plus);
        } finally {
            lock.unlock();
        }
    }

    /** Closes every socket, which ends the threads that wait in them. Closing again does nothing. */
    @Override
    public void close() {
        locked(() -> simulation.sockets().forEach(MemorySocket::close));
    }

    MediaSocket open(List<InetSocketAddress> locals, boolean attended) throws IOException {
        if (locals.isEmpty()) {
            throw new IllegalArgumentException("a socket needs at least one local address");
        }
        lock.lock();
        try {
            MemorySocket socket = new MemorySocket(this, simulation, addresses.resolve(locals), attended);
            addresses.bind(socket);
            simulation.add(socket);
            return socket;
        } finally {
            lock.unlock();
        }
    }

    void unbind(MemorySocket socket) {
        addresses.unbind(socket);
    }

    void send(List<InetSocketAddress> locals, int localPort, ByteBuffer buffer, InetSocketAddress to)
            throws IOException {
        if (to.isUnresolved()) {
            throw new UnknownHostException("cannot send to the unresolved address " + to);
        }
        if (to.getPort() == 0 || to.getAddress().isAnyLocalAddress()) {
            throw new SocketException("cannot send to " + to);
        }
        if (buffer.remaining() > LARGEST_DATAGRAM) {
            throw new SocketException(buffer.remaining() + " bytes are too long for a datagram");
        }
        Route route = Route.of(source(locals, localPort, to), to);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        Optional<byte[]> passed = filter.pass(route.from(), to, bytes);
        locked(() -> carry(route, passed.orElse(null)));
    }

    private static InetSocketAddress source(List<InetSocketAddress> locals, int port, InetSocketAddress to)
            throws SocketException {
        boolean bound = false;
        for (InetSocketAddress local : locals) {
            if (local.getPort() == port) {
                bound = true;
                if (local.getAddress().isAnyLocalAddress() || isIpv4(local) == isIpv4(to)) {
                    return local;
                }
            }
        }
        if (!bound) {
            throw new IllegalArgumentException("local port " + port + " is none of " + locals);
        }
        throw new SocketException("no local address at port " + port + " is of the family of " + to);
    }

    private void carry(Route route, byte @Nullable [] bytes) {
        Link link = linkOf(route);
        if (bytes == null) {
            link.countFiltered();
            return;
        }
        Link.Fate fate = link.next(bytes.length, simulation.clock.elapsedNanos());
        if (fate.flippedBit() >= 0) {
            bytes[fate.flippedBit() / 8] ^= (byte) (0x80 >> fate.flippedBit() % 8);
        }
        MemorySocket destination = addresses.find(route.to());
        if (destination == null) {
            link.countUnreachable(fate.copies());
            return;
        }
        for (int copy = 0; copy < fate.copies(); copy++) {
            destination.arrive(new Delivery(
                    fate.arrival(),
                    deliveries++,
                    bytes,
                    route.from(),
                    route.to().getPort(),
                    link));
        }
    }

    private Link linkOf(Route route) {
        return links.computeIfAbsent(route, key -> {
            Link link = new Link(key);
            link.impairByDefault(common);
            return link;
        });
    }

    private static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
