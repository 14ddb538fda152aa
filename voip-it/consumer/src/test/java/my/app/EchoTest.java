package my.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import voip.api.Call;
import voip.api.VoipStack;
import voip.testkit.MemoryNetwork;

/** On a network in memory, whose seconds take no time. */
class EchoTest {
    @Test
    void everyPacketComesBack() throws Exception {
        AtomicInteger back = new AtomicInteger();
        try (MemoryNetwork network = new MemoryNetwork();
                VoipStack caller = started(network, "10.0.0.1");
                VoipStack callee = started(network, "10.0.0.2")) {
            Call call = caller.offer("echo", made -> packet -> back.incrementAndGet());
            call.complete(callee.answer(call.media(), "me", new Echo()).media());
            for (int n = 0; n < 500; n++) {
                call.send(Main.packet(n));
                network.advance(Duration.ofMillis(20));
            }
            network.advance(Duration.ofSeconds(1));
            assertTrue(call.cipherSuite().isPresent());
        }
        assertEquals(500, back.get());
    }

    private static VoipStack started(MemoryNetwork network, String address) throws Exception {
        VoipStack stack = VoipStack.builder()
                .bind(new InetSocketAddress(address, 5004))
                .transport(network.transport())
                .build();
        stack.start();
        return stack;
    }
}
