package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stack's life and its calls, on fakes; what the real engines make of them is tested with them. */
@Timeout(20)
class VoipStackTest {
    private final FakeStack parts = new FakeStack();
    private VoipStack stack;

    @BeforeEach
    void start() throws IOException {
        parts.signaling = mock(Signaling.class);
        stack = parts.build();
        stack.start();
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void answersWithTheOfferersCodecOurAddressAndItsPtime() {
        Call call = stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
        assertEquals(Optional.of(PayloadType.PCMU), call.payloadType());
        assertEquals("alice", call.caller());
        assertEquals(Optional.of(new InetSocketAddress("127.0.0.1", 7000)), call.remoteAddress());
        assertEquals(Optional.empty(), call.cipherSuite());
        MediaDescription answer = call.media();
        assertEquals(Optional.of("127.0.0.1"), answer.address());
        assertEquals(5004, answer.port());
        assertEquals(30, answer.ptime().orElseThrow());
        assertEquals(List.of(PayloadType.PCMU), answer.formats());
        assertFalse(answer.rtcpMux());
        assertEquals(List.of(call), stack.calls());
    }

    @Test
    void hangingUpEndsTheDialogueOnceAndClosesTheCall() {
        Call call = stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
        call.hangUp();
        call.hangUp();
        verify(parts.signaling, times(1)).bye(call);
        assertTrue(call.isClosed());
        assertTrue(parts.legs.legs.get(0).closed);
        assertEquals(List.of(), stack.calls());
    }

    @Test
    void closingACallEndsItsMediaOnlyAndHangingUpThenTheDialogue() {
        Call call = stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
        call.close();
        verify(parts.signaling, never()).bye(any());
        call.hangUp();
        verify(parts.signaling, times(1)).bye(call);
    }

    @Test
    void anAnswerThatDoesNotFitClosesTheCallAndLeavesTheDialogueToBeEnded() {
        Call call = stack.offer("bob", FakeStack.IGNORING);
        assertThrows(
                OfferRefusedException.class,
                () -> call.complete(MediaDescription.parse("m=audio 7000 RTP/AVP 9\nc=IN IP4 127.0.0.1")));
        assertTrue(call.isClosed());
        assertTrue(parts.legs.legs.get(0).closed);
        call.hangUp();
        verify(parts.signaling, times(1)).bye(call);
    }

    @Test
    void anAnswerCompletesAnOffer() {
        Call call = stack.offer("bob", FakeStack.IGNORING);
        assertEquals(Optional.empty(), call.payloadType());
        call.complete(MediaDescription.parse("m=audio 7000 RTP/AVP 8\nc=IN IP4 127.0.0.1\na=recvonly"));
        assertEquals(Optional.of(PayloadType.PCMA), call.payloadType());
        assertEquals(Direction.SENDONLY, parts.legs.legs.get(0).settings.direction());
        Call answered = stack.answer(FakeStack.offer(7002), "alice", FakeStack.IGNORING);
        assertThrows(IllegalStateException.class, () -> answered.complete(FakeStack.offer(7000)));
    }

    @Test
    void nothingRemainsOfACallWhoseHandlerThrows() {
        IllegalStateException busy = new IllegalStateException("busy");
        assertEquals(
                busy,
                assertThrows(
                        IllegalStateException.class,
                        () -> stack.answer(FakeStack.offer(7000), "alice", call -> {
                            throw busy;
                        })));
        assertEquals(List.of(), stack.calls());
        assertTrue(parts.legs.legs.get(0).closed);
    }

    @Test
    void aCallThatIsClosedWhileItIsMadeIsNotKept() {
        Call[] made = new Call[1];
        parts.legs.onStart = leg -> made[0].close(); // as another thread may, that the handler told of it
        Call call = stack.answer(FakeStack.offer(7000), "alice", each -> {
            made[0] = each;
            return packet -> {};
        });
        assertTrue(call.isClosed());
        assertEquals(List.of(), stack.calls());
    }

    @Test
    void unknownCallersAreServedUpToTheirLimit() throws IOException {
        stack.close();
        parts.unknownCallers = FakeStack.IGNORING;
        stack = parts.build();
        stack.start();
        var context = parts.legs.context;
        InetSocketAddress source = new InetSocketAddress("127.0.0.1", 7000);
        assertTrue(context.unknownCaller(source) != null);
        Call first = stack.calls().get(0);
        assertTrue(context.unknownCaller(source) != null);
        assertNull(context.unknownCaller(source));
        first.close();
        assertTrue(context.unknownCaller(source) != null);
        assertEquals(2, stack.calls().size());
    }

    @Test
    void strangersAreNotServedUnlessAskedFor() {
        assertNull(parts.legs.context.unknownCaller(new InetSocketAddress("127.0.0.1", 7000)));
        assertEquals(List.of(), stack.calls());
    }

    @Test
    void asksForAHandlerWhereNoneOrSeveralArePresent() {
        String none = assertThrows(IllegalStateException.class, () -> stack.answer(FakeStack.offer(7000), "alice"))
                .getMessage();
        assertTrue(none.startsWith("no CallHandler is present"), none);
        assertTrue(none.contains("answer(offer, caller, handler)"), none);
        parts.handlers = List.of(FakeStack.IGNORING, call -> call::send);
        VoipStack two = parts.build();
        String several = assertThrows(IllegalStateException.class, () -> two.answer(FakeStack.offer(7000), "alice"))
                .getMessage();
        assertTrue(several.startsWith("2 CallHandlers are present"), several);
        two.close();
    }

    @Test
    void usesTheOneHandlerThatIsPresent() throws IOException {
        stack.close();
        CallSession session = packet -> {};
        parts.handlers = List.of(call -> session);
        stack = parts.build();
        stack.start();
        stack.answer(FakeStack.offer(7000), "alice");
        assertSame(session, parts.legs.legs.get(0).session);
    }

    @Test
    void refusesToServeBeforeItRunsAndAfter() {
        VoipStack idle = parts.build();
        for (int i = 0; i < 2; i++) {
            assertThrows(
                    IllegalStateException.class, () -> idle.answer(FakeStack.offer(7000), "a", FakeStack.IGNORING));
            assertThrows(IllegalStateException.class, () -> idle.offer("a", FakeStack.IGNORING));
            assertThrows(IllegalStateException.class, () -> idle.call(FakeSocket.PEER, FakeStack.IGNORING, null));
            assertThrows(IllegalStateException.class, idle::localAddress);
            idle.close();
        }
        assertThrows(IllegalStateException.class, stack::start);
    }

    @Test
    void namesThePublicAddressWithTheBoundPort() throws IOException {
        assertEquals(parts.bind, stack.publicAddress().join());
        assertEquals(Map.of(), stack.verdicts());
        stack.close();
        parts.publicAddress = new InetSocketAddress("198.51.100.7", 0);
        stack = parts.build();
        assertFalse(stack.publicAddress().isDone());
        stack.start();
        assertEquals(
                new InetSocketAddress("198.51.100.7", 5004),
                stack.publicAddress().join());
        assertEquals(
                Optional.of("198.51.100.7"),
                stack.offer("bob", FakeStack.IGNORING).media().address());
    }

    @Test
    void sessionOfACallThatIsRefusedItsAddressIsTold() {
        AtomicInteger closed = new AtomicInteger();
        parts.legs.onStart = leg -> {
            throw new IllegalStateException("taken");
        };
        CallSession session = new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {}

            @Override
            public void closed() {
                closed.incrementAndGet();
            }
        };
        assertThrows(IllegalStateException.class, () -> stack.answer(FakeStack.offer(7000), "alice", call -> session));
        assertEquals(1, closed.get());
        assertEquals(List.of(), stack.calls());
    }
}
