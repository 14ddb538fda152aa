package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten seconds of speech from and to GStreamer, whose SRTP and SRTCP are libsrtp's, under each of its suites. */
class GstreamerIT {
    private static short[] speech;

    @TempDir
    Path folder;

    @BeforeAll
    static void speak() throws Exception {
        speech = Audio.speech();
    }

    @BeforeEach
    void requireGstreamer() throws Exception {
        Peers.requireGstreamer(Gstreamer.ELEMENTS);
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU, AES_CM_128_HMAC_SHA1_80",
        "PCMA, AES_CM_128_HMAC_SHA1_32",
        "PCMU, AES_256_CM_HMAC_SHA1_80",
        "PCMA, AES_256_CM_HMAC_SHA1_32",
        "PCMU, AEAD_AES_128_GCM",
        "PCMA, AEAD_AES_256_GCM"
    })
    @Execution(CONCURRENT)
    void voipHearsWhatGstreamerSendsAndTakesItsReports(Codec codec, String suite) throws Exception {
        StreamKey key = StreamKey.random(suite);
        int port = Peers.freePair();
        Path sdp = Files.writeString(folder.resolve("stream.sdp"), StreamKey.sdp(port, codec, key));
        Path said = Audio.write(folder.resolve("said.wav"), speech);
        Path heard = folder.resolve("heard.wav");
        int ownPort = Peers.freePair();
        try (Processes.Running voip = Transfer.receive(sdp, port, heard);
                // Not waited for: now and then gst-launch does not see the end of its own RTCP.
                Processes.Running gstreamer = Processes.start(Gstreamer.launch(
                        "rtpbin name=bin",
                        Gstreamer.encoder(key),
                        Gstreamer.packets(said, codec),
                        "! bin.send_rtp_sink_0 bin.send_rtp_src_0 ! enc.rtp_sink_0 enc.rtp_src_0 !",
                        "udpsink host=127.0.0.1 port=" + port + " bind-address=127.0.0.1 bind-port=" + ownPort,
                        "bin.send_rtcp_src_0 ! enc.rtcp_sink_0 enc.rtcp_src_0 !",
                        "udpsink host=127.0.0.1 port=" + (port + 1) + " bind-address=127.0.0.1 bind-port="
                                + (ownPort + 1) + " sync=false async=false"))) {
            Transfer.assertReceived(voip, key);
            AudioMatch.assertMatches(speech, Audio.read(heard), gstreamer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PCMA, AES_CM_128_HMAC_SHA1_80",
        "PCMU, AES_CM_128_HMAC_SHA1_32",
        "PCMA, AES_256_CM_HMAC_SHA1_80",
        "PCMU, AES_256_CM_HMAC_SHA1_32",
        "PCMA, AEAD_AES_128_GCM",
        "PCMU, AEAD_AES_256_GCM"
    })
    @Execution(CONCURRENT)
    void gstreamerHearsWhatVoipSendsAndReadsItsReports(Codec codec, String suite) throws Exception {
        StreamKey key = StreamKey.random(suite);
        int port = Peers.freePair();
        int gstreamerPort = Peers.freePair();
        Path sdp = Files.writeString(folder.resolve("stream.sdp"), StreamKey.sdp(port, codec, key));
        Path said = Audio.write(folder.resolve("said.wav"), speech);
        Path heard = folder.resolve("heard");
        Path reports = folder.resolve("reports");
        long ssrc;
        try (Relay media = new Relay(port);
                Relay control = new Relay(port + 1)) {
            CompletableFuture<Object> sent = CompletableFuture.supplyAsync(
                    () -> send(sdp, said, key),
                    task -> new Thread(task, "send").start()); // the common pool has one thread
            ssrc = media.ssrc(sent) & 0xFFFF_FFFFL;
            // Two decoders: in one, the keys that come with RTCP would reset those of RTP.
            try (Processes.Running gstreamer = Processes.start(Gstreamer.launch(
                    "srtpdec name=dec srtpdec name=control",
                    Gstreamer.source(gstreamerPort, codec, ssrc, key),
                    "! dec.rtp_sink dec.rtp_src !",
                    Gstreamer.depayload(codec, heard),
                    Gstreamer.controlSource(gstreamerPort + 1, ssrc, key),
                    "! control.rtcp_sink control.rtcp_src !",
                    Gstreamer.file(reports)))) {
                Peers.awaitBound(gstreamerPort, gstreamer);
                Peers.awaitBound(gstreamerPort + 1, gstreamer);
                media.forwardFirst(gstreamerPort);
                Peers.await("the first packet", gstreamer, () -> heard.toFile().length() > 0);
                media.forward(gstreamerPort);
                control.forward(gstreamerPort + 1);
                sent.get();
                Peers.await("the last packet", gstreamer, () -> heard.toFile().length() >= speech.length);
                Peers.await(
                        "a report and a BYE", gstreamer, () -> reports.toFile().length() >= 2 * 28);
            }
        }
        AudioMatch.assertMatches(speech, Transfer.decoded(heard, codec), "GStreamer");
        assertSenderReport(Files.readAllBytes(reports), ssrc);
    }

    private static Object send(Path sdp, Path said, StreamKey key) {
        try {
            return Transfer.send(sdp, said, key);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 3550 §6.4.1: what was decrypted begins with a sender report of the stream's source. */
    private static void assertSenderReport(byte[] decrypted, long ssrc) {
        ByteBuffer report = ByteBuffer.wrap(decrypted);
        assertEquals(2, (report.get(0) & 0xFF) >> 6);
        assertEquals(200, report.get(1) & 0xFF);
        assertEquals((int) ssrc, report.getInt(4));
        assertTrue(report.getInt(20) > 0, "it counts no packets");
    }
}
