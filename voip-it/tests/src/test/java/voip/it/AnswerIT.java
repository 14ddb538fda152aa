package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.MediaDescription;

/** {@code voip answer}, called by others. */
class AnswerIT {
    private static final StreamKey REFUSED = StreamKey.random(StreamKey.TAG_80);

    @TempDir
    Path folder;

    /**
     * The peer is one GStreamer pipeline. It sends from the port that it offers: the sending socket is bound to the
     * wildcard and the receiving one to loopback, so that they can share it and what arrives goes to the latter.
     */
    @ParameterizedTest
    @CsvSource({
        "PCMU, AES_CM_128_HMAC_SHA1_80",
        "PCMA, AES_CM_128_HMAC_SHA1_32",
        "PCMU, AES_256_CM_HMAC_SHA1_80",
        "PCMA, AEAD_AES_256_GCM"
    })
    @Execution(CONCURRENT)
    void peerGetsItsAudioBackUnderOurKey(Codec codec, String suite) throws Exception {
        Peers.requireGstreamer(Gstreamer.ELEMENTS);
        short[] speech = Audio.speech();
        Path said = Audio.write(folder.resolve("said.wav"), speech);
        Path heard = folder.resolve("heard");
        StreamKey theirs = StreamKey.random(suite);
        int port = Peers.freePair();
        try (Processes.Running voip = answer(StreamKey.sdp(port, codec, theirs))) {
            MediaDescription answer = awaitAnswer(voip);
            StreamKey ours = StreamKey.parse(answer.crypto().get(0));
            assertEquals(suite, ours.suite());
            assertNotEquals(theirs.base64(), ours.base64(), "one key for both directions");
            long ssrc = answer.ssrcs().keySet().iterator().next();
            try (Processes.Running gstreamer = Processes.start(Gstreamer.launch(
                    Gstreamer.source(port, codec, ssrc, ours),
                    "! srtpdec !",
                    Gstreamer.depayload(codec, heard),
                    Gstreamer.packets(said, codec),
                    "! " + Gstreamer.encoder(theirs),
                    "! udpsink host=127.0.0.1 port=" + answer.port() + " bind-address=0.0.0.0 bind-port=" + port))) {
                Peers.await(
                        "all of it to come back",
                        gstreamer,
                        () -> heard.toFile().length() >= speech.length);
            }
            voip.process().destroy();
            Processes.Result result = Processes.finish(20, voip);
            assertEquals(0, result.exitCode(), result.all());
            Map<String, Object> told = Json.object(result.out());
            assertEquals(true, told.get("ok"), result.out());
            assertEquals(suite, told.get("suite"), result.out());
            assertEquals("127.0.0.1:" + port, told.get("remote"), result.out());
            assertEquals(500.0, told.get("packetsReceived"), result.out());
            assertEquals(500.0, told.get("packetsSent"), result.out());
            Transfer.assertNoKeys(result, ours, theirs);
        }
        AudioMatch.assertMatches(speech, Transfer.decoded(heard, codec), "GStreamer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:0", "localhost:0", "127.0.0.1:0"})
    void bindsWhatIsWrittenAsHostAndPort(String bind) throws Exception {
        StreamKey theirs = StreamKey.random(StreamKey.TAG_80);
        String offer = StreamKey.sdp(40_000, Codec.PCMU, theirs);
        String address = bind.equals("[::1]:0") ? "::1" : "127.0.0.1";
        if (address.equals("::1")) {
            offer = offer.replace("IP4 127.0.0.1", "IP6 ::1");
        }
        try (Processes.Running voip = answer(offer, "--bind", bind, "--seconds", "1")) {
            Processes.Result result = Processes.finish(60, voip);
            assertEquals(0, result.exitCode(), result.all());
            assertEquals("", result.err());
            MediaDescription answer = MediaDescription.parse(Files.readString(answerFile()));
            String host = answer.address().orElseThrow();
            assertEquals(InetAddress.getByName(address), InetAddress.getByName(host), "it answers as " + host);
            Transfer.assertNoKeys(
                    result, theirs, StreamKey.parse(answer.crypto().get(0)));
        }
    }

    @Test
    void verboseLogTellsOfTheCallButNotOfItsKeys() throws Exception {
        StreamKey theirs = StreamKey.random(StreamKey.TAG_80);
        try (Processes.Running voip = answer(StreamKey.sdp(40_000, Codec.PCMU, theirs), "-v", "--seconds", "1")) {
            Processes.Result result = Processes.finish(60, voip);
            assertEquals(0, result.exitCode(), result.all());
            assertTrue(result.err().contains("rtp_call_registered"), result.err());
            MediaDescription answer = MediaDescription.parse(Files.readString(answerFile()));
            Transfer.assertNoKeys(
                    result, theirs, StreamKey.parse(answer.crypto().get(0)));
        }
    }

