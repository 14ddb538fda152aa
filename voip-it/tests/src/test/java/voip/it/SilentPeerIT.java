package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.Encryption;
import voip.api.Inactivity;
import voip.api.MediaDescription;
import voip.api.MediaSocket;
import voip.api.StackEvent;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.testkit.MemoryNetwork;

/** Peers that fall silent are told of and, if asked for, hung up, on a clock that the test moves. */
@Timeout(60)
class SilentPeerIT {
    private static final InetSocketAddress US = new InetSocketAddress("10.0.0.1", 5004);
    private static final InetSocketAddress PEER = new InetSocketAddress("10.0.0.2", 4000);

    private final MemoryNetwork network = new MemoryNetwork();
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private final List<Call> ended = new CopyOnWriteArrayList<>();
    private VoipStack stack;
    private MediaSocket peer;

    private void start(VoipStackBuilder builder) throws Exception {
        stack = Stacks.started(builder.bind(US)
                .transport(network.transport())
                .encryption(Encryption.NONE)
                .onEvent(events::add)
                .signaling(ended::add));
        peer = network.open(PEER);
    }

    @AfterEach
    void close() {
        stack.close();
        network.close();
    }

    private Call answered() {
        MediaDescription offer = MediaDescription.parse("m=audio 4000 RTP/AVP 0\nc=IN IP4 10.0.0.2\na=rtcp-mux\n");
        return stack.answer(offer, "alice", call -> packet -> {});
    }

    private void say(int number) throws Exception {
        peer.send(ByteBuffer.wrap(Stacks.packet(160 * number, (byte) number).toBytes()), PEER.getPort(), US);
        network.advance(Duration.ofMillis(20));
    }

    @Test
    void isToldOfAndTakenBack() throws Exception {
        start(VoipStack.builder().inactivity(Inactivity.ofRtp(Duration.ofSeconds(10))));
        Call call = answered();
        say(0);
        network.advance(Duration.ofSeconds(9));
        assertEquals(List.of(), events);
        network.advance(Duration.ofSeconds(2));
        say(1);
        assertEquals(
                List.of(
                        new StackEvent.OfCall(
                                call, new CallEvent.Inactive(false, Duration.ofSeconds(10), false, false)),
                        new StackEvent.OfCall(call, new CallEvent.Active(false))),
                events);
        assertFalse(call.isClosed());
    }

    @Test
    void isHungUpThroughTheSignalling() throws Exception {
        start(VoipStack.builder()
                .inactivity(Inactivity.ofRtp(Duration.ofSeconds(10)).hangingUp()));
        Call call = answered();
        network.advance(Duration.ofSeconds(10));
        Stacks.await("the end of the dialogue", () -> ended.equals(List.of(call)) && call.isClosed());
        assertEquals(List.of(), stack.calls());
    }

    @Test
    void anUnknownCallerMakesRoomForTheNext() throws Exception {
        start(VoipStack.builder().unknownCallers(call -> packet -> {}, 1));
        say(0);
        assertEquals(1, stack.calls().size());
        Call first = stack.calls().get(0);
        MediaSocket other = network.open(new InetSocketAddress("10.0.0.3", 4000));
        ByteBuffer packet = ByteBuffer.wrap(Stacks.packet(0, (byte) 1).toBytes());
        other.send(packet.duplicate(), 4000, US);
        network.advance(Duration.ofSeconds(30));
        Stacks.await("the end of the first", first::isClosed);
        other.send(packet.duplicate(), 4000, US);
        network.advance(Duration.ofMillis(20));
        assertEquals(
                new InetSocketAddress("10.0.0.3", 4000),
                stack.calls().get(0).remoteAddress().orElseThrow());
        assertTrue(stack.calls().size() == 1);
    }
}
