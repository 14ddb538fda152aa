package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Datagram;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;
import voip.testkit.ThreadCost;

/** What UDP does beside all that {@link UdpContractTest} has of transports. */
@Timeout(20)
class UdpTransportTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

    private final Datagram slot = new Datagram();
    private final Set<MediaSocket> opened = new HashSet<>();

    private MediaSocket open(InetSocketAddress... locals) throws IOException {
        MediaSocket socket = new UdpTransport().open(List.of(locals));
        opened.add(socket);
        return socket;
    }

    @AfterEach
    void closeAll() throws IOException {
        Thread.interrupted();
        for (MediaSocket socket : opened) {
            socket.close();
        }
    }

    private static InetSocketAddress address(MediaSocket socket) {
        return socket.localAddresses().get(0);
    }

    private static void send(MediaSocket from, InetSocketAddress to, String text) throws IOException {
        from.send(ByteBuffer.wrap(text.getBytes()), address(from).getPort(), to);
    }

    private String received() {
        byte[] bytes = new byte[slot.bytes().remaining()];
        slot.bytes().get(slot.bytes().position(), bytes);
        return new String(bytes);
    }

    @Test
    void sendsFromNoPortThatItHasNotBound() throws IOException {
        MediaSocket socket = open(LOOPBACK);
        assertThrows(IOException.class, () -> socket.send(ByteBuffer.wrap(new byte[1]), 1, address(socket)));
    }

    /** It has a buffer of its own to send from. */
    @Test
    void whatOthersSendMixesNothingIntoWhatTheReceivingThreadSends() throws Exception {
        MediaSocket socket = open(LOOPBACK);
        MediaSocket peer = open(LOOPBACK);
        assertFalse(socket.receive(slot, 0), "this is the receiving thread now");
        Thread other = new Thread(() -> {
            for (int i = 0; i < 50; i++) {
                sendMany(socket, address(peer), "o".repeat(200));
            }
        });
        Set<String> texts = new HashSet<>();
        other.start();
        for (int i = 0; i < 50 || other.isAlive(); i++) {
            sendMany(socket, address(peer), "r".repeat(1000));
            while (peer.receive(slot, 0)) {
                texts.add(received());
            }
        }
        assertTrue(texts.remove("r".repeat(1000)));
        texts.remove("o".repeat(200)); // all of them may be lost
        assertEquals(Set.of(), texts);
    }

    private static void sendMany(MediaSocket from, InetSocketAddress to, String text) {
        for (int i = 0; i < 100; i++) {
            try {
                send(from, to, text);
            } catch (IOException e) {
                // what a full buffer has no room for is lost, as on the network
            }
        }
    }

    @Test
    void servesAllPortsFairly() throws IOException {
        MediaSocket ports = open(LOOPBACK, LOOPBACK, LOOPBACK);
        MediaSocket peer = open(LOOPBACK);
        List<InetSocketAddress> locals = ports.localAddresses();
        for (int i = 0; i < 60; i++) {
            send(peer, locals.get(0), "flood");
        }
        send(peer, locals.get(1), "one");
        send(peer, locals.get(2), "two");
        Set<Integer> served = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            assertTrue(ports.receive(slot, SECOND));
            served.add(slot.localPort());
        }
        assertEquals(3, served.size(), "a flood at one port keeps no other waiting");
    }

    /** As when the system refuses one port, for as long as it does. */
    @Test
    void aPortThatFailsKeepsTheOthersNoLonger() throws IOException {
        Selector selector = Selector.open();
        UdpPort failing = UdpPort.bind(LOOPBACK, MediaSocketOptions.SYSTEM, selector);
        UdpPort other = UdpPort.bind(LOOPBACK, MediaSocketOptions.SYSTEM, selector);
        MediaSocket ports = new UdpSocket(selector, List.of(failing, other));
        opened.add(ports);
        failing.close();
        MediaSocket peer = open(LOOPBACK);
        for (int i = 0; i < 3; i++) {
            assertThrows(IOException.class, () -> ports.receive(slot, SECOND));
            send(peer, other.local(), "here");
            assertTrue(ports.receive(slot, SECOND));
            assertEquals("here", received());
        }
    }

    /** To ask a port that has nothing, as that of RTCP mostly, between any two datagrams of another costs a system call. */
    @Test
    void staysAtAPortThatHasMore() throws IOException {
        MediaSocket ports = open(LOOPBACK, LOOPBACK);
        MediaSocket peer = open(LOOPBACK);
        List<InetSocketAddress> locals = ports.localAddresses();
        for (int i = 0; i < 4; i++) {
            send(peer, locals.get(0), "first");
            send(peer, locals.get(1), "second");
        }
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            assertTrue(ports.receive(slot, SECOND));
            order.append(received().charAt(0));
        }
        assertEquals("ffffssss", order.toString());
    }

    @Test
    void interruptedThreadSendsAndReceivesAndClosesNothing() throws IOException {
        MediaSocket socket = open(LOOPBACK);
        Thread.currentThread().interrupt();
        send(socket, address(socket), "a");
        assertTrue(socket.receive(slot, SECOND));
        assertEquals("a", received());
        assertTrue(Thread.currentThread().isInterrupted(), "the flag is the caller's");
        assertFalse(socket.receive(slot, 1_000_000));
        assertTrue(Thread.interrupted());
        send(socket, address(socket), "b");
        assertTrue(socket.receive(slot, SECOND), "the port is still open for everybody");
    }

    @Test
    void interruptedThreadWaitsWithoutSpinning() throws IOException {
        MediaSocket socket = open(LOOPBACK);
        assertFalse(socket.receive(slot, 1_000_000)); // so that loading classes is not counted
        Thread.currentThread().interrupt();
        long cpu = ThreadCost.cpuNanos();
        long before = System.nanoTime();
        assertFalse(socket.receive(slot, 500_000_000));
        assertTrue(System.nanoTime() - before >= 500_000_000);
        assertTrue(ThreadCost.cpuNanos() - cpu < 30_000_000);
    }

    @Test
    void saysWhichAddressCannotBeBoundAndLeavesNoneOpen() throws IOException {
        MediaSocket probe = open(LOOPBACK);
        InetSocketAddress free = address(probe);
        probe.close();
        InetSocketAddress occupied = address(open(LOOPBACK));
        IOException thrown = assertThrows(IOException.class, () -> open(free, occupied));
        assertTrue(thrown.getMessage().contains("127.0.0.1:" + occupied.getPort()), thrown.getMessage());
        open(free);
        IOException unresolved =
                assertThrows(IOException.class, () -> open(InetSocketAddress.createUnresolved("nowhere.invalid", 0)));
        assertTrue(unresolved.getMessage().contains("nowhere.invalid"));
        assertThrows(IllegalArgumentException.class, () -> open());
    }

    @Test
    void wildcardCarriesBothFamilies() throws IOException {
        assumeTrue(Ipv6.isPresent(), "no IPv6 loopback on this machine");
        MediaSocket any = open(new InetSocketAddress(0));
        int port = address(any).getPort();
        for (String host : List.of("127.0.0.1", "::1")) {
            MediaSocket peer = open(new InetSocketAddress(host, 0));
            send(peer, new InetSocketAddress(host, port), "to " + host);
            assertTrue(any.receive(slot, SECOND));
            assertEquals("to " + host, received());
            assertEquals(address(peer), slot.remote(), "an IPv4 peer is seen as one");
            send(any, slot.remote(), "back");
            assertTrue(peer.receive(slot, SECOND));
            assertEquals("back", received());
        }
    }

    @Test
    void onePortNumberOnBothFamiliesSendsFromTheOneThatFits() throws IOException {
        assumeTrue(Ipv6.isPresent(), "no IPv6 loopback on this machine");
        MediaSocket four = open(LOOPBACK);
        int port = address(four).getPort();
        four.close();
        MediaSocket both = open(new InetSocketAddress("127.0.0.1", port), new InetSocketAddress("::1", port));
        MediaSocket six = open(new InetSocketAddress("::1", 0));
        both.send(ByteBuffer.wrap(new byte[] {1}), port, address(six));
        assertTrue(six.receive(slot, SECOND));
        assertEquals(new InetSocketAddress("::1", port), slot.remote());
        assertInstanceOf(Inet4Address.class, both.localAddresses().get(0).getAddress());
    }
}
