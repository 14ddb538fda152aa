package voip.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import voip.api.Datagram;
import voip.api.MediaClock;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;
import voip.api.Transport;

/** A transport that does to one packet what networks do: loses it, or flips a bit of it on its way. */
final class FaultyTransport implements Transport {
    private final Transport real;
    private final int lose;
    private final int corrupt;

    /**
     * Wraps a transport.
     *
     * @param lose the number of the RTP packet to lose, from 1 on; 0 for none
     * @param corrupt the number of the RTP packet to corrupt, likewise
     */
    FaultyTransport(Transport real, int lose, int corrupt) {
        this.real = real;
        this.lose = lose;
        this.corrupt = corrupt;
    }

    /** The UDP transport that is present. */
    static Transport udp() {
        return ServiceLoader.load(Transport.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(transport -> transport.name().equals("udp"))
                .findFirst()
                .orElseThrow(() -> new Failure("no transport named udp is present; add voip.rtp to the image"));
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public MediaClock clock() {
        return real.clock();
    }

    @Override
    public MediaSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException {
        return new FaultySocket(real.open(locals));
    }

    private final class FaultySocket implements MediaSocket {
        private final MediaSocket socket;
        private final AtomicInteger sent = new AtomicInteger();

        FaultySocket(MediaSocket socket) {
            this.socket = socket;
        }

        @Override
        public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
            int number = isRtp(bytes) ? sent.incrementAndGet() : 0;
            if (number > 0 && number == lose) {
                bytes.position(bytes.limit());
            } else if (number > 0 && number == corrupt) {
                ByteBuffer copy =
                        ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
                int last = copy.limit() - 1;
                copy.put(last, (byte) (copy.get(last) ^ 1));
                socket.send(copy, localPort, to);
            } else {
                socket.send(bytes, localPort, to);
            }
        }

        @Override
        public List<InetSocketAddress> localAddresses() {
            return socket.localAddresses();
        }

        @Override
        public boolean receive(Datagram into, long nanos) throws IOException {
            return socket.receive(into, nanos);
        }

        @Override
        public void wakeup() {
            socket.wakeup();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Whether it is RTP rather than STUN (RFC 7983 §7) or RTCP (RFC 5761 §4). */
    private static boolean isRtp(ByteBuffer bytes) {
        if (bytes.remaining() < 12) {
            return false;
        }
        int first = bytes.get(bytes.position()) & 0xFF;
        int type = bytes.get(bytes.position() + 1) & 0xFF;
        return first >= 128 && first <= 191 && (type < 192 || type > 223);
    }
}
