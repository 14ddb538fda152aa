package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Call;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.testkit.MemoryNetwork;

/** One secured offer that several answer, as when a proxy forks it, and media that comes before any answer. */
@Timeout(60)
class ForkedCallIT {
    private final MemoryNetwork network = new MemoryNetwork();
    private final List<VoipStack> stacks = new ArrayList<>();
    private final List<Byte> heard = new ArrayList<>();
    private VoipStack caller;
    private Call calling;

    @BeforeEach
    void offer() throws Exception {
        caller = stack("10.0.0.1");
        calling =
                caller.offer("bob", call -> packet -> heard.add(packet.payload().get()));
    }

    @AfterEach
    void close() {
        stacks.forEach(VoipStack::close);
        network.close();
    }

    @Test
    void mediaBeforeTheAnswerIsRefusedAndCountedAndMediaAfterItIsHeard() throws Exception {
        Call early = stack("10.0.0.2").answer(Stacks.onTheWire(calling.media()), "alice", call -> packet -> {});
        say(early, 1);
        assertEquals(List.of(), heard);
        assertEquals(1, caller.verdicts().get(Verdict.UNKNOWN_SOURCE));
        calling.complete(Stacks.onTheWire(early.media()));
        say(early, 2);
        assertEquals(List.of((byte) 2), heard);
    }

    @Test
    void mediaFollowsTheAnswerThatCameLast() throws Exception {
        List<Byte> first = new ArrayList<>();
        List<Byte> second = new ArrayList<>();
        var offer = Stacks.onTheWire(calling.media());
        Call one = stack("10.0.0.2")
                .answer(
                        offer,
                        "alice",
                        call -> packet -> first.add(packet.payload().get()));
        Call other = stack("10.0.0.3")
                .answer(
                        offer,
                        "alice",
                        call -> packet -> second.add(packet.payload().get()));
        calling.complete(Stacks.onTheWire(one.media()));
        say(one, 1);
        say(calling, 10);
        calling.complete(Stacks.onTheWire(other.media()));
        say(other, 2);
        say(calling, 20); // under the same key, with the next index
        say(one, 3); // its dialogue is about to be ended
        assertEquals(List.of((byte) 1, (byte) 2), heard);
        assertEquals(List.of((byte) 10), first);
        assertEquals(List.of((byte) 20), second);
        assertNull(calling.statistics().verdicts().get(Verdict.INDEX_REUSED));
        assertEquals(2, calling.statistics().packetsReceived());
    }

    private VoipStack stack(String address) throws Exception {
        VoipStack stack = Stacks.started(
                VoipStack.builder().bind(new InetSocketAddress(address, 5004)).transport(network.transport()));
        stacks.add(stack);
        return stack;
    }

    private void say(Call call, int what) {
        assertEquals(Verdict.ACCEPTED, call.send(Stacks.packet(0, (byte) what)));
        network.advance(Duration.ofMillis(20));
    }
}
