package voip.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.MediaSocket;
import voip.api.Transport;

class MemoryNetworkTest {
    private static final InetSocketAddress ALICE = new InetSocketAddress("10.0.0.1", 5004);
    private static final InetSocketAddress BOB = new InetSocketAddress("10.0.0.2", 5004);

    private final MemoryNetwork network = new MemoryNetwork();
    private final Datagram datagram = new Datagram();

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    @Test
    void carriesDatagramWithItsSourcePortAndTime() throws IOException {
        MediaSocket alice = network.open(ALICE);
        MediaSocket bob = network.open(new InetSocketAddress("10.0.0.2", 5002), BOB);
        network.impair(Impairment.builder().delay(Duration.ofMillis(40)).build());
        long sent = network.clock().nanoTime();
        ByteBuffer bytes = ByteBuffer.wrap("--hello--".getBytes(US_ASCII), 2, 5);

        alice.send(bytes, 5004, BOB);
        assertFalse(bytes.hasRemaining());
        network.advance(Duration.ofMillis(40).minusNanos(1));
        assertFalse(bob.receive(datagram, 0));
        network.advance(Duration.ofSeconds(1));

        assertTrue(bob.receive(datagram, 0));
        assertEquals("hello", text(datagram));
        assertEquals(ALICE, datagram.remote());
        assertEquals(5004, datagram.localPort());
        assertEquals(40_000_000, datagram.arrivalNanos() - sent);
        assertFalse(bob.receive(datagram, 0));
    }

    @Test
    void takesBytesWhenSentSoThatTheSenderMayReuseItsBuffer() throws IOException {
        MediaSocket alice = network.open(ALICE);
        byte[] bytes = "first".getBytes(US_ASCII);
        alice.send(ByteBuffer.wrap(bytes), 5004, ALICE);
        bytes[0] = 'X';
        assertTrue(alice.receive(datagram, 0));
        assertEquals("first", text(datagram));
    }

    @Test
    void sendsFromThePortAskedFor() throws IOException {
        InetSocketAddress control = new InetSocketAddress("10.0.0.1", 5005);
        MediaSocket alice = network.open(ALICE, control);
        MediaSocket bob = network.open(BOB);
        send(alice, "control", 5005, BOB);
        assertTrue(bob.receive(datagram, 0));
        assertEquals(control, datagram.remote());
        assertThrows(IllegalArgumentException.class, () -> send(alice, "x", 5006, BOB));
    }

    @Test
    void picksFreePortsForPortZero() throws IOException {
        InetSocketAddress any = new InetSocketAddress("10.0.0.1", 0);
        MediaSocket first = network.open(any, any);
        MediaSocket second = network.open(any);
        List<InetSocketAddress> ports = first.localAddresses();
        assertEquals(49_152, ports.get(0).getPort());
        assertNotEquals(ports.get(0), ports.get(1));
        assertFalse(ports.contains(second.localAddresses().get(0)));
    }

    @Test
    void refusesAddressesInUse() throws IOException {
        MediaSocket alice = network.open(ALICE);
        InetSocketAddress free = new InetSocketAddress("10.0.0.1", 6000);
        assertThrows(BindException.class, () -> network.open(free, ALICE));
        assertThrows(BindException.class, () -> network.open(new InetSocketAddress("0.0.0.0", 5004)));
        assertThrows(BindException.class, () -> network.open(free, free));
        assertThrows(IOException.class, () -> network.open(InetSocketAddress.createUnresolved("alice.test", 5004)));
        network.open(BOB);
        network.open(free); // nothing of what failed stayed bound
        alice.close();
        network.open(ALICE);
    }

    @Test
    void wildcardReceivesForEveryAddressNobodyBoundAndSendsFromLoopback() throws IOException {
        MediaSocket everywhere = network.open(new InetSocketAddress("0.0.0.0", 6000));
        MediaSocket alice = network.open(ALICE);
        assertThrows(BindException.class, () -> network.open(new InetSocketAddress("10.0.0.1", 6000)));
        send(alice, "to any", 5004, new InetSocketAddress("10.9.9.9", 6000));
        assertTrue(everywhere.receive(datagram, 0));
        send(everywhere, "back", 6000, ALICE);
        assertTrue(alice.receive(datagram, 0));
        assertEquals(new InetSocketAddress("127.0.0.1", 6000), datagram.remote());

        InetSocketAddress six = new InetSocketAddress("2001:db8::1", 7000);
        MediaSocket carol = network.open(six);
        send(everywhere, "six", 6000, six);
        assertTrue(carol.receive(datagram, 0));
        assertEquals(new InetSocketAddress("::1", 6000), datagram.remote());
    }

