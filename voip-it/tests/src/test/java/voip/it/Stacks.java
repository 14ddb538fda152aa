package voip.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import voip.api.MediaDescription;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;

/** Stacks on loopback, and what tests do with them. */
final class Stacks {
    private Stacks() {}

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static VoipStackBuilder builder() {
        return VoipStack.builder().bind(loopback(0));
    }

    static VoipStack started(VoipStackBuilder builder) throws IOException {
        VoipStack stack = builder.build();
        stack.start();
        return stack;
    }

    /** What the peer gets: a description goes through its text, as it does in SIP. */
    static MediaDescription onTheWire(MediaDescription description) {
        return MediaDescription.parse(description.toSdp());
    }

    static RtpPacket packet(int timestamp, byte... payload) {
        return RtpPacket.builder()
                .payloadType(PayloadType.PCMU)
                .timestamp(timestamp)
                .payload(payload)
                .build();
    }

    /** Waits for something that another thread does; the limit only keeps a failing test from hanging. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited 10 s in vain for " + what);
            }
            Thread.sleep(2);
        }
    }
}
