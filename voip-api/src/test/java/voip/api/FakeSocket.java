package voip.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket on a queue of what is to be received: datagrams as {@code byte[]}, failures, and wake-ups. */
final class FakeSocket implements MediaSocket {
    static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 40000);
    private static final Object WAKEUP = new Object();

    final BlockingQueue<Long> waits = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
    final AtomicInteger receives = new AtomicInteger();
    volatile boolean closed;
    volatile Exception sendFailure;
    volatile IOException receiveFailure;

    private final BlockingQueue<Object> incoming = new LinkedBlockingQueue<>();
    private final List<InetSocketAddress> locals;

    FakeSocket(List<InetSocketAddress> locals) {
        this.locals = locals;
    }

    void deliver(byte... datagram) {
        incoming.add(datagram);
    }

    @Override
    public List<InetSocketAddress> localAddresses() {
        return locals;
    }

    @Override
    public boolean receive(Datagram into, long nanos) throws IOException {
        receives.incrementAndGet();
        waits.add(nanos);
        Object next;
        try {
            next = closed ? WAKEUP : incoming.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // as a selector does: it returns at once and the flag stays
            return false;
        }
        if (closed) {
            throw new ClosedChannelException();
        }
        if (receiveFailure != null) {
            throw receiveFailure;
        }
        if (!(next instanceof byte[] datagram)) {
            return false;
        }
        into.bytes().clear().put(datagram).flip();
        into.arrived(PEER, locals.get(0).getPort(), System.nanoTime());
        return true;
    }

    @Override
    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (sendFailure instanceof IOException io) {
            throw io;
        }
        if (sendFailure instanceof RuntimeException runtime) {
            throw runtime;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        sent.add(copy);
    }

    @Override
    public void wakeup() {
        incoming.add(WAKEUP);
    }

    @Override
    public void close() {
        closed = true;
        wakeup();
    }
}
