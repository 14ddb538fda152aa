package voip.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MediaLoopTest {
    private final FakeSocket socket = new FakeSocket(List.of(new InetSocketAddress("127.0.0.1", 5004)));
    private final FakeProtocol protocol = new FakeProtocol("RTP", 128, 191);
    private final MediaLoop loop = new MediaLoop(MediaClock.system(), List.of(protocol), () -> {});

    @AfterEach
    void stop() {
        loop.stopAfter(() -> {});
        assertTrue(loop.join(5_000));
        assertTrue(socket.closed || socket.receives.get() == 0, "the loop closes its socket");
    }

    @Test
    void countsEveryDatagramUnderOneVerdict() {
        protocol.received = datagram -> Verdict.values()[datagram.bytes().get(1)];
        loop.start(socket);
        socket.deliver();
        socket.deliver(new byte[Datagram.CAPACITY]);
        socket.deliver((byte) 0);
        socket.deliver((byte) 0x7F);
        socket.deliver((byte) 0xC0);
        socket.deliver((byte) 0x80, (byte) Verdict.ACCEPTED.ordinal());
        socket.deliver((byte) 0xBF, (byte) Verdict.ACCEPTED.ordinal());
        socket.deliver((byte) 0x80, (byte) Verdict.REPLAYED.ordinal());
        await(() -> loop.received(Verdict.REPLAYED) == 1);
        assertEquals(1, loop.received(Verdict.EMPTY));
        assertEquals(1, loop.received(Verdict.TRUNCATED));
        assertEquals(3, loop.received(Verdict.UNCLAIMED));
        assertEquals(2, loop.received(Verdict.ACCEPTED));
        assertEquals(0, loop.received(Verdict.FAILED));
    }

    @Test
    void handsTheDatagramOn() {
        AtomicReference<List<Object>> seen = new AtomicReference<>();
        protocol.received = datagram -> {
            seen.set(List.of(datagram.bytes().remaining(), datagram.remote(), datagram.localPort()));
            return Verdict.ACCEPTED;
        };
        loop.start(socket);
        socket.deliver((byte) 0x80, (byte) 1, (byte) 2);
        await(() -> seen.get() != null);
        assertEquals(List.of(3, FakeSocket.PEER, 5004), seen.get());
    }

    @Test
    void aProtocolThatThrowsIsCountedAndTheLoopGoesOn() {
        List<Throwable> failures = List.of(
                new IllegalStateException(),
                new NoClassDefFoundError(),
                new AssertionError(),
                new StackOverflowError(),
                new IOException("thrown where the compiler does not see it"),
                new ClosedChannelException());
        protocol.received = datagram -> {
            int which = datagram.bytes().get(1);
            if (which < failures.size()) {
                throw sneaky(failures.get(which));
            }
            return Verdict.ACCEPTED;
        };
        loop.start(socket);
        for (int i = 0; i <= failures.size(); i++) {
            socket.deliver((byte) 0x80, (byte) i);
        }
        await(() -> loop.received(Verdict.ACCEPTED) == 1);
        assertEquals(failures.size(), loop.received(Verdict.FAILED));
    }

    @Test
    void aProtocolThatReturnsNothingIsCountedAndTheLoopGoesOn() {
        protocol.received = datagram -> null;
        loop.start(socket);
        socket.deliver((byte) 0x80);
        socket.deliver((byte) 0);
        await(() -> loop.received(Verdict.UNCLAIMED) == 1);
        assertEquals(1, loop.received(Verdict.FAILED));
    }

    @Test
    void closesItsSocketAndRunsItsCommandsEvenIfTheThreadDies() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, expected) -> {});
        try {
            protocol.received = datagram -> {
                Thread other = new Thread(() -> loop.execute(ran::countDown));
                other.start();
                join(other);
                throw sneaky(new OutOfMemoryError("as if"));
            };
            loop.start(socket);
            socket.deliver((byte) 0x80);
            assertTrue(ran.await(5, TimeUnit.SECONDS));
            await(() -> socket.closed);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        AtomicBoolean at = new AtomicBoolean();
        loop.execute(() -> at.set(true));
        assertTrue(at.get(), "commands run at once when nothing else would run them");
    }

    @Test
    void runsCommandsInOrderOnTheMediaThread() throws InterruptedException {
        loop.start(socket);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger onMediaThread = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            loop.execute(() -> {
                order.add(number);
                onMediaThread.addAndGet(loop.isMediaThread() ? 1 : 0);
            });
        }
        loop.execute(done::countDown);
        assertTrue(done.await(5, TimeUnit.SECONDS), "a command ends the wait");
        assertEquals(1_000, onMediaThread.get());
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i, order.get(i));
        }
        assertFalse(loop.isMediaThread());
    }

    @Test
    void runsCommandsOfTheMediaThreadAtOnce() throws InterruptedException {
        loop.start(socket);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            loop.execute(() -> order.add("inner"));
            order.add("outer");
            done.countDown();
        });
        done.await();
        assertEquals(List.of("inner", "outer"), order);
    }

    @Test
    void runsCommandsAtOnceWhileNoThreadRuns() {
        List<Thread> ranOn = new ArrayList<>();
        loop.execute(() -> ranOn.add(Thread.currentThread()));
        loop.start(socket);
        loop.stopAfter(() -> {});
        assertTrue(loop.join(5_000));
        loop.execute(() -> ranOn.add(Thread.currentThread()));
        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), ranOn);
    }

    @Test
    void runsCommandsAtOnceAfterAStartThatFailed() {
        FakeSocket nowhere = new FakeSocket(List.of());
        assertThrows(IndexOutOfBoundsException.class, () -> loop.start(nowhere));
        AtomicBoolean ran = new AtomicBoolean();
        loop.execute(() -> ran.set(true));
        assertTrue(ran.get());
    }

    @Test
    void aCommandThatThrowsIsContained() throws InterruptedException {
        loop.start(socket);
        CountDownLatch done = new CountDownLatch(1);
        for (Throwable failure : List.of(
                new IllegalStateException(),
                new NoSuchMethodError(),
                new AssertionError(),
                new IOException(),
                new StackOverflowError())) {
            loop.execute(() -> {
                throw sneaky(failure);
            });
        }
        loop.execute(done::countDown);
        assertTrue(done.await(5, TimeUnit.SECONDS));
        loop.stopAfter(() -> {});
        assertTrue(loop.join(5_000));
        loop.execute(() -> {
            throw new IllegalStateException("contained also when it runs at once");
        });
    }

    @Test
    void clearsTheInterruptFlagThatAHandlerLeaves() {
        AtomicInteger seen = new AtomicInteger();
        AtomicBoolean interrupted = new AtomicBoolean();
        protocol.received = datagram -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            seen.incrementAndGet();
            return Verdict.ACCEPTED;
        };
        loop.start(socket);
        socket.deliver((byte) 0x80);
        await(() -> seen.get() == 1);
        pause(50);
        int receives = socket.receives.get();
        pause(100);
        assertTrue(socket.receives.get() - receives < 3, "the loop waits again");
        socket.deliver((byte) 0x80);
        await(() -> seen.get() == 2);
        assertFalse(interrupted.get());
    }

    @Test
    void aSocketThatFailsNeitherEndsTheLoopNorMakesItSpin() {
        long start = System.nanoTime();
        socket.receiveFailure = new IOException("out of memory for buffers");
        loop.start(socket);
        socket.wakeup();
        for (int i = 0; i < 100; i++) {
            socket.deliver((byte) 0x80); // each would be a turn of the loop at once
            socket.wakeup();
        }
        pause(100);
        long failures = loop.received(Verdict.FAILED);
        assertTrue(failures > 1 && failures <= millisSince(start) + 10, failures + " failures");
        socket.receiveFailure = null;
        socket.deliver((byte) 0x80);
        await(() -> loop.received(Verdict.ACCEPTED) > 0);
    }

    @Test
    void endsWhenItsSocketCloses() {
        loop.start(socket);
        socket.close();
        assertTrue(loop.join(5_000));
    }

    @Test
    void runsTheCommandsItHasBeforeItEnds() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        loop.start(socket);
        loop.execute(() -> awaitUninterrupted(go));
        for (int i = 0; i < 10; i++) {
            loop.execute(ran::incrementAndGet);
        }
        loop.stopAfter(() -> {});
        go.countDown();
        assertTrue(loop.join(5_000));
        assertEquals(10, ran.get());
    }

    @Test
    void waitsAsLongAsTheFirstProtocolAllows() throws InterruptedException {
        protocol.due = now -> 123_456_789;
        loop.start(socket);
        assertEquals(123_456_789, socket.waits.take());
    }

    @Test
    void waitsForEverWhenNothingIsDue() throws InterruptedException {
        loop.start(socket);
        assertEquals(Long.MAX_VALUE, socket.waits.take());
    }

    /** What a handler took is not known until the clock is looked at again: a timer must not be late by that. */
    @Test
    void looksAtTheClockAgainSoonAfterADatagram() throws InterruptedException {
        loop.start(socket);
        assertEquals(Long.MAX_VALUE, socket.waits.take());
        socket.deliver((byte) 0x80, (byte) 0);
        assertEquals(100_000_000, socket.waits.take());
        assertEquals(Long.MAX_VALUE, socket.waits.take());
    }

    @Test
    void asksAgainAfterTheDeadline() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        protocol.due = now -> asked.incrementAndGet() < 5 ? 1_000_000 : Long.MAX_VALUE;
        loop.start(socket);
        await(() -> asked.get() >= 5);
        assertEquals(1_000_000, socket.waits.take());
    }

    @Test
    void aProtocolThatFailsInItsTimersIsContainedAndDoesNotMakeTheLoopSpin() {
        long start = System.nanoTime();
        protocol.due = now -> {
            throw new IllegalStateException();
        };
        loop.start(socket);
        socket.deliver((byte) 0x80);
        await(() -> loop.received(Verdict.ACCEPTED) == 1);
        pause(100);
        int turns = socket.receives.get();
        assertTrue(turns <= millisSince(start) + 10, turns + " turns");
    }

    @Test
    void sendsUntilTheSocketIsClosed() throws InterruptedException {
        assertEquals(Verdict.NOT_STARTED, send());
        loop.start(socket);
        assertEquals(Verdict.ACCEPTED, send());
        assertArrayEquals(new byte[] {1, 2}, socket.sent.take());
        socket.sendFailure = new IOException("no route");
        assertEquals(Verdict.UNSENDABLE, send());
        socket.sendFailure = new IllegalArgumentException("a transport's defect");
        assertEquals(Verdict.FAILED, send());
        loop.stopAfter(() -> {});
        assertTrue(loop.join(5_000));
        assertEquals(Verdict.CLOSED, send());
    }

    @Test
    void refusesProtocolsThatOverlap() {
        FakeProtocol other = new FakeProtocol("other", 191, 191);
        assertThrows(
                StackConfigurationException.class,
                () -> new MediaLoop(MediaClock.system(), List.of(protocol, other), () -> {}));
    }

    private Verdict send() {
        return loop.send(ByteBuffer.wrap(new byte[] {1, 2}), 5004, FakeSocket.PEER);
    }

    static void await(BooleanSupplier condition) {
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
            pause(5);
        }
        assertTrue(condition.getAsBoolean());
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void awaitUninterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException stubborn) {
                // a handler that does not care
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
