package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.ArgumentMatchers;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;

/** What a stack tells of its calls, and what it does about silent ones. */
@Timeout(20)
class StackEventsTest {
    private final FakeStack parts = new FakeStack();
    private final List<StackEvent> events = parts.events;
    private VoipStack stack;

    @BeforeEach
    void start() throws IOException {
        parts.signaling = mock(Signaling.class);
        parts.unknownCallers = FakeStack.IGNORING;
        stack = parts.build();
        stack.start();
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void tellsWhatHappensToItsCallsEvenAsTheyBegin() {
        CallEvent left = new CallEvent.PeerLeft(7, "");
        parts.legs.onStart = leg -> context().occurred(leg, left);
        Call call = stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
        awaitMediaThread();
        assertEquals(List.of(new StackEvent.OfCall(call, left)), events);
        call.close();
        context().occurred(leg(), left);
        awaitMediaThread();
        assertEquals(1, events.size(), "of a closed call there is nothing to tell");
    }

    @Test
    void aListenerThatThrowsIsCountedAndKeepsNothingFromHappening() throws IOException {
        parts.onEvent = event -> {
            throw new IllegalStateException("application's");
        };
        stack.close();
        stack = parts.build();
        stack.start();
        Call call = stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
        context().occurred(leg(), new CallEvent.Inactive(false, Duration.ofSeconds(30), false, true));
        verify(parts.signaling, timeout(10_000)).bye(call);
        awaitMediaThread();
        assertEquals(1, stack.verdicts().get(Verdict.FAILED));
    }

    @Test
    void hangsUpASilentCallOnlyIfItWasToldTo() {
        Call call = stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
        context().occurred(leg(), new CallEvent.Inactive(false, Duration.ofSeconds(30), false, false));
        assertFalse(call.isClosed());
        verify(parts.signaling, never()).bye(ArgumentMatchers.any());
        context().occurred(leg(), new CallEvent.Inactive(false, Duration.ofSeconds(30), false, true));
        verify(parts.signaling, timeout(10_000)).bye(call);
    }

    @Test
    void anUnknownCallerThatFallsSilentIsHungUp() {
        context().unknownCaller(new InetSocketAddress("127.0.0.1", 9000));
        Inactivity inactivity = parts.legs.legs.get(0).settings.inactivity();
        assertEquals(Duration.ofSeconds(30), inactivity.rtp());
        assertTrue(inactivity.hangUp());
    }

    /** The media thread runs commands in their order. */
    private void awaitMediaThread() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        context().execute(() -> reached.complete(null));
        reached.join();
    }

    private MediaContext context() {
        MediaContext context = parts.legs.context;
        assertTrue(context != null);
        return context;
    }

    private RtpLeg leg() {
        return parts.legs.legs.get(0);
    }
}
