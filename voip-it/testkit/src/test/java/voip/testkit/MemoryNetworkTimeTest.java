package voip.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Datagram;
import voip.api.MediaSocket;

@Timeout(30)
class MemoryNetworkTimeTest {
    private static final InetSocketAddress ALICE = new InetSocketAddress("10.0.0.1", 5004);
    private static final InetSocketAddress BOB = new InetSocketAddress("10.0.0.2", 5004);

    private final MemoryNetwork network = new MemoryNetwork(VirtualClock.DEFAULT_START, 20_000);
    private final long start = network.clock().nanoTime();
    private final List<Thread> threads = new ArrayList<>();

    /** What a thread does with its socket. */
    private interface Task {
        void run(MediaSocket socket) throws Exception;
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        network.close();
        for (Thread thread : threads) {
            thread.join(5_000);
            assertFalse(thread.isAlive(), thread::getName);
        }
    }

    @Test
    void timersAreExactToTheNanosecond() throws IOException {
        List<Long> fired = Collections.synchronizedList(new ArrayList<>());
        serve("timer", ALICE, socket -> {
            for (long wait : new long[] {1, 20_000_000, 999_999_999, 1}) {
                assertFalse(socket.receive(new Datagram(), wait));
                fired.add(elapsed());
            }
            socket.receive(new Datagram(), Long.MAX_VALUE);
        });
        network.advance(Duration.ofNanos(20_000_000));
        assertEquals(List.of(1L), fired);
        network.advance(Duration.ofNanos(1));
        assertEquals(List.of(1L, 20_000_001L), fired);
        network.advance(Duration.ofSeconds(1));
        assertEquals(List.of(1L, 20_000_001L, 1_020_000_000L, 1_020_000_001L), fired);
        assertEquals(1_020_000_001L, elapsed());
    }

    @Test
    void anHourOfTwoThreadsEchoingTakesSeconds() throws Exception {
        List<Long> echoes = echoes(network, Duration.ofHours(1));
        assertEquals(3_600 * 50 - 1, echoes.size());
        for (int i = 0; i < echoes.size(); i++) {
            assertEquals(20_000_000L * (i + 1) + 15_000_000, echoes.get(i));
        }
    }

