package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.Encryption;
import voip.api.RtpPacket;
import voip.api.StackConfigurationException;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.testkit.MemoryNetwork;

/** Starting, hanging up and closing, also where the application misbehaves. */
class LifecycleIT {
    private record Pair(VoipStack caller, VoipStack callee, Call calling, Call answered) {}

    private static Pair connected(VoipStack caller, VoipStack callee, CallSession calleesSession) {
        Call calling = caller.offer("bob", call -> packet -> {});
        Call answered = callee.answer(Stacks.onTheWire(calling.media()), "alice", call -> calleesSession);
        calling.complete(Stacks.onTheWire(answered.media()));
        return new Pair(caller, callee, calling, answered);
    }

    /** The threads of all stacks; those of other tests may end meanwhile. */
    private static Set<Thread> stacksThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("voip-"))
                .collect(Collectors.toSet());
    }

    private static void assertFree(InetSocketAddress address) throws IOException {
        new DatagramSocket(address).close();
    }

    @Test
    void hangUpEndsTheDialogueSaysByeAndClosesTheLegOnce() throws Exception {
        AtomicInteger byes = new AtomicInteger();
        CompletableFuture<CallEvent> left = new CompletableFuture<>();
        CallSession listening = new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {}

            @Override
            public void eventOccurred(CallEvent event) {
                left.complete(event);
            }
        };
        try (VoipStack caller = Stacks.started(Stacks.builder().signaling(call -> byes.incrementAndGet()));
                VoipStack callee = Stacks.started(Stacks.builder())) {
            Pair pair = connected(caller, callee, listening);
            pair.calling().send(Stacks.packet(0, (byte) 1));
            pair.calling().hangUp();
            pair.calling().hangUp();
            assertEquals(1, byes.get());
            assertTrue(pair.calling().isClosed());
            assertEquals(pair.calling().ssrc(), ((CallEvent.PeerLeft) left.join()).ssrc());
            assertEquals(Verdict.CLOSED, pair.calling().send(Stacks.packet(160, (byte) 1)));
        }
        assertEquals(1, byes.get());
    }

    @Test
    void closeHangsUpEveryCallAndFreesThePort() throws Exception {
        AtomicInteger byes = new AtomicInteger();
        VoipStack caller = Stacks.started(Stacks.builder().signaling(call -> byes.incrementAndGet()));
        try (VoipStack callee = Stacks.started(Stacks.builder())) {
            Pair pair = connected(caller, callee, packet -> {});
            Call second = caller.offer("carol", call -> packet -> {});
            InetSocketAddress local = caller.localAddress();
            caller.close();
            assertEquals(2, byes.get());
            assertTrue(pair.calling().isClosed() && second.isClosed());
            assertFree(local);
            caller.close();
            assertEquals(2, byes.get());
            assertThrows(IllegalStateException.class, () -> caller.offer("dave", call -> packet -> {}));
            assertThrows(IllegalStateException.class, caller::start);
        }
    }

    @Test
    void handlerMayCloseTheStackThatCallsIt() throws Exception {
        AtomicReference<VoipStack> own = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        try (VoipStack caller = Stacks.started(Stacks.builder());
                VoipStack callee = Stacks.started(Stacks.builder())) {
            own.set(callee);
            Pair pair = connected(caller, callee, packet -> {
                own.get().close();
                own.get().close();
                closed.countDown();
            });
            InetSocketAddress local = callee.localAddress();
            pair.calling().send(Stacks.packet(0, (byte) 1));
            closed.await();
            Stacks.await("the port", () -> {
                try {
                    assertFree(local);
                    return true;
                } catch (IOException stillBound) {
                    return false;
                }
            });
            assertTrue(pair.answered().isClosed());
        }
    }

    @Test
    void closeKeepsItsDeadlineThoughHandlerAndSignalingHang() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        try (VoipStack caller = Stacks.started(Stacks.builder())) {
            VoipStack callee = Stacks.started(
                    Stacks.builder().closeTimeout(Duration.ofMillis(400)).signaling(call -> uninterruptibly(never)));
            Pair pair = connected(caller, callee, packet -> {
                stuck.countDown();
                uninterruptibly(never);
            });
            InetSocketAddress local = callee.localAddress();
            pair.calling().send(Stacks.packet(0, (byte) 1));
            stuck.await();
            callee.close();
            assertFree(local);
            assertTrue(pair.answered().isClosed());
            assertEquals(Verdict.CLOSED, pair.answered().send(Stacks.packet(0, (byte) 1)));
        } finally {
            never.countDown();
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // as a handler does that does not care
            }
        }
    }

    @Test
    void handlerThatThrowsIsContainedCountedAndTheCallGoesOn() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (VoipStack caller = Stacks.started(Stacks.builder());
                VoipStack callee = Stacks.started(Stacks.builder())) {
            Pair pair = connected(caller, callee, packet -> {
                if (seen.incrementAndGet() <= 3) {
                    throw new IllegalStateException("the application's own");
                }
            });
            for (int i = 0; i < 5; i++) {
                pair.calling().send(Stacks.packet(160 * i, (byte) i));
            }
            Stacks.await("five packets", () -> seen.get() == 5);
            Stacks.await("their verdicts", () -> callee.verdicts().getOrDefault(Verdict.ACCEPTED, 0L) == 2);
            assertEquals(3, pair.answered().statistics().verdicts().get(Verdict.HANDLER_FAILED));
            assertEquals(3, callee.verdicts().get(Verdict.HANDLER_FAILED));
            assertEquals(5, pair.answered().statistics().packetsReceived());
        }
    }

    @Test
    void failedStartLeaksNothingAndMayBeTriedAgain() throws Exception {
        VoipStack first = Stacks.started(Stacks.builder().encryption(Encryption.NONE));
        InetSocketAddress taken = first.localAddress();
        VoipStack second = VoipStack.builder().bind(taken).build();
        Set<Thread> before = stacksThreads();
        IOException refused = assertThrows(IOException.class, second::start);
        assertTrue(refused.getMessage().contains(Integer.toString(taken.getPort())), refused.getMessage());
        assertTrue(before.containsAll(stacksThreads()), "a thread was left");
        first.close();
        second.start();
        assertEquals(taken, second.localAddress());
        second.close();
        assertFree(taken);
        assertFree(new InetSocketAddress(taken.getAddress(), taken.getPort() + 1));
    }

    @Test
    void handlerThatThrowsAsItOpensLeavesNoCall() throws Exception {
        try (VoipStack stack = Stacks.started(Stacks.builder())) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> stack.offer("bob", call -> {
                        throw new IllegalArgumentException("not today");
                    }));
            assertEquals(List.of(), stack.calls());
        }
    }

    @Test
    void answeringBeforeTheStartIsAClearError() {
        VoipStack stack = Stacks.builder().build();
        IllegalStateException early =
                assertThrows(IllegalStateException.class, () -> stack.offer("bob", call -> packet -> {}));
        assertEquals("the stack does not run yet; call start() first", early.getMessage());
        stack.close();
        assertTrue(stack.publicAddress().isCompletedExceptionally());
    }

    @Test
    void contactsNobodyUnlessTold() throws Exception {
        try (MemoryNetwork network = new MemoryNetwork();
                VoipStack stack = Stacks.started(VoipStack.builder()
                        .bind(new InetSocketAddress("10.0.0.1", 5004))
                        .transport(network.transport()))) {
            stack.offer("bob", call -> packet -> {});
            network.advance(Duration.ofMinutes(2));
            assertEquals(0, network.report().sent());
            assertEquals(stack.localAddress(), stack.publicAddress().join());
        }
    }

    @Test
    void failedBuildLeaksNothing() throws Exception {
        Stacks.builder().build().close(); // whatever is made once is made now
        Set<Thread> before = stacksThreads();
        for (int i = 0; i < 20; i++) {
            assertThrows(
                    StackConfigurationException.class,
                    () -> Stacks.builder()
                            .cipherSuites("AES_CM_128_HMAC_SHA1_80", "NO_SUCH")
                            .build());
        }
        assertTrue(before.containsAll(stacksThreads()), "a thread was left");
    }
}