    @Test
    void standardInputAndOutputServeAsFiles() throws Exception {
        StreamKey theirs = StreamKey.random(StreamKey.TAG_80);
        Process process = new ProcessBuilder(Processes.voipCommand(
                        "answer", "--offer", "-", "--answer", "-", "--bind", "127.0.0.1:0", "--seconds", "1"))
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (Processes.Running voip = new Processes.Running(process, folder.resolve("unused"), folder.resolve("err"))) {
            try (OutputStream in = process.getOutputStream()) {
                in.write(StreamKey.sdp(40_000, Codec.PCMU, theirs).getBytes(StandardCharsets.UTF_8));
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, voip.process().waitFor(), out);
            MediaDescription answer = MediaDescription.parse(out);
            assertTrue(out.startsWith("v=0\r\n") && out.endsWith("\r\n"), "more than a description was printed");
            String err = Files.readString(folder.resolve("err"));
            assertTrue(err.contains(StreamKey.TAG_80), "the table belongs to standard error: " + err);
            assertFalse(err.contains(StreamKey.parse(answer.crypto().get(0)).base64()), "a key was printed");
        }
    }

    static List<Arguments> badOffers() {
        String good = StreamKey.sdp(40_000, Codec.PCMU, REFUSED);
        return List.of(
                arguments("no description at all", "hello\r\n"),
                arguments("nothing", ""),
                arguments("no audio", good.replace("m=audio", "m=video")),
                arguments("a refused stream", good.replace("m=audio 40000", "m=audio 0")),
                arguments(
                        "no codec that we have",
                        good.replace("SAVP 0", "SAVP 96").replace(":0 PCMU", ":96 opus")),
                arguments("no suite that we have", good.replace(StreamKey.TAG_80, "F8_128_HMAC_SHA1_80")),
                arguments("a key that is too short", good.replaceAll("inline:....", "inline:")),
                arguments("no key", good.replaceAll("a=crypto.*\r\n", "")),
                arguments("a port beyond all ports", good.replace("40000", "70000")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badOffers")
    @Execution(CONCURRENT)
    void badOfferIsRefusedInOneLine(String fault, String offer) throws Exception {
        try (Processes.Running voip = answer(offer, "--seconds", "5")) {
            Processes.Result result = Processes.finish(60, voip);
            assertEquals(1, result.exitCode(), result.all());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().startsWith("voip answer: "), result.err());
            assertFalse(result.err().contains("Exception"), result.err());
            assertEquals(false, Json.object(result.out()).get("ok"));
            assertFalse(Files.exists(answerFile()), "there is an answer nevertheless");
            assertFalse(result.all().contains(REFUSED.base64().substring(4)), "a key was printed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answer --offer offer.sdp --answer - --json",
                "answer",
                "answer --offer o.sdp",
                "answer --offer o.sdp --answer a.sdp --bind nowhere",
                "answer --offer o.sdp --answer a.sdp --bind ::1:5004",
                "answer --offer o.sdp --answer a.sdp --bind [::1]:70000",
                "answer --offer o.sdp --answer a.sdp --seconds 0",
                "answer --offer o.sdp --answer a.sdp --seconds soon",
                "answer --offer o.sdp --answer a.sdp --key secret",
                "recv --sdp o.sdp out.wav",
                "send in.wav",
                "frobnicate"
            })
    @Execution(CONCURRENT)
    void wrongUsageIsToldInOneLine(String arguments) throws Exception {
        Processes.Result result = Processes.voip(arguments.split(" "));
        assertEquals(2, result.exitCode(), result.all());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("--help"), result.err());
    }

    private Processes.Running answer(String offer, String... more) throws IOException {
        Path offerFile = Files.writeString(folder.resolve("offer.sdp"), offer);
        List<String> command = Processes.voipCommand(
                "answer",
                "--offer",
                offerFile.toString(),
                "--answer",
                answerFile().toString(),
                "--json");
        command.addAll(List.of(more));
        return Processes.start(command);
    }

    private MediaDescription awaitAnswer(Processes.Running voip) throws Exception {
        Peers.await("the answer", voip, () -> Files.exists(answerFile()));
        return MediaDescription.parse(Files.readString(answerFile()));
    }

    private Path answerFile() {
        return folder.resolve("answer.sdp");
    }
}