    @Test
    void refusesWhatCannotBeSent() throws IOException {
        MediaSocket alice = network.open(ALICE);
        assertThrows(IOException.class, () -> send(alice, "x", 5004, InetSocketAddress.createUnresolved("b.test", 1)));
        assertThrows(IOException.class, () -> send(alice, "x", 5004, new InetSocketAddress("10.0.0.2", 0)));
        assertThrows(IOException.class, () -> send(alice, "x", 5004, new InetSocketAddress("0.0.0.0", 5004)));
        assertThrows(IOException.class, () -> send(alice, "x", 5004, new InetSocketAddress("2001:db8::1", 5004)));
        assertThrows(IOException.class, () -> alice.send(ByteBuffer.allocate(65_508), 5004, BOB));
        assertEquals(0, network.report().sent());
        alice.send(ByteBuffer.allocate(65_507), 5004, BOB);
        assertEquals(1, network.report(ALICE, BOB).unreachable());
    }

    @Test
    void fillsTheSlotWithTheBeginningOfWhatIsTooLong() throws IOException {
        MediaSocket alice = network.open(ALICE);
        alice.send(ByteBuffer.allocate(Datagram.CAPACITY + 1), 5004, ALICE);
        assertTrue(alice.receive(datagram, 0));
        assertEquals(Datagram.CAPACITY, datagram.bytes().remaining());
        alice.send(ByteBuffer.allocate(0), 5004, ALICE);
        assertTrue(alice.receive(datagram, 0));
        assertEquals(0, datagram.bytes().remaining());
    }

    @Test
    void closedSocketNeitherSendsNorReceives() throws IOException {
        MediaSocket alice = network.open(ALICE);
        MediaSocket bob = network.open(BOB);
        send(alice, "on its way", 5004, BOB);
        bob.close();
        bob.close();
        bob.wakeup();
        assertThrows(ClosedChannelException.class, () -> bob.receive(datagram, 0));
        assertThrows(ClosedChannelException.class, () -> send(bob, "x", 5004, ALICE));
        send(alice, "too late", 5004, BOB);
        assertEquals(2, network.report(ALICE, BOB).unreachable());
    }

    @Test
    void wakeupEndsTheNextReceiveAndNoMore() throws IOException {
        MediaSocket alice = network.open(ALICE);
        send(alice, "x", 5004, ALICE);
        alice.wakeup();
        alice.wakeup();
        assertFalse(alice.receive(datagram, Long.MAX_VALUE));
        assertTrue(alice.receive(datagram, 0));
    }

    @Test
    void filterDropsAndAltersChosenDatagrams() throws IOException {
        MediaSocket alice = network.open(ALICE);
        MediaSocket bob = network.open(BOB);
        network.filter((from, to, bytes) -> {
            if (bytes[0] == 'd') {
                return Optional.empty();
            }
            bytes[0] = (byte) (from.equals(ALICE) && to.equals(BOB) ? '!' : '?');
            return Optional.of(bytes);
        });
        send(alice, "drop", 5004, BOB);
        send(alice, "keep", 5004, BOB);
        assertTrue(bob.receive(datagram, 0));
        assertEquals("!eep", text(datagram));
        assertFalse(bob.receive(datagram, 0));
        LinkReport report = network.report(ALICE, BOB);
        assertEquals(2, report.sent());
        assertEquals(1, report.filtered());
        assertEquals(1, report.delivered());
    }

    @Test
    void transportIsCalledMemoryAndRunsByTheNetworksClock() throws IOException {
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        try (MemoryNetwork other = new MemoryNetwork(start)) {
            Transport transport = other.transport();
            assertEquals("memory", transport.name());
            assertEquals(start, transport.clock().instant());
            other.advance(Duration.ofHours(1));
            assertEquals(start.plusSeconds(3600), transport.clock().instant());
            assertEquals(List.of(ALICE), transport.open(List.of(ALICE)).localAddresses());
            assertThrows(IllegalArgumentException.class, () -> transport.open(List.of()));
        }
    }

    @Test
    void closingTheNetworkClosesItsSockets() throws IOException {
        MediaSocket alice = network.open(ALICE);
        network.close();
        assertThrows(ClosedChannelException.class, () -> alice.receive(datagram, 0));
        assertDoesNotThrow(network::close);
    }

    private static void send(MediaSocket from, String text, int port, InetSocketAddress to) throws IOException {
        from.send(ByteBuffer.wrap(text.getBytes(US_ASCII)), port, to);
    }

    private static String text(Datagram received) {
        return US_ASCII.decode(received.bytes()).toString();
    }
}
