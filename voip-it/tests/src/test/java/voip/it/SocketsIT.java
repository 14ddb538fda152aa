package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import voip.api.Call;
import voip.api.CallHandler;
import voip.api.Encryption;
import voip.api.MediaDescription;
import voip.api.MediaSocketOptions;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;

/** What stacks do with the system's sockets: ports, families, marking, drops. */
@Timeout(120)
class SocketsIT {
    /** Receives datagrams and prints the DSCP of the first, as the system saw it arrive. */
    private static final String PRINTS_DSCP = """
            import socket, struct, sys
            family = socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET
            s = socket.socket(family, socket.SOCK_DGRAM)
            if family == socket.AF_INET: s.setsockopt(socket.IPPROTO_IP, socket.IP_RECVTOS, 1)
            else: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVTCLASS, 1)
            s.bind((sys.argv[1], int(sys.argv[2])))
            s.settimeout(20)
            print('ready', flush=True)
            data, ancillary, flags, source = s.recvmsg(2048, 256)
            value = ancillary[0][2]
            print('DSCP', (value[0] if len(value) == 1 else struct.unpack('i', value)[0]) >> 2, flush=True)
            """;

    private static Call connected(VoipStack caller, VoipStack callee, CallHandler answering) {
        Call calling = caller.offer("bob", InetAddress.getLoopbackAddress(), call -> packet -> {});
        Call answered = callee.answer(Stacks.onTheWire(calling.media()), "alice", answering);
        calling.complete(Stacks.onTheWire(answered.media()));
        return calling;
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.1", "0.0.0.0, ::1", "127.0.0.1, 127.0.0.1", "::1, ::1"})
    void marksPacketsOnTheWire(String bind, String peer) throws Exception {
        Peers.require("python3");
        assumeTrue(Files.exists(Path.of("/proc/net/udp")), "the peer reads the mark as Linux tells it");
        assumeTrue(isPresent(peer), "no IPv6 loopback on this machine");
        int port = Peers.freePair();
        try (VoipStack stack = Stacks.started(VoipStack.builder()
                        .bind(new InetSocketAddress(bind, 0))
                        .encryption(Encryption.NONE)
                        .socketOptions(new MediaSocketOptions(46, 0, 0)));
                Processes.Running receiver =
                        Processes.start(List.of("python3", "-c", PRINTS_DSCP, peer, Integer.toString(port)))) {
            Peers.await("its port", receiver, () -> receiver.toString().contains("ready"));
            Call call = stack.call(new InetSocketAddress(peer, port), c -> packet -> {}, null);
            assertEquals(Verdict.ACCEPTED, call.send(Stacks.packet(0, (byte) 1)));
            assertEquals(0, receiver.process().waitFor());
            assertTrue(receiver.toString().contains("DSCP 46"), receiver.toString());
        }
    }

    private static boolean isPresent(String address) throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    }

    @Test
    void oneStackHasCallsOfBothFamiliesAtOnce() throws Exception {
        assumeTrue(isPresent("::1"), "no IPv6 loopback on this machine");
        String loopback =
                NetworkInterface.getByInetAddress(InetAddress.getByName("::1")).getName();
        for (VoipStackBuilder builder :
                List.of(VoipStack.builder(), VoipStack.builder().networkInterface(loopback))) {
            AtomicInteger echoed = new AtomicInteger();
            try (VoipStack both = Stacks.started(builder.ports(30_000, 39_999));
                    VoipStack ipv4 = Stacks.started(Stacks.builder());
                    VoipStack ipv6 = Stacks.started(VoipStack.builder().bind(new InetSocketAddress("::1", 0)))) {
                Call toIpv4 = called(ipv4, both, "127.0.0.1", echoed);
                Call toIpv6 = called(ipv6, both, "::1", echoed);
                for (int i = 0; i < 10; i++) {
                    assertEquals(Verdict.ACCEPTED, toIpv4.send(Stacks.packet(160 * i, (byte) 1)));
                    assertEquals(Verdict.ACCEPTED, toIpv6.send(Stacks.packet(160 * i, (byte) 1)));
                }
                Stacks.await("every echo", () -> echoed.get() == 20);
                int port = both.localAddress().getPort();
                assertTrue(port % 2 == 0 && port >= 30_000 && port < 39_999, "port " + port);
                assertEquals(2, both.calls().size());
            }
        }
    }

    /** A call from a stack to one that echoes. */
    private static Call called(VoipStack caller, VoipStack echo, String callersAddress, AtomicInteger echoed) {
        Call calling = caller.offer("echo", call -> packet -> echoed.incrementAndGet());
        assertTrue(calling.media().toSdp().contains(callersAddress.contains(":") ? "IN IP6" : "IN IP4"));
        Call answered = echo.answer(Stacks.onTheWire(calling.media()), "caller", call -> call::send);
        MediaDescription answer = Stacks.onTheWire(answered.media());
        assertEquals(calling.media().toSdp().contains("IN IP6"), answer.toSdp().contains("IN IP6"));
        calling.complete(answer);
        return calling;
    }

    @Test
    void theSystemsDropsAppearAndAccountForWhatWasLost() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicInteger received = new AtomicInteger();
        CallHandler slow = call -> packet -> {
            received.incrementAndGet();
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        VoipStackBuilder small = Stacks.builder().socketOptions(new MediaSocketOptions(-1, 8192, 0));
        try (VoipStack callee = Stacks.started(small);
                VoipStack caller = Stacks.started(Stacks.builder())) {
            assumeTrue(callee.systemDrops().isPresent(), "this system does not tell of drops");
            Call calling = connected(caller, callee, slow);
            for (int i = 0; i < 500; i++) {
                assertEquals(Verdict.ACCEPTED, calling.send(Stacks.packet(160 * i, new byte[160])));
            }
            long dropped = callee.systemDrops().orElseThrow();
            assertTrue(dropped > 0);
            stuck.countDown();
            Stacks.await("all that was not dropped", () -> received.get() == 500 - dropped);
            assertEquals(dropped, callee.systemDrops().orElseThrow());
            assertFalse(caller.systemDrops().orElseThrow() > 0);
        }
    }

    @Test
    void aStackThatDoesNotRunKnowsOfNoDrops() {
        try (VoipStack stack = Stacks.builder().build()) {
            assertTrue(stack.systemDrops().isEmpty());
        }
    }
}
