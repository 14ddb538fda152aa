package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Some providers have a mode for each thread, so the media thread is asked too. */
@Timeout(20)
class RequiredFipsTest {
    private final FakeStack parts = new FakeStack();

    @Test
    void isAskedOfTheMediaThread() throws Exception {
        List<String> threads = new CopyOnWriteArrayList<>();
        parts.requiredFips = () -> {
            threads.add(Thread.currentThread().getName());
            return FakeStack.status(true);
        };
        try (VoipStack stack = parts.build()) {
            assertEquals(List.of(), threads);
            stack.start();
            assertEquals(List.of("voip-media-5004"), threads);
            assertTrue(stack.fips().approved());
            stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
        }
    }

    @Test
    void aMediaThreadThatIsNotApprovedDoesNotRun() throws Exception {
        Thread builder = Thread.currentThread();
        parts.requiredFips = () -> FakeStack.status(Thread.currentThread() == builder);
        try (VoipStack stack = parts.build()) {
            assertTrue(stack.fips().approved());
            assertEquals(
                    "requireFips() does not hold on the media thread: it is not in its mode",
                    assertThrows(IllegalStateException.class, stack::start).getMessage());
            assertTrue(stack.loop().join(10_000), "the media thread ends");
            assertThrows(
                    IllegalStateException.class,
                    () -> stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING));
            assertEquals(
                    "the stack is closed; build another",
                    assertThrows(IllegalStateException.class, stack::start).getMessage());
        }
    }

    /** A failure of the provider is not waited for. */
    @Test
    void aFailureOnTheMediaThreadEndsTheStart() {
        parts.requiredFips = () -> {
            throw new AssertionError("the provider's own error");
        };
        try (VoipStack stack = parts.build()) {
            assertThrows(RuntimeException.class, stack::start);
        }
    }

    /** As it does when its socket fails before it is asked. */
    @Test
    void aMediaThreadThatClosesTheStackEndsTheStart() {
        AtomicReference<VoipStack> stack = new AtomicReference<>();
        parts.requiredFips = () -> {
            stack.get().close();
            return FakeStack.status(true);
        };
        stack.set(parts.build());
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertEquals(
                        "the stack was closed while it started",
                        assertThrows(IllegalStateException.class, stack.get()::start)
                                .getMessage()));
    }

    @Test
    void isNotAskedWhereNobodyInsists() throws Exception {
        try (VoipStack stack = parts.build()) {
            stack.start();
            assertEquals(List.of("it is not in its mode"), stack.fips().obstacles());
        }
    }
}
