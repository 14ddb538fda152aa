package voip.api;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;

/** What the engines see of their stack. */
final class StackContext implements MediaContext {
    private final VoipStack stack;
    private final MediaClock clock;
    private final RandomGenerator random;

    StackContext(VoipStack stack, StackAssembly.Parts parts) {
        this.stack = stack;
        this.clock = parts.transport().clock();
        this.random = parts.random();
    }

    @Override
    public MediaClock clock() {
        return clock;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public int mediaPort() {
        return stack.mediaPort();
    }

    @Override
    public int controlPort() {
        return stack.controlPort();
    }

    @Override
    public Verdict send(ByteBuffer packet, int localPort, InetSocketAddress to) {
        return stack.loop().send(packet, localPort, to);
    }

    @Override
    public void execute(Runnable command) {
        stack.loop().execute(command);
    }

    @Override
    public void occurred(RtpLeg leg, CallEvent event) {
        stack.occurred(leg, event);
    }

    @Override
    public @Nullable RtpLeg unknownCaller(InetSocketAddress source) {
        return stack.unknownCaller(source);
    }
}
