package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.api.MediaLoopTest.await;
import static voip.api.MediaLoopTest.awaitUninterrupted;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a stack: in order, within its deadline, whatever the application's code does meanwhile. */
@Timeout(20)
class VoipStackCloseTest {
    private final FakeStack parts = new FakeStack();
    private final Collection<String> byes = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void release() {
        release.countDown();
    }

    @Test
    void hangsUpAllCallsThenClosesThemThenFreesThePort() throws IOException {
        parts.signaling = call -> byes.add(call.caller() + (call.isClosed() ? " closed" : ""));
        VoipStack stack = started(2);
        List<Call> calls = stack.calls();
        stack.close();
        assertEquals(List.of("caller 0", "caller 1"), byes.stream().sorted().toList());
        assertTrue(calls.stream().allMatch(Call::isClosed));
        assertAllIsClosed(stack);
    }

    @Test
    void closingTwiceDoesNothingMore() throws IOException {
        parts.signaling = call -> byes.add(call.caller());
        VoipStack stack = started(1);
        stack.close();
        stack.close();
        assertEquals(1, byes.size());
        assertAllIsClosed(stack);
    }

    @Test
    void closesWithoutHavingStarted() throws IOException {
        VoipStack stack = parts.build();
        stack.close();
        assertEquals(1, parts.legs.closes.get());
        assertTrue(stack.publicAddress().isCompletedExceptionally());
        assertEquals(
                "the stack is closed; build another",
                assertThrows(IllegalStateException.class, stack::start).getMessage());
        assertEquals(0, parts.transport.opens());
    }

    @Test
    void aHandlerMayCloseItsStack() throws IOException {
        parts.signaling = call -> byes.add(call.caller());
        AtomicReference<VoipStack> stack = new AtomicReference<>();
        AtomicBoolean open = new AtomicBoolean();
        stack.set(started(2, call -> packet -> {
            stack.get().close();
            open.set(!parts.transport.socket().closed);
        }));
        parts.transport.socket().deliver((byte) 0x80);
        await(() -> parts.transport.socket().closed);
        assertTrue(open.get(), "the socket outlives the handler that runs");
        await(() -> byes.size() == 2);
        assertAllIsClosed(stack.get());
    }

    @Test
    void wipesKeysAndFreesThePortThoughAHandlerDoesNotReturn() throws IOException, InterruptedException {
        parts.closeTimeout = Duration.ofMillis(300);
        CountDownLatch stuck = new CountDownLatch(1);
        VoipStack stack = started(2, call -> packet -> {
            stuck.countDown();
            awaitUninterrupted(release);
        });
        parts.transport.socket().deliver((byte) 0x80);
        stuck.await();
        assertClosesWithin(stack, 5_000);
    }