    @Test
    void threadsUnderFaultsGoTheSameWayEveryTime() throws Exception {
        List<List<Long>> runs = new ArrayList<>();
        List<LinkReport> reports = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (MemoryNetwork impaired = new MemoryNetwork()) {
                impaired.impair(Impairment.builder()
                        .seed(11)
                        .loss(0.1)
                        .duplication(0.1)
                        .reordering(0.1, Duration.ofMillis(45))
                        .delayVariation(Duration.ofMillis(30))
                        .build());
                runs.add(echoes(impaired, Duration.ofMinutes(1)));
                reports.add(impaired.report());
            }
        }
        assertEquals(runs.get(0), runs.get(1));
        assertEquals(runs.get(0), runs.get(2));
        assertEquals(reports.get(0), reports.get(2));
        assertTrue(runs.get(0).size() > 2_000);
    }

    @Test
    void datagramEndsAWaitBeforeItsDeadline() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        serve("bob", BOB, socket -> {
            Datagram datagram = new Datagram();
            while (true) {
                boolean received = socket.receive(datagram, 100);
                log.add((received ? "datagram " : "timer ") + elapsed());
            }
        });
        network.impair(Impairment.builder().delay(Duration.ofNanos(130)).build());
        MediaSocket alice = network.open(ALICE);
        alice.send(ByteBuffer.allocate(1), 5004, BOB);
        network.advance(Duration.ofNanos(230));
        assertEquals(List.of("timer 100", "datagram 130", "timer 230"), log);
    }

    @Test
    void arrivalComesBeforeTheDeadlineOfTheSameInstantAndArrivalsInOrderOfSending() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        for (InetSocketAddress address : List.of(ALICE, BOB)) {
            serve(address.toString(), address, socket -> {
                Datagram datagram = new Datagram();
                boolean received = socket.receive(datagram, 100);
                log.add((address == ALICE ? "alice " : "bob ")
                        + (received ? datagram.bytes().get() : "timer"));
                socket.receive(datagram, Long.MAX_VALUE);
            });
        }
        network.impair(Impairment.builder().delay(Duration.ofNanos(100)).build());
        MediaSocket carol = network.open(new InetSocketAddress("10.0.0.3", 5004));
        carol.send(ByteBuffer.wrap(new byte[] {1}), 5004, BOB);
        network.advance(Duration.ofNanos(100));
        assertEquals(List.of("bob 1", "alice timer"), log);
    }

    @Test
    void nothingArrivesAtAWaitingThreadBetweenAdvances() throws Exception {
        AtomicInteger received = new AtomicInteger();
        serve("bob", BOB, socket -> {
            while (socket.receive(new Datagram(), Long.MAX_VALUE)) {
                received.incrementAndGet();
            }
        });
        network.advance(Duration.ZERO);
        network.open(ALICE).send(ByteBuffer.allocate(1), 5004, BOB);
        Thread.sleep(30);
        assertEquals(0, received.get());
        network.advance(Duration.ZERO);
        assertEquals(1, received.get());
        assertEquals(0, elapsed());
    }

    @Test
    void wakeupEndsAWaitWithoutAnyTimePassing() throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        MediaSocket bob = serve("bob", BOB, socket -> {
            assertFalse(socket.receive(new Datagram(), Long.MAX_VALUE));
            woken.countDown();
            socket.receive(new Datagram(), Long.MAX_VALUE);
        });
        network.advance(Duration.ofSeconds(1));
        assertEquals(1, woken.getCount());
        bob.wakeup();
        assertTrue(woken.await(5, TimeUnit.SECONDS));
        assertEquals(1_000_000_000L, elapsed());
    }

    @Test
    void advanceWaitsForWhatAWokenThreadHasToDo() throws Exception {
        AtomicInteger done = new AtomicInteger();
        MediaSocket bob = serve("bob", BOB, socket -> {
            while (!socket.receive(new Datagram(), Long.MAX_VALUE)) {
                Thread.sleep(30);
                done.incrementAndGet();
            }
        });
        network.advance(Duration.ZERO);
        bob.wakeup();
        network.advance(Duration.ZERO);
        assertEquals(1, done.get());
    }

    @Test
    void closeEndsAWaitWithClosedChannelException() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        MediaSocket bob = serve("bob", BOB, socket -> {
            try {
                socket.receive(new Datagram(), Long.MAX_VALUE);
            } catch (IOException e) {
                thrown.set(e);
            }
        });
        network.advance(Duration.ZERO);
        bob.close();
        threads.get(0).join(5_000);
        assertInstanceOf(ClosedChannelException.class, thrown.get());
        network.advance(Duration.ofSeconds(1)); // waits for nobody any more
    }

    @Test
    void interruptNeitherEndsAWaitNorIsLost() throws Exception {
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        serve("bob", BOB, socket -> {
            assertFalse(socket.receive(new Datagram(), 1_000));
            interrupted.set(Thread.interrupted());
            socket.receive(new Datagram(), Long.MAX_VALUE);
        });
        network.advance(Duration.ofNanos(500));
        threads.get(0).interrupt();
        network.advance(Duration.ofNanos(499));
        assertEquals(null, interrupted.get());
        network.advance(Duration.ofNanos(1));
        assertEquals(true, interrupted.get());
    }

    @Test
    void waitsForTheThreadOfASocketThatIsStillToCome() throws Exception {
        MediaSocket bob = network.transport().open(List.of(BOB));
        List<Long> fired = Collections.synchronizedList(new ArrayList<>());
        run("late", bob, socket -> {
            Thread.sleep(50);
            socket.receive(new Datagram(), 7);
            fired.add(elapsed());
            socket.receive(new Datagram(), Long.MAX_VALUE);
        });
        network.advance(Duration.ofSeconds(1));
        assertEquals(List.of(7L), fired);
    }

    @Test
    void socketsOpenAndCloseWhileTimeAdvances() throws Exception {
        List<Long> fired = Collections.synchronizedList(new ArrayList<>());
        serve("parent", ALICE, socket -> {
            for (int i = 0; i < 20; i++) {
                assertFalse(socket.receive(new Datagram(), 1_000));
                MediaSocket child = network.transport().open(List.of(new InetSocketAddress("10.0.1.1", 6000 + i)));
                run("child " + i, child, own -> {
                    own.receive(new Datagram(), 500);
                    fired.add(elapsed());
                    own.close();
                });
            }
            socket.receive(new Datagram(), Long.MAX_VALUE);
        });
        network.advance(Duration.ofSeconds(1));
        assertEquals(20, fired.size());
        for (int i = 0; i < 20; i++) {
            assertEquals(1_000L * (i + 1) + 500, fired.get(i));
        }
    }

    @Test
    void otherThreadsMaySendWhileTimeAdvances() throws Exception {
        AtomicInteger received = new AtomicInteger();
        serve("bob", BOB, socket -> {
            while (true) {
                if (socket.receive(new Datagram(), 1_000_000)) {
                    received.incrementAndGet();
                }
            }
        });
        MediaSocket alice = network.open(ALICE);
        Thread sender = run("sender", alice, socket -> {
            for (int i = 0; i < 10_000; i++) {
                socket.send(ByteBuffer.allocate(1), 5004, BOB);
            }
        });
        while (sender.isAlive()) {
            network.advance(Duration.ofMillis(10));
        }
        network.advance(Duration.ofMillis(10));
        assertEquals(10_000, received.get());
        assertEquals(10_000, network.report(ALICE, BOB).delivered());
    }

    @Test
    void reportsAThreadThatDoesNotComeBackAndWhereItIs() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        serve("stuck-media", BOB, socket -> {
            socket.receive(new Datagram(), 1_000);
            released.await();
        });
        network.patience(Duration.ofMillis(200));
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> network.advance(Duration.ofSeconds(1)));
        released.countDown();
        assertTrue(
                failure.getMessage().startsWith("thread stuck-media has not come back to receive() on MemorySocket["),
                failure::getMessage);
        assertTrue(Arrays.stream(failure.getCause().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("await")));
        assertEquals(1_000, elapsed());
        network.advance(Duration.ofNanos(1)); // the thread has ended: nobody to wait for
    }

    @Test
    void reportsASocketThatNoThreadServes() throws Exception {
        network.transport().open(List.of(BOB));
        network.patience(Duration.ofMillis(50));
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> network.advance(Duration.ofSeconds(1)));
        assertTrue(failure.getMessage().startsWith("no thread has called receive() on "), failure::getMessage);
    }

    @Test
    void reportsTwoEndsThatEchoEachOtherWithoutDelay() throws Exception {
        serve("alice", ALICE, MemoryNetworkTimeTest::echo);
        serve("bob", BOB, socket -> {
            socket.send(ByteBuffer.allocate(1), 5004, ALICE);
            echo(socket);
        });
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> network.advance(Duration.ofSeconds(1)));
        assertTrue(failure.getMessage().contains("events at one time"), failure::getMessage);
    }

    @Test
    void refusesASecondAdvanceAtTheSameTime() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        serve("bob", BOB, socket -> {
            socket.receive(new Datagram(), 1_000);
            thrown.set(assertThrows(IllegalStateException.class, () -> network.advance(Duration.ofNanos(1))));
            socket.receive(new Datagram(), Long.MAX_VALUE);
        });
        network.advance(Duration.ofSeconds(1));
        assertTrue(thrown.get().getMessage().startsWith("advance() is under way already"));
        assertThrows(IllegalArgumentException.class, () -> network.advance(Duration.ofNanos(-1)));
    }

    /** One thread sends every 20 ms, another echoes; when the first has its echoes, in elapsed nanoseconds. */
    private List<Long> echoes(MemoryNetwork on, Duration during) throws Exception {
        List<Long> echoes = Collections.synchronizedList(new ArrayList<>());
        if (on == network) {
            on.link(
                    ALICE,
                    BOB,
                    Impairment.builder().delay(Duration.ofMillis(10)).build());
            on.link(BOB, ALICE, Impairment.builder().delay(Duration.ofMillis(5)).build());
        }
        run("bob", on.transport().open(List.of(BOB)), MemoryNetworkTimeTest::echo);
        run("alice", on.transport().open(List.of(ALICE)), socket -> {
            Datagram datagram = new Datagram();
            long next = 20_000_000;
            while (true) {
                long now = on.clock().nanoTime() - start;
                if (now >= next) {
                    socket.send(ByteBuffer.allocate(172), 5004, BOB);
                    next += 20_000_000;
                }
                if (socket.receive(datagram, next - now)) {
                    echoes.add(datagram.arrivalNanos() - start);
                }
            }
        });
        on.advance(during);
        return echoes;
    }

    private static void echo(MediaSocket socket) throws IOException {
        Datagram datagram = new Datagram();
        while (true) {
            if (socket.receive(datagram, Long.MAX_VALUE)) {
                socket.send(datagram.bytes(), datagram.localPort(), datagram.remote());
            }
        }
    }

    private MediaSocket serve(String name, InetSocketAddress address, Task task) throws IOException {
        MediaSocket socket = network.transport().open(List.of(address));
        run(name, socket, task);
        return socket;
    }

    private Thread run(String name, MediaSocket socket, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run(socket);
                    } catch (ClosedChannelException e) {
                        // the end of the test
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private long elapsed() {
        return network.clock().nanoTime() - start;
    }
}
