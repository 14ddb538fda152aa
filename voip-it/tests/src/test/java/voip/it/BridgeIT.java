package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Call;
import voip.api.CallHandler;
import voip.api.VoipStack;

/** Two calls on two stacks, each of whose handlers sends on the other's call: no lock may be held while a handler runs. */
class BridgeIT {
    private static final int PACKETS = 5_000;

    private final AtomicInteger toLeft = new AtomicInteger();
    private final AtomicInteger toRight = new AtomicInteger();
    private final AtomicReference<Call> bridgesLeft = new AtomicReference<>();
    private final AtomicReference<Call> bridgesRight = new AtomicReference<>();

    @Test
    @Timeout(60)
    void bridgedCallsDoNotDeadlock() throws Exception {
        try (VoipStack left = Stacks.started(Stacks.builder());
                VoipStack bridgeToLeft = Stacks.started(Stacks.builder());
                VoipStack bridgeToRight = Stacks.started(Stacks.builder());
                VoipStack right = Stacks.started(Stacks.builder())) {
            Call fromLeft = connect(left, toLeft, bridgeToLeft, bridgesLeft, bridgesRight);
            Call fromRight = connect(right, toRight, bridgeToRight, bridgesRight, bridgesLeft);
            for (int sent = 0; sent < PACKETS; sent++) {
                fromLeft.send(Stacks.packet(160 * sent, (byte) 1));
                fromRight.send(Stacks.packet(160 * sent, (byte) 2));
                int most = sent - 50; // no more on their way than a socket's buffer holds
                Stacks.await("the other end", () -> toLeft.get() >= most && toRight.get() >= most);
            }
            Stacks.await("the last packets", () -> toLeft.get() == PACKETS && toRight.get() == PACKETS);
            assertEquals(PACKETS, bridgesLeft.get().statistics().packetsReceived());
        }
    }

    private static Call connect(
            VoipStack end,
            AtomicInteger heard,
            VoipStack bridge,
            AtomicReference<Call> ownCall,
            AtomicReference<Call> otherCall) {
        CallHandler counting = call -> packet -> heard.incrementAndGet();
        Call calling = end.offer("the bridge", counting);
        ownCall.set(bridge.answer(Stacks.onTheWire(calling.media()), "an end", call -> packet -> {
            Call other = otherCall.get();
            other.send(packet);
        }));
        calling.complete(Stacks.onTheWire(ownCall.get().media()));
        return calling;
    }
}
