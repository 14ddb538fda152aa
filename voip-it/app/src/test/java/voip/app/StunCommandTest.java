package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.stun.BindingServer;

@Timeout(30)
class StunCommandTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void printsThePublicAddressFirst() throws Exception {
        try (BindingServer server = BindingServer.open(LOOPBACK)) {
            Cli stun = Cli.run("stun", HostPort.format(server.address()));
            assertEquals(0, stun.code(), stun.err());
            assertTrue(stun.out().matches("public address  127.0.0.1:\\d+\\R(?s).*"), stun.out());
            assertTrue(stun.out().contains("server          " + HostPort.format(server.address())), stun.out());
        }
    }

    @Test
    void asksFromTheAddressThatItIsToldAndPrintsJson() throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(LOOPBACK)) {
            port = free.getLocalPort();
        }
        try (BindingServer server = BindingServer.open(LOOPBACK)) {
            Cli stun = Cli.run("stun", HostPort.format(server.address()), "--bind", "127.0.0.1:" + port, "--json");
            assertEquals(0, stun.code(), stun.err());
            assertTrue(stun.out().contains("\"address\":\"127.0.0.1:" + port + "\""), stun.out());
            assertTrue(stun.out().contains("\"requestsSent\":"), stun.out());
        }
    }

    @Test
    void portThatIsTakenIsOneLine() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(LOOPBACK)) {
            String bind = "127.0.0.1:" + taken.getLocalPort();
            Cli stun = Cli.run("stun", "127.0.0.1", "--bind", bind, "--timeout", "1");
            assertEquals(1, stun.code());
            assertTrue(stun.err().startsWith("voip stun: " + bind + " cannot be bound: "), stun.err());
            assertEquals(1, stun.err().lines().count(), stun.err());
        }
    }

    @Test
    void serverOfAnotherFamilyThanTheLocalAddressIsOneLine() {
        Cli stun = Cli.run("stun", "127.0.0.1", "--bind", "[::1]:0");
        assertEquals(1, stun.code());
        assertTrue(stun.err().contains("the host 127.0.0.1 has no address of the family of "), stun.err());
    }
}
