package voip.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The other ends of the calls, each with a socket of its own; for the one thread that sends. An echo with one thread keeps the
 * order, so that the peers are looked at by turns: a peer whose packet was lost is passed by when its next one comes.
 */
final class Peers implements AutoCloseable {
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final ByteBuffer reply = ByteBuffer.allocateDirect(Packets.LONGEST);
    private int turn;

    private Peers() {}

    static Peers open(int calls) throws IOException {
        Peers peers = new Peers();
        try {
            for (int i = 0; i < calls; i++) {
                DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
                peers.channels.add(channel);
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0))
                        .configureBlocking(false);
            }
            return peers;
        } catch (IOException e) {
            peers.close();
            throw new IOException(
                    "of the sockets of " + calls + " peers, number " + peers.channels.size() + " cannot be opened: "
                            + e.getMessage() + "; fewer --calls take fewer",
                    e);
        }
    }

    List<InetSocketAddress> addresses() throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (DatagramChannel channel : channels) {
            addresses.add((InetSocketAddress) channel.getLocalAddress());
        }
        return addresses;
    }

    void connect(InetSocketAddress echo) throws IOException {
        for (DatagramChannel channel : channels) {
            channel.connect(echo);
        }
    }

    /** Forgets what is there, and looks first at the peer of this packet. */
    void clear(int number) throws IOException {
        for (turn = 0; turn < channels.size(); turn++) {
            while (read()) {
                // what came too late to be counted
            }
        }
        turn = number % channels.size();
    }

    /** Sends a packet; what the system has no room for is lost. */
    void send(int number, ByteBuffer packet) throws IOException {
        channels.get(number % channels.size()).write(packet);
    }

    /** Whether the peer whose turn it is has a reply, of this length; takes it, and passes the turn on. */
    boolean receive(int length) throws IOException {
        if (!read() || reply.remaining() != length || Packets.isControl(reply)) {
            return false;
        }
        pass();
        return true;
    }

    /** Takes all replies that are there, of any peer, and tells how many. */
    int receiveAll(int length) throws IOException {
        int received = 0;
        for (int i = 0; i < channels.size(); i++) {
            while (read()) {
                received += reply.remaining() == length && !Packets.isControl(reply) ? 1 : 0;
            }
            pass();
        }
        return received;
    }

    private void pass() {
        turn = turn + 1 == channels.size() ? 0 : turn + 1;
    }

    private boolean read() throws IOException {
        reply.clear();
        int read = channels.get(turn).read(reply);
        reply.flip();
        return read > 0;
    }

    @Override
    public void close() {
        for (DatagramChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                // nothing is left to be done with it
            }
        }
    }
}
