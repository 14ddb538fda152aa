package voip.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The ports that a stack takes for a program's: it counts what the program sends through them, and keeps what comes back. */
final class Tap implements AutoCloseable {
    private final int port = Peers.freePair();
    private final DatagramChannel media;
    private final DatagramChannel control;
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger passedControl = new AtomicInteger();
    private final List<byte[]> returned = new CopyOnWriteArrayList<>();

    /** A tap before the stack with that media port, whose RTCP port is the one above. */
    Tap(InetSocketAddress stack) throws IOException {
        media = DatagramChannel.open().bind(Stacks.loopback(port));
        control = DatagramChannel.open().bind(Stacks.loopback(port + 1));
        start(media, stack, passed);
        start(control, Stacks.loopback(stack.getPort() + 1), passedControl);
    }

    int port() {
        return port;
    }

    /** The RTP packets from the program. */
    int passed() {
        return passed.get();
    }

    /** The RTCP packets from the program. */
    int passedControl() {
        return passedControl.get();
    }

    /** The RTP packets from the stack. */
    List<byte[]> returned() {
        return returned;
    }

    private void start(DatagramChannel channel, InetSocketAddress stack, AtomicInteger count) {
        Thread thread = new Thread(() -> run(channel, stack, count), "tap " + port);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(DatagramChannel channel, InetSocketAddress stack, AtomicInteger count) {
        ByteBuffer datagram = ByteBuffer.allocate(2048);
        try {
            while (true) {
                datagram.clear();
                SocketAddress from = channel.receive(datagram);
                datagram.flip();
                if (!from.equals(stack)) {
                    channel.send(datagram, stack);
                    count.incrementAndGet();
                } else if (channel == media) {
                    byte[] bytes = new byte[datagram.remaining()];
                    datagram.get(bytes);
                    returned.add(bytes);
                }
            }
        } catch (IOException closed) {
            // the end
        }
    }

    @Override
    public void close() throws IOException {
        media.close();
        control.close();
    }
}
