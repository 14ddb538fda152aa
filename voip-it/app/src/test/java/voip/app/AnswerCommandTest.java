package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import voip.api.Call;
import voip.api.Encryption;
import voip.api.MediaDescription;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.VoipStack;

@Timeout(60)
class AnswerCommandTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final BlockingQueue<RtpPacket> echoed = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    @Test
    void echoesAnEncryptedCallUntilTheCallerLeaves() throws Exception {
        try (VoipStack caller = VoipStack.builder().bind(LOOPBACK).build()) {
            caller.start();
            Call call = caller.offer("echo", LOOPBACK.getAddress(), made -> packet -> echoed.add(packet.copy()));
            Files.writeString(offer(), call.media().toSessionSdp(1, 1));
            CompletableFuture<Cli> answering = start("--bind", "localhost:0", "--json");
            String answer = answer();
            assertTrue(answer.startsWith("v=0\r\n"), "a whole session description");
            MediaDescription media = MediaDescription.parse(answer);
            assertEquals("127.0.0.1", media.address().orElseThrow());
            assertEquals(1, media.crypto().size());
            assertFalse(call.media().crypto().contains(media.crypto().get(0)), "a key of its own");
            call.complete(media);

            Speech speech = new Speech(Speech.demo(8000, 800), Codec.PCMU, PayloadType.PCMU);
            for (int n = 0; n < speech.packets(); n++) {
                call.send(speech.packet(n));
                RtpPacket echo = echoed.poll(5, TimeUnit.SECONDS);
                assertEquals(speech.packet(n).payload(), echo.payload());
                assertEquals(speech.packet(n).timestamp(), echo.timestamp());
                assertTrue(echo.ssrc() != call.ssrc(), "the echo has a source of its own");
            }
            call.hangUp();
            Cli answered = answering.get();
            assertEquals(0, answered.code(), answered.err());
            assertEquals("", answered.err());
            assertTrue(answered.out().contains("\"packetsSent\":5,\"packetsReceived\":5"), answered.out());
            assertTrue(answered.out().contains("\"suite\":\"AEAD_AES_128_GCM\""), answered.out());
        }
    }

    @Test
    void saysThatACallIsNotEncryptedAndHangsUpInTime() throws Exception {
        Files.writeString(offer(), "v=0\r\nc=IN IP6 ::1\r\nm=audio 5004 RTP/AVP 8 0\r\n");
        Cli answered = start("--bind", "[::1]:0", "--seconds", "1").get();
        assumeTrue(!answered.err().contains("cannot be bound"), "this machine has no IPv6");
        assertEquals(0, answered.code(), answered.err());
        assertEquals(
                "voip answer: the call is not encrypted: the offer has no key",
                answered.err().strip());
        assertEquals(List.of(PayloadType.PCMU), MediaDescription.parse(answer()).formats());
    }

    @Test
    void printsNothingButTheAnswerIfThatGoesToStandardOutput() throws IOException {
        Files.writeString(offer(), "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n");
        Cli answered = Cli.run(
                "answer", "--offer", offer().toString(), "--answer", "-", "--bind", "127.0.0.1:0", "--seconds", "1");
        assertEquals(0, answered.code(), answered.err());
        assertTrue(answered.out().startsWith("v=0\r\n"), answered.out());
        assertTrue(answered.out().lines().allMatch(line -> line.matches("[a-z]=.*")), answered.out());
        assertTrue(answered.err().contains("packets received"), answered.err());
    }

    @Test
    void refusesAnOfferThatItCannotAnswer() throws Exception {
        Files.writeString(folder.resolve("answer.sdp"), "of an earlier run");
        Files.writeString(offer(), "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 9\r\n");
        Cli answered = start("--bind", "127.0.0.1:0", "--seconds", "1").get();
        assertEquals(1, answered.code());
        assertEquals(1, answered.err().lines().count(), answered.err());
        assertFalse(Files.exists(folder.resolve("answer.sdp")));
    }

    @Test
    void saysThatAHostIsNotKnown() throws Exception {
        Files.writeString(offer(), "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n");
        Cli answered = start("--bind", "nowhere.invalid:5004").get();
        assertEquals(1, answered.code());
        assertEquals(
                "voip answer: the host nowhere.invalid is not known",
                answered.err().strip());
    }

    @Test
    void hangsUpWhenItIsTerminated() throws Exception {
        try (VoipStack caller =
                VoipStack.builder().bind(LOOPBACK).encryption(Encryption.NONE).build()) {
            caller.start();
            CompletableFuture<Void> left = new CompletableFuture<>();
            Call call = caller.offer("echo", LOOPBACK.getAddress(), made -> new Caller(echoed, left));
            Files.writeString(offer(), call.media().toSessionSdp(1, 1));
            Process process =
                    new ProcessBuilder(command()).redirectErrorStream(true).start();
            call.complete(MediaDescription.parse(answer()));
            call.send(new Speech(new short[160], Codec.PCMU, PayloadType.PCMU).packet(0));
            assertTrue(echoed.poll(5, TimeUnit.SECONDS) != null, "it echoes");
            process.toHandle().destroy(); // SIGTERM; unlike the process's own destroy() it leaves the output readable
            left.get(10, TimeUnit.SECONDS);
            String printed = new String(process.getInputStream().readAllBytes());
            assertEquals(0, process.waitFor(), printed);
            assertTrue(printed.contains("packets received  1"), printed);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "voip.app.Main"));
        command.addAll(List.of(
                "answer",
                "--offer",
                offer().toString(),
                "--answer",
                folder.resolve("answer.sdp").toString()));
        command.addAll(List.of("--bind", "127.0.0.1:0"));
        return command;
    }

    private CompletableFuture<Cli> start(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "answer",
                "--offer",
                offer().toString(),
                "--answer",
                folder.resolve("answer.sdp").toString()));
        arguments.addAll(List.of(options));
        return Cli.start(arguments.toArray(String[]::new));
    }

    private Path offer() {
        return folder.resolve("offer.sdp");
    }

    private String answer() throws IOException, InterruptedException {
        Path file = folder.resolve("answer.sdp");
        for (int i = 0; i < 1000 && !Files.exists(file); i++) {
            Thread.sleep(20);
        }
        return Files.readString(file);
    }
}
