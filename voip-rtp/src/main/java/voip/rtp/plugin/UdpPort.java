package voip.rtp.plugin;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;
import voip.api.MediaSocketOptions;

/** One bound UDP port: a non-blocking channel, because a blocking one is closed for all by one interrupted sender. */
final class UdpPort {
    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final int number;
    private final boolean any;
    private final boolean ipv4;
    private final int scope; // of a link-local address that is bound; else 0
    private volatile @Nullable Scoped lastScoped;

    private UdpPort(DatagramChannel channel, InetSocketAddress local) {
        this.channel = channel;
        this.local = local;
        this.number = local.getPort();
        this.any = local.getAddress().isAnyLocalAddress();
        this.ipv4 = local.getAddress() instanceof Inet4Address;
        this.scope = local.getAddress() instanceof Inet6Address address ? address.getScopeId() : 0;
    }

    /** Binds a port, or says which address could not be bound, or which option was refused. */
    static UdpPort bind(InetSocketAddress local, MediaSocketOptions options, Selector selector) throws IOException {
        if (local.isUnresolved()) {
            throw new IOException("cannot bind UDP " + local + ": the host name is not resolved");
        }
        DatagramChannel channel = null;
        try {
            channel = open(local.getAddress());
            channel.configureBlocking(false);
            if (options.dscp() >= 0) { // the upper six bits of what was the TOS (RFC 2474 §3), of both families
                set(channel, StandardSocketOptions.IP_TOS, options.dscp() << 2, "the DSCP " + options.dscp());
            }
            if (options.receiveBuffer() > 0) {
                set(channel, StandardSocketOptions.SO_RCVBUF, options.receiveBuffer(), "a receive buffer");
            }
            if (options.sendBuffer() > 0) {
                set(channel, StandardSocketOptions.SO_SNDBUF, options.sendBuffer(), "a send buffer");
            }
            channel.bind(local);
            channel.register(selector, SelectionKey.OP_READ);
            return new UdpPort(channel, bound(local, (InetSocketAddress) channel.getLocalAddress()));
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException | SecurityException e) {
            if (channel != null) {
                channel.close();
            }
            throw new IOException("cannot bind UDP " + local + ": " + e.getMessage(), e);
        }
    }

    private static void set(DatagramChannel channel, SocketOption<Integer> option, int value, String what)
            throws IOException {
        try {
            channel.setOption(option, value);
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new IOException("the system refuses " + what + " (" + option + "=" + value + "): " + e, e);
        }
    }

    /** What was bound, with the scope of what was asked for, which the system tells of link-local addresses only. */
    private static InetSocketAddress bound(InetSocketAddress asked, InetSocketAddress actual) {
        return asked.getAddress() instanceof Inet6Address address && address.getScopeId() != 0
                ? new InetSocketAddress(address, actual.getPort())
                : actual;
    }

    /** A wildcard takes both families where the system can; a specific address only its own. */
    private static DatagramChannel open(InetAddress address) throws IOException {
        if (address.isAnyLocalAddress()) {
            return DatagramChannel.open();
        }
        return DatagramChannel.open(
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    }

    InetSocketAddress local() {
        return local;
    }

    int number() {
        return number;
    }

    /** Whether packets to that address can leave by this port. */
    boolean reaches(InetAddress to) {
        return any || ipv4 == to instanceof Inet4Address;
    }

    /** Receives what is there; null if nothing is. */
    @Nullable
    InetSocketAddress receive(ByteBuffer into) throws IOException {
        return (InetSocketAddress) channel.receive(into);
    }

    void send(ByteBuffer bytes, InetSocketAddress to) throws IOException {
        int length = bytes.remaining();
        int sent;
        try {
            sent = channel.send(bytes, scoped(to));
        } catch (IllegalArgumentException | SecurityException e) { // the family is not supported, for instance
            throw new IOException("cannot send to " + to + ": " + e, e);
        }
        if (sent == 0 && length > 0) {
            throw new IOException("cannot send to " + to + ": the send buffer is full");
        }
    }

    /**
     * A link-local address needs the interface's scope (RFC 4007 §6), which descriptions cannot carry: it is that of the
     * interface that the port is bound to. The last one is kept, so that a stream does not make one for each packet.
     */
    private InetSocketAddress scoped(InetSocketAddress to) throws IOException {
        if (scope == 0
                || !(to.getAddress() instanceof Inet6Address address)
                || address.getScopeId() != 0
                || !address.isLinkLocalAddress()) {
            return to;
        }
        Scoped last = lastScoped;
        if (last == null || !last.without().equals(to)) {
            InetAddress within = Inet6Address.getByAddress(null, address.getAddress(), scope);
            last = new Scoped(to, new InetSocketAddress(within, to.getPort()));
            lastScoped = last;
        }
        return last.with();
    }

    private record Scoped(InetSocketAddress without, InetSocketAddress with) {}

    void close() throws IOException {
        channel.close();
    }
}
