package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.stun.BindingServer;
import voip.stun.PasswordAlgorithm;
import voip.stun.ServerAuthentication;
import voip.stun.StunCredentials;

@Timeout(30)
class StunCommandTest {
    @TempDir
    Path folder;

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

    private static BindingServer serverFor(String password) throws Exception {
        CryptoModule module = CipherSuites.discover().module("JCE").orElseThrow();
        try (StunCredentials alice = StunCredentials.longTerm("alice", password.toCharArray())) {
            return BindingServer.open(
                    LOOPBACK,
                    ServerAuthentication.longTerm(module, alice, "example.org", List.of(PasswordAlgorithm.SHA_256)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void givesThePasswordOfAFile(String end) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "s\u00FC\u00DF und geheim" + end);
        try (BindingServer server = serverFor("s\u00FC\u00DF und geheim")) {
            String address = HostPort.format(server.address());
            Cli stun = Cli.run("stun", address, "--user", "alice", "--password-file", file.toString());
            assertEquals(0, stun.code(), stun.err());
            assertTrue(stun.out().startsWith("public address  127.0.0.1:"), stun.out());
        }
    }

    @Test
    void givesThePasswordOfTheEnvironmentAndToldIsOnlyThatAnotherIsWrong() throws Exception {
        try (BindingServer server = serverFor(System.getenv("PATH"))) {
            String address = HostPort.format(server.address());
            Cli right = Cli.run("stun", address, "--user", "alice", "--password-env", "PATH");
            assertEquals(0, right.code(), right.err());
            Path file = Files.writeString(folder.resolve("password"), "hush-hush");
            Cli wrong = Cli.run("stun", address, "--user", "alice", "--password-file", file.toString());
            assertEquals(1, wrong.code());
            assertTrue(wrong.err().contains("the user name or the password is not the server's"), wrong.err());
            assertFalse(wrong.err().contains("hush"), wrong.err());
        }
    }

    @Test
    void passwordsThatCannotBeHadAreOneLine() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        assertFailure("the environment variable NO_SUCH is not set", "--password-env", "NO_SUCH");
        assertFailure("the password cannot be read from no-such-file", "--password-file", "no-such-file");
        assertFailure("the password is empty", "--password-file", empty.toString());
    }

    private static void assertFailure(String start, String... password) {
        Cli stun = Cli.run("stun", "127.0.0.1", "--user", "alice", password[0], password[1]);
        assertEquals(1, stun.code());
        assertTrue(stun.err().startsWith("voip stun: " + start), stun.err());
        assertEquals(1, stun.err().lines().count(), stun.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--user alice",
                "--password-env PATH",
                "--short-term",
                "--user alice --password-env PATH --password-file x",
                "--fips",
                "--provider JCE"
            })
    void halfOfTheCredentialsIsWrongUsage(String options) {
        Cli stun = Cli.run(("stun 127.0.0.1 " + options).split(" "));
        assertEquals(2, stun.code(), stun.err());
    }
}
