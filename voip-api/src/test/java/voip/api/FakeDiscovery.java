package voip.api;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import voip.api.spi.AddressDiscovery;
import voip.api.spi.MediaContext;

/** A discovery that sends nothing: the test says what the server answered. */
final class FakeDiscovery implements AddressDiscovery, AddressDiscovery.Discovery {
    record Asked(int localPort, InetSocketAddress server, boolean onMediaThread) {}

    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    final List<String> closes = new CopyOnWriteArrayList<>();
    private volatile @Nullable MediaContext context;
    private volatile @Nullable Listener listener;

    @Override
    public Discovery open(MediaContext given, Timing timing, Listener told) {
        context = given;
        listener = told;
        return this;
    }

    @Override
    public void ask(int localPort, InetSocketAddress server) {
        boolean media = Thread.currentThread().getName().startsWith("voip-media");
        asked.add(new Asked(localPort, server, media));
    }

    Asked nextAsked() throws InterruptedException {
        Asked next = asked.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody was asked");
        }
        return next;
    }

    /** On the media thread, as if an answer had come; returns when the listener has taken it. */
    void finds(int localPort, String host, int port) throws InterruptedException {
        InetSocketAddress server = new InetSocketAddress("192.0.2.1", 3478);
        tell(() -> listener().found(localPort, new InetSocketAddress(host, port), server));
    }

    void fails(int localPort, String reason) throws InterruptedException {
        tell(() -> listener().failed(localPort, reason));
    }

    private void tell(Runnable report) throws InterruptedException {
        MediaContext stack = context;
        BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
        if (stack != null) {
            stack.execute(() -> {
                report.run();
                done.add(true);
            });
        }
        if (done.poll(10, TimeUnit.SECONDS) == null) {
            throw new AssertionError("the listener did not return");
        }
    }

    private Listener listener() {
        Listener told = listener;
        if (told == null) {
            throw new AssertionError("the discovery was not opened");
        }
        return told;
    }

    @Override
    public String name() {
        return "STUN";
    }

    @Override
    public boolean claims(int firstByte) {
        return false; // the fake legs claim all
    }

    @Override
    public Verdict received(Datagram datagram) {
        return Verdict.UNSOLICITED;
    }

    @Override
    public long due(long nowNanos) {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        closes.add(Thread.currentThread().getName());
    }
}