    @Test
    void interruptsAHandlerThatWaits() throws IOException, InterruptedException {
        parts.closeTimeout = Duration.ofMillis(300);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        VoipStack stack = started(1, call -> packet -> {
            stuck.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        parts.transport.socket().deliver((byte) 0x80);
        stuck.await();
        assertClosesWithin(stack, 5_000);
        assertTrue(interrupted.await(5, TimeUnit.SECONDS));
    }

    @Test
    void wipesTheKeysOfAllCallsThoughOneDoesNotEnd() throws IOException {
        parts.closeTimeout = Duration.ofMillis(300);
        AtomicBoolean first = new AtomicBoolean(true);
        parts.legs.onClose = leg -> {
            if (first.getAndSet(false)) {
                awaitUninterrupted(release); // as a session does that blocks in closed()
            }
        };
        VoipStack stack = started(3);
        assertClosesWithin(stack, 5_000);
        release.countDown();
        await(() -> !Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("voip-media-5004")));
        assertEquals(1, parts.legs.closes.get());
    }

    @Test
    void doesNotWaitForSessionsThatBlockInTheirEnd() throws IOException {
        parts.closeTimeout = Duration.ofMillis(300);
        parts.legs.onClose = leg -> awaitUninterrupted(release);
        VoipStack stack = started(3);
        long start = System.nanoTime();
        stack.close();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
        assertAllIsClosed(stack);
        release.countDown();
    }

    @Test
    void closingAgainFreesThePortOfAHandlerThatClosedAndDoesNotReturn() throws IOException, InterruptedException {
        parts.closeTimeout = Duration.ofMillis(300);
        AtomicReference<VoipStack> stack = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        stack.set(started(1, call -> packet -> {
            stack.get().close();
            closed.countDown();
            awaitUninterrupted(release);
        }));
        parts.transport.socket().deliver((byte) 0x80);
        closed.await();
        assertClosesWithin(stack.get(), 5_000);
    }

    @Test
    void closesTheOtherCallsThoughOneFailsTo() throws IOException {
        parts.legs.onClose = leg -> {
            throw new IllegalStateException("an engine's defect");
        };
        VoipStack stack = started(3);
        stack.close();
        assertAllIsClosed(stack);
    }

    @Test
    void signalingThatBlocksIsNotWaitedForAndKeepsNoDialogueFromEnding() throws IOException {
        parts.closeTimeout = Duration.ofMillis(300);
        parts.signaling = call -> {
            byes.add(call.caller());
            awaitUninterrupted(release);
        };
        VoipStack stack = started(2);
        assertClosesWithin(stack, 5_000);
        assertEquals(2, byes.size(), "one that blocks does not keep the other from ending");
        release.countDown();
    }

    @Test
    void anInterruptedThreadClosesAsOrderlyAsAnyOther() throws IOException {
        AtomicReference<Thread> closedOn = new AtomicReference<>();
        parts.legs.onClose = leg -> closedOn.set(Thread.currentThread());
        parts.signaling = call -> byes.add(call.caller());
        VoipStack stack = started(1);
        Thread.currentThread().interrupt();
        stack.close();
        assertTrue(Thread.interrupted(), "the flag is kept");
        assertEquals("voip-media-5004", closedOn.get().getName());
        assertEquals(1, byes.size());
        assertAllIsClosed(stack);
    }

    @Test
    void takesTheLongestTimeoutThereIs() throws IOException {
        parts.closeTimeout = Duration.ofSeconds(Long.MAX_VALUE);
        assertClosesWithin(started(1), 5_000);
    }

    @Test
    void aFailedStartLeavesNothingOpenAndMayBeRepeated() throws IOException {
        parts.transport.failOpens(1, new IOException("taken"));
        VoipStack stack = parts.build();
        assertThrows(IOException.class, stack::start);
        assertThrows(IllegalStateException.class, stack::localAddress);
        stack.start();
        assertEquals(5004, stack.localAddress().getPort());
        stack.close();
        assertAllIsClosed(stack);
    }

    @Test
    void closesItselfWhenAnErrorOfTheVirtualMachineEndsItsThread() throws IOException {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> ended.set(error));
        try {
            VoipStack stack = started(2, call -> packet -> {
                throw new InternalError("planted");
            });
            parts.transport.socket().deliver((byte) 0x80);
            await(() -> ended.get() instanceof InternalError);
            assertAllIsClosed(stack);
            assertClosesWithin(stack, 5_000);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private VoipStack started(int calls) throws IOException {
        return started(calls, FakeStack.IGNORING);
    }

    private VoipStack started(int calls, CallHandler handler) throws IOException {
        VoipStack stack = parts.build();
        stack.start();
        for (int i = 0; i < calls; i++) {
            stack.answer(FakeStack.offer(7000 + 2 * i), "caller " + i, handler);
        }
        return stack;
    }

    private void assertClosesWithin(VoipStack stack, long millis) {
        long start = System.nanoTime();
        stack.close();
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(took < millis, took + " ms");
        assertAllIsClosed(stack);
    }

    private void assertAllIsClosed(VoipStack stack) {
        await(() -> parts.legs.closes.get() == 1);
        assertEquals(List.of(), stack.calls());
        assertTrue(parts.legs.legs.stream().allMatch(leg -> leg.wiped), "the keys of all calls are wiped");
        assertTrue(parts.transport.socket().closed);
        assertThrows(IllegalStateException.class, stack::localAddress);
    }
}
