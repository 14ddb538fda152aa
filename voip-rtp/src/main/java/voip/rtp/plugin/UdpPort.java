package voip.rtp.plugin;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** One bound UDP port: a non-blocking channel, because a blocking one is closed for all by one interrupted sender. */
final class UdpPort {
    private final DatagramChannel channel;
    private final InetSocketAddress local;

    private UdpPort(DatagramChannel channel, InetSocketAddress local) {
        this.channel = channel;
        this.local = local;
    }

    /** Binds a port, or says which address could not be bound. */
    static UdpPort bind(InetSocketAddress local, Selector selector) throws IOException {
        if (local.isUnresolved()) {
            throw new IOException("cannot bind UDP " + local + ": the host name is not resolved");
        }
        DatagramChannel channel = null;
        try {
            channel = open(local.getAddress());
            channel.configureBlocking(false);
            channel.bind(local);
            channel.register(selector, SelectionKey.OP_READ);
            return new UdpPort(channel, (InetSocketAddress) channel.getLocalAddress());
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException | SecurityException e) {
            if (channel != null) {
                channel.close();
            }
            throw new IOException("cannot bind UDP " + local + ": " + e.getMessage(), e);
        }
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
        return local.getPort();
    }

    /** Whether packets to that address can leave by this port. */
    boolean reaches(InetAddress to) {
        InetAddress from = local.getAddress();
        return from.isAnyLocalAddress() || from instanceof Inet4Address == to instanceof Inet4Address;
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
            sent = channel.send(bytes, to);
        } catch (IllegalArgumentException | SecurityException e) { // the family is not supported, for instance
            throw new IOException("cannot send to " + to + ": " + e, e);
        }
        if (sent == 0 && length > 0) {
            throw new IOException("cannot send to " + to + ": the send buffer is full");
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
