package voip.rtp.plugin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.Datagram;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;

/** Several UDP ports and one selector that waits for them. */
final class UdpSocket implements MediaSocket {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Of datagrams from one port, before the next one is looked at: to look in vain takes as long as much of a packet's way. */
    private static final int LONGEST_RUN = 16;

    private static final Consumer<SelectionKey> NOTHING = key -> {};

    private final Selector selector;
    private final UdpPort[] ports;
    private final List<InetSocketAddress> locals;
    private volatile boolean closed;
    private volatile boolean woken;
    private final ByteBuffer arriving = ByteBuffer.allocateDirect(Datagram.CAPACITY); // else a channel looks for one
    private final ByteBuffer departing = ByteBuffer.allocateDirect(Datagram.CAPACITY); // of the receiver: likewise
    private @Nullable Thread receiver; // each thread looks only for itself here
    private int next; // the port to look at first
    private int run; // of datagrams that came from it

    UdpSocket(Selector selector, List<UdpPort> ports) {
        this.selector = selector;
        this.ports = ports.toArray(UdpPort[]::new);
        this.locals = ports.stream().map(UdpPort::local).toList();
    }

    static UdpSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException {
        if (locals.isEmpty()) {
            throw new IllegalArgumentException("a UDP socket needs at least one local address");
        }
        Selector selector = Selector.open();
        List<UdpPort> ports = new ArrayList<>();
        try {
            for (InetSocketAddress local : locals) {
                ports.add(UdpPort.bind(local, options, selector));
            }
            return new UdpSocket(selector, ports);
        } catch (IOException | RuntimeException e) {
            for (UdpPort port : ports) {
                port.close();
            }
            selector.close();
            throw e;
        }
    }

    @Override
    public List<InetSocketAddress> localAddresses() {
        return locals;
    }

    @Override
    public boolean receive(Datagram into, long nanos) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (receiver != Thread.currentThread()) {
            receiver = Thread.currentThread();
        }
        if (takeWakeup()) {
            return false;
        }
        return poll(into) || nanos > 0 && await(into, Math.min(nanos, LONGEST_WAIT_NANOS));
    }

    private boolean takeWakeup() {
        if (!woken) {
            return false;
        }
        woken = false;
        return true;
    }

    /** Looks at every port at most once, beginning with the last one that had something, unless that had too much. */
    private boolean poll(Datagram into) throws IOException {
        if (run == LONGEST_RUN) {
            lookAtNext();
        }
        for (int looked = 0; looked < ports.length; looked++) {
            UdpPort port = ports[next];
            arriving.clear();
            InetSocketAddress from = receive(port);
            if (from != null) {
                into.bytes().clear().put(arriving.flip()).flip();
                into.arrived(from, port.number(), System.nanoTime());
                run++;
                return true;
            }
            lookAtNext();
        }
        return false;
    }

    /** What fails keeps the other ports no longer than what has nothing. */
    private @Nullable InetSocketAddress receive(UdpPort port) throws IOException {
        try {
            return port.receive(arriving);
        } catch (IOException e) {
            lookAtNext();
            throw e;
        }
    }

    private void lookAtNext() {
        next = next + 1 == ports.length ? 0 : next + 1;
        run = 0;
    }

    /**
     * Waits in whole milliseconds, rounded up: rounded down, a wait of less than one would spin. The interrupt flag is
     * kept for the caller but hidden from the selector, which would return at once for as long as it is set.
     */
    private boolean await(Datagram into, long nanos) throws IOException {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        boolean interrupted = Thread.interrupted();
        try {
            while (left > 0) {
                selector.select(NOTHING, (left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
                interrupted |= Thread.interrupted();
                if (poll(into)) {
                    return true;
                }
                if (takeWakeup()) {
                    return false;
                }
                left = deadline - System.nanoTime();
            }
            return false;
        } catch (ClosedSelectorException e) {
            throw new ClosedChannelException();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
        InetAddress address = to.getAddress();
        if (address == null) {
            throw new IOException("cannot send to " + to + ": the host name is not resolved");
        }
        for (UdpPort port : ports) {
            if (port.number() == localPort && port.reaches(address)) {
                port.send(direct(bytes), to);
                return;
            }
        }
        throw new IOException("cannot send to " + to + " from port " + localPort + ": bound are " + locals);
    }

    private ByteBuffer direct(ByteBuffer bytes) {
        boolean fits =
                receiver == Thread.currentThread() && !bytes.isDirect() && bytes.remaining() <= Datagram.CAPACITY;
        return fits ? departing.clear().put(bytes).flip() : bytes;
    }

    @Override
    public OptionalLong systemDrops() {
        return closed ? OptionalLong.empty() : SystemDrops.of(locals);
    }

    @Override
    public void wakeup() {
        woken = true;
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            for (UdpPort port : ports) {
                port.close();
            }
        } finally {
            selector.close(); // only now are the ports free: a registered channel keeps its descriptor
        }
    }
}
