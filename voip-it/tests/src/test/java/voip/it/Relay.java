package voip.it;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A port that keeps the datagrams that come until it knows where they are to go, for a peer that must be told the
 * sender's SSRC before it can be started.
 */
final class Relay implements AutoCloseable {
    private static final int MOST_TRIES = 100;

    private final DatagramChannel channel;
    private final CompletableFuture<Integer> ssrc = new CompletableFuture<>();
    private final List<ByteBuffer> kept = new ArrayList<>();
    private InetSocketAddress target;

    Relay(int port) throws IOException {
        channel = bound(port);
        Thread thread = new Thread(this::run, "relay " + port);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Binds the port, trying again for a while: a program that another test starts just now holds for a moment all that this
     * process had open as it was started, the socket among it that found the port free.
     */
    private static DatagramChannel bound(int port) throws IOException {
        for (int tries = 0; ; tries++) {
            DatagramChannel channel = DatagramChannel.open();
            try {
                return channel.bind(Stacks.loopback(port));
            } catch (BindException inUse) {
                channel.close();
                if (tries == MOST_TRIES) {
                    throw inUse;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    /** The SSRC of the first RTP packet of a sender, whose failure is what is thrown if there is none. */
    int ssrc(CompletableFuture<?> sender) throws Exception {
        CompletableFuture<?> inVain = sender.thenRun(() -> {
            throw new IllegalStateException("the sender came to its end, and nothing came here");
        });
        CompletableFuture.anyOf(ssrc, inVain).get(2 * Transfer.LIMIT_SECONDS, TimeUnit.SECONDS);
        return ssrc.get();
    }

    /** Sends on the first datagram, which shows whether the target reads. */
    synchronized void forwardFirst(int port) throws IOException {
        channel.send(kept.remove(0), Stacks.loopback(port));
    }

    /** Sends on what has come, no faster than a target with a small receive buffer reads, and what comes from now on. */
    synchronized void forward(int port) throws IOException, InterruptedException {
        target = Stacks.loopback(port);
        for (ByteBuffer datagram : kept) {
            channel.send(datagram, target);
            TimeUnit.MILLISECONDS.sleep(2);
        }
        kept.clear();
    }

    private void run() {
        try {
            while (true) {
                ByteBuffer datagram = ByteBuffer.allocate(2048);
                channel.receive(datagram);
                datagram.flip();
                take(datagram);
                ssrc.complete(datagram.getInt(8));
            }
        } catch (IOException closed) {
            ssrc.completeExceptionally(closed);
        }
    }

    private synchronized void take(ByteBuffer datagram) throws IOException {
        if (target == null) {
            kept.add(datagram);
        } else {
            channel.send(datagram, target);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
