package voip.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport whose sockets are {@link FakeSocket}s, and which fails when told to. */
final class FakeTransport implements Transport {
    private final AtomicInteger opens = new AtomicInteger();
    private int failures;
    private IOException failure = new IOException();
    private volatile MediaSocketOptions asked = MediaSocketOptions.SYSTEM;
    private volatile FakeSocket last = new FakeSocket(List.of());

    void failOpens(int times, IOException with) {
        failures = times;
        failure = with;
    }

    int opens() {
        return opens.get();
    }

    /** What the last socket was opened with. */
    MediaSocketOptions options() {
        return asked;
    }

    /** The socket that was opened last. */
    FakeSocket socket() {
        return last;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public MediaSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException {
        if (opens.incrementAndGet() <= failures) {
            throw failure;
        }
        last = new FakeSocket(locals);
        asked = options;
        return last;
    }
}
