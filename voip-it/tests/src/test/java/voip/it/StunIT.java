package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.MediaDescription;
import voip.stun.ErrorCode;
import voip.stun.MessageClass;
import voip.stun.StunMessage;

/** {@code voip stun} and {@code voip answer --stun}, with coturn, through a NAT, and with servers that do not help. */
@Execution(CONCURRENT)
class StunIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, [::1]"})
    void coturnTellsTheAddress(String address, String host) throws Exception {
        Peers.require(Coturn.PROGRAM);
        requireAddress(address);
        int port = Peers.freePair();
        String server = host + ":" + port;
        try (Processes.Running coturn = Coturn.start(List.of(), folder, port, address)) {
            Coturn.awaitAnswer(coturn, List.of(), server);

            Map<String, Object> told = good(Processes.run(60, Processes.voipCommand("stun", server, "--json")));
            assertEquals(told.get("local"), told.get("address"), told.toString());
            assertEquals(1.0, told.get("requestsSent"), told.toString());
            String table = Processes.voip("stun", server).out();
            assertTrue(table.startsWith("public address  "), table);

            int media = Peers.freePair();
            Processes.Result result = Processes.run(60, answer(address, host + ":" + media, server));
            Map<String, Object> answered = good(result);
            assertEquals(answered.get("address"), answered.get("publicAddress"), answered.toString());
            assertEquals(List.of("ACCEPTED"), List.copyOf(((Map<?, ?>) answered.get("verdicts")).keySet()));
            MediaDescription description = MediaDescription.parse(Files.readString(answerFile()));
            assertEquals(
                    InetAddress.getByName(address),
                    InetAddress.getByName(description.address().orElseThrow()));
            assertEquals(media, description.port());
        }
    }

    private static void requireAddress(String address) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
            assertTrue(socket.isBound());
        } catch (IOException e) {
            Assumptions.abort("this machine has no " + address);
        }
    }

    @Test
    void natsOutsideAddressIsPrintedAndStandsInTheAnswer() throws Exception {
        try (NatLab lab = NatLab.open(folder)) {
            Map<String, Object> told =
                    good(Processes.run(60, lab.client(Processes.voipCommand("stun", NatLab.SERVER, "--json"))));
            assertTrue(told.get("address").toString().startsWith(NatLab.OUTSIDE + ":"), told.toString());
            assertTrue(told.get("local").toString().startsWith(NatLab.CLIENT + ":"), told.toString());

            String bind = NatLab.CLIENT + ":" + NatLab.MEDIA_PORT;
            told = good(Processes.run(
                    60, lab.client(Processes.voipCommand("stun", NatLab.SERVER, "--bind", bind, "--json"))));
            assertEquals(NatLab.OUTSIDE + ":" + NatLab.OUTSIDE_MEDIA_PORT, told.get("address"), told.toString());

            Map<String, Object> answered =
                    good(Processes.run(60, lab.client(answer("10.77.2.2", bind, NatLab.SERVER))));
            assertEquals(bind, answered.get("address"), answered.toString());
            String sdp = Files.readString(answerFile());
            assertTrue(sdp.contains("c=IN IP4 " + NatLab.OUTSIDE + "\r\n"), sdp);
            assertTrue(sdp.contains("m=audio " + NatLab.OUTSIDE_MEDIA_PORT + " "), sdp);
            assertEquals(
                    OptionalInt.of(NatLab.OUTSIDE_CONTROL_PORT),
                    MediaDescription.parse(sdp).rtcpPort(),
                    sdp);
        }
    }

    @Test
    void silentServerFailsWithinTheTimeoutInOneLine() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(Stacks.loopback(0))) {
            String server = "127.0.0.1:" + silent.getLocalPort();
            Processes.Result result = Processes.voip("stun", server, "--timeout", "2", "--json");
            assertEquals(1, result.exitCode(), result.all());
            assertTrue(
                    result.err()
                            .strip()
                            .matches("voip stun: the STUN server " + server
                                    + " did not answer \\([1-3] requests? in [0-9.]+ s\\)"),
                    result.err());
            assertEquals(false, Json.object(result.out()).get("ok"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stun", "answer"})
    void errorOfTheServerIsOneLine(String command) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(Stacks.loopback(0))) {
            Thread refuses = new Thread(() -> refuse(socket), "refuses");
            refuses.setDaemon(true);
            refuses.start();
            String server = "127.0.0.1:" + socket.getLocalPort();
            String line = failure(
                    command.equals("stun")
                            ? Processes.voipCommand("stun", server)
                            : answer("127.0.0.1", "127.0.0.1:0", server));
            assertTrue(
                    line.startsWith("voip " + command + ": the STUN server " + server + " refused with 403 Forbidden"),
                    line);
            assertFalse(Files.exists(answerFile()), "there is an answer nevertheless");
        }
    }

    private static void refuse(DatagramSocket socket) {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        try {
            while (true) {
                socket.receive(packet);
                StunMessage request = StunMessage.parse(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()))
                        .orElseThrow();
                byte[] error = StunMessage.builder(
                                MessageClass.ERROR_RESPONSE, StunMessage.BINDING, request.transactionId())
                        .errorCode(new ErrorCode(403, "Forbidden"))
                        .build()
                        .toBytes();
                socket.send(new DatagramPacket(error, error.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    @Test
    void unknownHostIsOneLine() throws Exception {
        assertEquals(
                "voip stun: the host no-such-host.invalid is not known",
                failure(Processes.voipCommand("stun", "no-such-host.invalid")));
        assertEquals(
                "voip answer: the host no-such-host.invalid of the STUN server is not known",
                failure(answer("127.0.0.1", "127.0.0.1:0", "no-such-host.invalid")));
    }

    private static String failure(List<String> command) throws Exception {
        Processes.Result result = Processes.run(60, command);
        assertEquals(1, result.exitCode(), result.all());
        assertEquals(1, result.err().lines().count(), result.err());
        return result.err().strip();
    }

    private static Map<String, Object> good(Processes.Result result) {
        assertEquals(0, result.exitCode(), result.all());
        return Json.object(result.out());
    }

    /** An answer to somebody at an address, given up soon: nobody calls. */
    private List<String> answer(String peer, String bind, String server) throws IOException {
        StreamKey key = StreamKey.random(StreamKey.TAG_80);
        String offer = StreamKey.sdp(40_000, Codec.PCMU, key)
                .replace("IP4 127.0.0.1", (peer.indexOf(':') < 0 ? "IP4 " : "IP6 ") + peer);
        Path offerFile = Files.writeString(folder.resolve("offer.sdp"), offer);
        return Processes.voipCommand(
                "answer",
                "--offer",
                offerFile.toString(),
                "--answer",
                answerFile().toString(),
                "--bind",
                bind,
                "--stun",
                server,
                "--seconds",
                "1",
                "--json");
    }

    private Path answerFile() {
        return folder.resolve("answer.sdp");
    }
}
