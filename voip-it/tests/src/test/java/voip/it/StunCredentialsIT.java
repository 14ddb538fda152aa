package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import voip.api.spi.AddressDiscovery.Timing;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.stun.BindingServer;
import voip.stun.ErrorCode;
import voip.stun.PasswordAlgorithm;
import voip.stun.ServerAuthentication;
import voip.stun.StunAuthentication;
import voip.stun.StunCredentials;
import voip.stun.StunMessage;
import voip.stun.StunTransaction;

/** STUN with credentials: against coturn, and by bc-fips in its approved-only mode. */
@Execution(CONCURRENT)
class StunCredentialsIT {
    private static final CryptoModule JCE =
            CipherSuites.discover().module("JCE").orElseThrow();
    private static final String PASSWORD = "correct horse";

    private final int port = Peers.freePair();
    private final String server = "127.0.0.1:" + port;

    @TempDir
    Path folder;

    @Test
    void coturnTellsTheAddressToItsUserAlone() throws Exception {
        try (Processes.Running coturn = coturn(600)) {
            Coturn.awaitRefusal(coturn, port);
            Processes.Result right = Processes.run(60, stun(server, PASSWORD));
            assertEquals(0, right.exitCode(), right.all());
            assertTrue(right.out().startsWith("public address  127.0.0.1:"), right.out());

            Processes.Result wrong = Processes.run(60, stun(server, "battery staple"));
            assertEquals(1, wrong.exitCode(), wrong.all());
            assertTrue(
                    wrong.err().contains("refused with 401")
                            && wrong.err().contains("the user name or the password is not the server's"),
                    wrong.err());
            assertEquals(1, wrong.err().lines().count(), wrong.err());
        }
    }

    @Test
    void coturnsStaleNonceIsReplaced() throws Exception {
        try (Processes.Running coturn = coturn(1);
                StunCredentials alice = StunCredentials.longTerm("alice", PASSWORD.toCharArray());
                StunAuthentication authentication = StunAuthentication.open(alice, JCE);
                DatagramSocket socket = new DatagramSocket(Stacks.loopback(0))) {
            Coturn.awaitRefusal(coturn, port);
            Set<Integer> errors = new TreeSet<>();
            for (int i = 0; i < 2; i++) {
                StunTransaction transaction = new StunTransaction(
                        new InetSocketAddress("127.0.0.1", port), Timing.STANDARD, JCE.random(), authentication);
                run(transaction, socket, errors);
                assertEquals(
                        Optional.of((InetSocketAddress) socket.getLocalSocketAddress()),
                        transaction.mappedAddress(),
                        transaction.failure(System.nanoTime()));
                Thread.sleep(2_500);
            }
            assertEquals(Set.of(ErrorCode.UNAUTHENTICATED, ErrorCode.STALE_NONCE), errors);
        }
    }

    private static void run(StunTransaction transaction, DatagramSocket socket, Set<Integer> errors)
            throws IOException {
        socket.setSoTimeout(20);
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        while (transaction.state() == StunTransaction.State.WAITING) {
            if (transaction.due(System.nanoTime())) {
                byte[] request = new byte[transaction.request().remaining()];
                transaction.request().get(request);
                socket.send(new DatagramPacket(request, request.length, transaction.server()));
            }
            try {
                packet.setLength(2_048);
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                continue;
            }
            ByteBuffer response = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
            StunMessage.parse(response).flatMap(StunMessage::errorCode).ifPresent(error -> errors.add(error.code()));
            transaction.received(response, (InetSocketAddress) packet.getSocketAddress(), System.nanoTime());
        }
    }

    @Test
    void approvedOnlyBcFipsAuthenticatesBySha256() throws Exception {
        try (StunCredentials alice = StunCredentials.longTerm("alice", PASSWORD.toCharArray());
                BindingServer ours = BindingServer.open(
                        Stacks.loopback(0),
                        ServerAuthentication.longTerm(
                                JCE,
                                alice,
                                "example.org",
                                List.of(PasswordAlgorithm.MD5, PasswordAlgorithm.SHA_256)))) {
            Processes.Result result =
                    approvedOnly(stun("127.0.0.1:" + ours.address().getPort(), PASSWORD, "--provider", "BCFIPS"));
            assertEquals(0, result.exitCode(), result.all());
        }
    }

    @Test
    void approvedOnlyBcFipsSaysThatCoturnsMd5IsMissingAndWhatToDo() throws Exception {
        try (Processes.Running coturn = coturn(600)) {
            Coturn.awaitRefusal(coturn, port);
            Processes.Result result = approvedOnly(stun(server, PASSWORD, "--provider", "BCFIPS"));
            assertEquals(1, result.exitCode(), result.all());
            assertTrue(
                    result.err().contains("BCFIPS makes no key of long-term credentials by MD5")
                            && result.err().contains("a server that offers the password algorithm SHA-256"),
                    result.err());
        }
    }

    private Processes.Running coturn(int nonceSeconds) throws Exception {
        Peers.require(Coturn.PROGRAM);
        return Coturn.startFor("alice", PASSWORD, nonceSeconds, folder, port);
    }

    private List<String> stun(String address, String password, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), password + "\n");
        List<String> command =
                Processes.voipCommand("stun", address, "--user", "alice", "--password-file", file.toString());
        command.addAll(List.of(more));
        return command;
    }

    private static Processes.Result approvedOnly(List<String> command) throws Exception {
        List<String> whole = new ArrayList<>(List.of(
                "env",
                "VOIP_PLUGINS=" + Project.bcFips(),
                "JDK_JAVA_OPTIONS=-Dorg.bouncycastle.fips.approved_only=true"));
        whole.addAll(command);
        return Processes.run(120, whole);
    }
}
