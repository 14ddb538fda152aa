package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.MediaClock;
import voip.api.Verdict;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;

/** A stack with a clock set by hand, whose network is a list, and whose media thread is the test's. */
class FakeContext implements MediaContext, MediaClock {
    record Sent(byte[] bytes, int localPort, InetSocketAddress to) {}

    static final int MEDIA_PORT = 5004;
    static final int CONTROL_PORT = 5005;
    static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    final List<Sent> sent = new ArrayList<>();
    final List<CallEvent> events = new ArrayList<>();
    final Queue<Runnable> mailbox = new ArrayDeque<>();
    final RandomGenerator random = new Random(42);
    boolean keepsSent = true;
    boolean postpones;
    Verdict sending = Verdict.ACCEPTED;

    @Nullable
    Error broken; // what sending throws

    long nanos = -5_000_000_000L; // an origin that a clock may have
    int unknownAsked;
    Function<InetSocketAddress, @Nullable RtpLeg> unknown = source -> null;

    @Override
    public MediaClock clock() {
        return this;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return EPOCH.plusNanos(nanos + 5_000_000_000L);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public int mediaPort() {
        return MEDIA_PORT;
    }

    @Override
    public int controlPort() {
        return CONTROL_PORT;
    }

    @Override
    public Verdict send(ByteBuffer packet, int localPort, InetSocketAddress to) {
        if (broken != null) {
            throw broken;
        }
        if (keepsSent) {
            byte[] copy = new byte[packet.remaining()];
            packet.get(copy);
            sent.add(new Sent(copy, localPort, to));
        }
        return sending;
    }

    @Override
    public void execute(Runnable command) {
        if (postpones) {
            mailbox.add(command);
        } else {
            command.run();
        }
    }

    void drain() {
        while (!mailbox.isEmpty()) {
            mailbox.remove().run();
        }
    }

    @Override
    public void occurred(RtpLeg leg, CallEvent event) {
        events.add(event);
    }

    @Override
    public @Nullable RtpLeg unknownCaller(InetSocketAddress source) {
        unknownAsked++;
        return unknown.apply(source);
    }

    void advance(long byNanos) {
        nanos += byNanos;
    }

    Sent last() {
        return sent.get(sent.size() - 1);
    }
}
