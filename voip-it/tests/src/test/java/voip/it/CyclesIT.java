package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import voip.api.Call;
import voip.api.CallHandler;
import voip.api.Verdict;
import voip.api.VoipStack;

/** Stacks that come and go, with calls, give back all that the system gave them. */
@Isolated("it counts the descriptors and threads of all tests")
@Timeout(120)
class CyclesIT {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int CYCLES = 1000;

    private static List<String> stacksThreads() {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("voip-"))
                .toList();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    @Test
    void aThousandCyclesGiveBackEveryDescriptorThreadAndPort() throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "this system does not list descriptors");
        InetSocketAddress local = Stacks.loopback(Peers.freePair());
        cycle(local); // what is made once, is made now
        long descriptors = descriptors();
        for (int i = 0; i < CYCLES; i++) {
            cycle(local);
            new DatagramSocket(local).close();
            new DatagramSocket(Stacks.loopback(local.getPort() + 1)).close();
        }
        long left = descriptors();
        assertTrue(
                left <= descriptors,
                left + " descriptors are open, and were " + descriptors); // others may close theirs
        assertEquals(List.of(), stacksThreads());
    }

    /** A stack on the port that the one before it had, with a secured call each way to another that chooses its port. */
    private static void cycle(InetSocketAddress local) throws Exception {
        CountDownLatch heard = new CountDownLatch(2);
        CallHandler handler = call -> packet -> heard.countDown();
        try (VoipStack caller = Stacks.started(VoipStack.builder().bind(local));
                VoipStack callee = Stacks.started(Stacks.builder())) {
            Call first = connected(caller, callee, handler);
            Call second = connected(callee, caller, handler);
            assertTrue(first.cipherSuite().isPresent() && second.cipherSuite().isPresent());
            assertEquals(Verdict.ACCEPTED, first.send(Stacks.packet(0, (byte) 1)));
            assertEquals(Verdict.ACCEPTED, second.send(Stacks.packet(0, (byte) 1)));
            heard.await();
        }
    }

    private static Call connected(VoipStack caller, VoipStack callee, CallHandler answering) {
        Call calling = caller.offer("bob", InetAddress.getLoopbackAddress(), call -> packet -> {});
        Call answered = callee.answer(Stacks.onTheWire(calling.media()), "alice", answering);
        calling.complete(Stacks.onTheWire(answered.media()));
        return calling;
    }
}
