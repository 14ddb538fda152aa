package voip.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** A thread that sends back what comes, and does nothing else: what an echo costs without any of our code. */
final class BareEcho implements AutoCloseable, Runnable {
    private final EchoMeter meter;
    private final Selector selector = Selector.open();
    private final DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    private final Thread thread = new Thread(this, "bare-echo");
    private volatile boolean closed;

    BareEcho(EchoMeter meter) throws IOException {
        this.meter = meter;
        channel.bind(new InetSocketAddress("127.0.0.1", 0)).configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        thread.start();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public void run() {
        ByteBuffer packet = ByteBuffer.allocateDirect(2048);
        try {
            while (!closed) {
                packet.clear();
                SocketAddress from = channel.receive(packet);
                if (from == null) {
                    selector.select(key -> {});
                } else {
                    meter.packet();
                    channel.send(packet.flip(), from);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        selector.close();
    }
}
