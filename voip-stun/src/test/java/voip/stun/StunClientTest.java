package voip.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client, through real sockets, against our own server and worse ones. */
@Timeout(30)
class StunClientTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final StunClient client = new StunClient(new Random(1));

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void learnsItsOwnAddress(String host) throws IOException {
        try (BindingServer server = serverOrSkip(host)) {
            StunAnswer answer = client.ask(server.address());
            assertEquals(answer.local(), answer.address(), "nobody is in between");
            assertEquals(InetAddress.getByName(host), answer.address().getAddress());
            assertEquals(server.address(), answer.server());
            assertTrue(answer.requestsSent() >= 1);
        }
    }

    private static BindingServer serverOrSkip(String host) throws IOException {
        try {
            return BindingServer.open(new InetSocketAddress(host, 0));
        } catch (SocketException e) {
            return Assumptions.abort("this machine has no " + host);
        }
    }

    @Test
    void asksFromThePortThatItIsGiven() throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            port = free.getLocalPort();
        }
        try (BindingServer server = BindingServer.open(new InetSocketAddress(LOOPBACK, 0))) {
            for (String host : new String[] {"127.0.0.1", "0.0.0.0", "::"}) {
                StunAnswer answer =
                        client.bind(new InetSocketAddress(host, port)).ask(server.address());
                assertEquals(port, answer.address().getPort(), host);
            }
        }
    }

    @Test
    void silentServerFailsWithWhatWasTried() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            InetSocketAddress server = new InetSocketAddress(LOOPBACK, silent.getLocalPort());
            StunFailedException failed = assertThrows(
                    StunFailedException.class,
                    () -> client.timing(Exchange.timing(10, 3, 2)).ask(server));
            assertEquals(3, failed.requestsSent());
            assertTrue(failed.elapsed().compareTo(Duration.ofMillis(50)) >= 0, "it waited for the schedule's end");
            assertEquals(Optional.empty(), failed.error());
            assertTrue(
                    failed.getMessage()
                            .matches("the STUN server 127.0.0.1:\\d+ did not answer \\(3 requests in [0-9.]+ s\\)"),
                    failed.getMessage());
        }
    }

    @Test
    void timeoutEndsTheWaitBeforeTheSchedule() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            InetSocketAddress server = new InetSocketAddress(LOOPBACK, silent.getLocalPort());
            StunFailedException failed = assertThrows(
                    StunFailedException.class,
                    () -> client.timeout(Duration.ofMillis(60)).ask(server));
            assertEquals(1, failed.requestsSent());
            assertTrue(failed.getMessage().contains("did not answer (1 request in 0."), failed.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> client.timeout(Duration.ZERO));
    }

    @Test
    void closedPortFailsAtOnceAndSaysWhy() throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            port = free.getLocalPort();
        }
        StunFailedException failed = assertThrows(
                StunFailedException.class,
                () -> client.timeout(Duration.ofSeconds(20)).ask(new InetSocketAddress(LOOPBACK, port)));
        assertInstanceOf(IOException.class, failed.getCause());
        assertTrue(failed.getMessage().startsWith("the STUN server 127.0.0.1:" + port), failed.getMessage());
        assertTrue(failed.getMessage().endsWith("it is unreachable (ICMP)"), failed.getMessage());
    }

    @Test
    void errorResponseFailsWithItsCode() throws Exception {
        StunFailedException failed = assertThrows(
                StunFailedException.class,
                () -> askOfOne(request -> StunMessage.builder(
                                MessageClass.ERROR_RESPONSE, StunMessage.BINDING, request.transactionId())
                        .errorCode(new ErrorCode(401, "Unauthenticated"))
                        .build()));
        assertEquals(401, failed.error().orElseThrow().code());
        assertTrue(failed.getMessage().contains("refused with 401 Unauthenticated"), failed.getMessage());
    }

    @Test
    void ipv6AnswerOfAnIpv4ServerIsTaken() throws Exception {
        InetSocketAddress ipv6 = new InetSocketAddress("2001:db8::7", 5_000);
        StunAnswer answer = askOfOne(request -> StunMessage.builder(
                        MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, request.transactionId())
                .xorMappedAddress(ipv6)
                .build());
        assertEquals(ipv6, answer.address());
    }

    @Test
    void lostFirstRequestsAreSentAgain() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            CompletableFuture<Void> server = CompletableFuture.runAsync(() -> {
                try {
                    DatagramPacket packet = receive(deaf);
                    byte[] first = packet.getData().clone();
                    packet = receive(deaf);
                    packet = receive(deaf);
                    assertEquals(ByteBuffer.wrap(first), ByteBuffer.wrap(packet.getData()), "the same request");
                    InetSocketAddress source = (InetSocketAddress) packet.getSocketAddress();
                    byte[] response = BindingResponder.respond(
                                    ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), source)
                            .orElseThrow();
                    deaf.send(new DatagramPacket(response, response.length, source));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            StunAnswer answer =
                    client.timing(Exchange.timing(20, 7, 16)).ask(new InetSocketAddress(LOOPBACK, deaf.getLocalPort()));
            assertTrue(answer.requestsSent() >= 3);
            server.get();
        }
    }

    @Test
    void interruptEndsTheWait() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedIOException.class,
                    () -> client.ask(new InetSocketAddress(LOOPBACK, silent.getLocalPort())));
        }
    }

    @Test
    void refusesAddressesThatCannotMeet() {
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", 3478);
        assertThrows(
                IllegalArgumentException.class,
                () -> client.bind(new InetSocketAddress("::1", 0)).ask(server));
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 0);
        assertThrows(
                IllegalArgumentException.class, () -> client.bind(unresolved).ask(server));
    }

    @Test
    void closedServerFreesItsPort() throws IOException {
        for (int i = 0; i < 200; i++) { // its thread is about to wait, or waits already
            BindingServer server = BindingServer.open(new InetSocketAddress(LOOPBACK, 0));
            InetSocketAddress address = server.address();
            if (i % 2 == 0) {
                Thread.currentThread().interrupt();
                server.close();
                assertTrue(Thread.interrupted(), "it is kept");
            } else {
                server.close();
                server.close();
            }
            new DatagramSocket(address).close();
        }
    }

    /** What the client makes of a server that answers one request so. */
    private StunAnswer askOfOne(UnaryOperator<StunMessage> answers) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            Thread server = new Thread(() -> {
                try {
                    DatagramPacket packet = receive(socket);
                    StunMessage request = StunMessage.parse(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()))
                            .orElseThrow();
                    byte[] response = answers.apply(request).toBytes();
                    socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            server.start();
            try {
                return client.ask(new InetSocketAddress(LOOPBACK, socket.getLocalPort()));
            } finally {
                server.join();
            }
        }
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return packet;
    }
}
