package voip.stun.plugin;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.MediaClock;
import voip.api.Verdict;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;
import voip.stun.StunMessage;

/** A stack that keeps what is sent, and says what it is told to. */
final class FakeContext implements MediaContext {
    record Sent(StunMessage message, int localPort, InetSocketAddress to) {}

    final List<Sent> sent = new ArrayList<>();
    Verdict verdict = Verdict.ACCEPTED;
    private final RandomGenerator random = new Random(1);

    @Override
    public Verdict send(ByteBuffer packet, int localPort, InetSocketAddress to) {
        sent.add(new Sent(StunMessage.parse(packet).orElseThrow(), localPort, to));
        return verdict;
    }

    @Override
    public MediaClock clock() {
        return MediaClock.system();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public int mediaPort() {
        return 5004;
    }

    @Override
    public int controlPort() {
        return 5005;
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public void occurred(RtpLeg leg, CallEvent event) {
        throw new AssertionError("STUN has no calls");
    }

    @Override
    public @Nullable RtpLeg unknownCaller(InetSocketAddress source) {
        throw new AssertionError("STUN has no callers");
    }
}
