package voip.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Assertions;
import voip.api.Verdict;
import voip.srtp.SrtpSession;

/** Sources of RTP, each with a socket of its own, that send by turns and collect what comes back. */
final class EchoClients implements AutoCloseable {
    /** Packets under way: the smallest receive buffer has room for them. */
    private static final int WINDOW = 64;

    private static final int PACKET = 172;
    private static final int ROOM = 2048;

    private final DatagramChannel[] channels;
    private final SrtpSession[] sessions;
    private final int[] sequences;
    private final InetSocketAddress server;
    private final ByteBuffer echo = ByteBuffer.allocate(ROOM);

    EchoClients(int sources, InetSocketAddress server) throws IOException {
        this.server = server;
        channels = new DatagramChannel[sources];
        sessions = new SrtpSession[sources];
        sequences = new int[sources];
        for (int i = 0; i < sources; i++) {
            channels[i] = DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0));
        }
    }

    InetSocketAddress address(int source) throws IOException {
        return (InetSocketAddress) channels[source].getLocalAddress();
    }

    void protect(int source, SrtpSession session) {
        sessions[source] = session;
    }

    /** An RTP packet of 160 bytes of payload, with room for a tag. */
    static ByteBuffer packet(int source, int sequence) {
        return ByteBuffer.allocate(PACKET + 16)
                .limit(PACKET)
                .put(0, (byte) 0x80)
                .putShort(2, (short) sequence)
                .putInt(4, 160 * sequence)
                .putInt(8, 1 + source);
    }

    /** Sends packets, and waits for the echo of each. */
    void exchange(int packets) throws IOException {
        for (int first = 0; first < packets; first += WINDOW) {
            int end = Math.min(packets, first + WINDOW);
            for (int i = first; i < end; i++) {
                send(i % channels.length);
            }
            for (int i = first; i < end; i++) {
                receive(i % channels.length);
            }
        }
    }

    private void send(int source) throws IOException {
        ByteBuffer packet = packet(source, sequences[source]++);
        if (sessions[source] != null) {
            Assertions.assertEquals(Verdict.ACCEPTED, sessions[source].protect(packet));
        }
        channels[source].send(packet, server);
    }

    /** Passes over reports. */
    private void receive(int source) throws IOException {
        do {
            echo.clear();
            channels[source].receive(echo);
        } while ((echo.get(1) & 0xFF) >= 200);
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel channel : channels) {
            channel.close();
        }
    }
}
