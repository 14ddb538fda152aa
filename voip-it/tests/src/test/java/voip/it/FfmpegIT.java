package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten seconds of speech from and to ffmpeg, which has an SRTP of its own. */
class FfmpegIT {
    private static final int SSRC = 0x1234_5678;

    private static short[] speech;

    @TempDir
    Path folder;

    @BeforeAll
    static void speak() throws Exception {
        speech = Audio.speech();
    }

    @BeforeEach
    void requireFfmpeg() {
        Peers.require("ffmpeg");
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU,",
        "PCMA,",
        "PCMU, AES_CM_128_HMAC_SHA1_80",
        "PCMA, AES_CM_128_HMAC_SHA1_80",
        "PCMU, AES_CM_128_HMAC_SHA1_32",
        "PCMA, AES_CM_128_HMAC_SHA1_32"
    })
    @Execution(CONCURRENT)
    void ffmpegHearsWhatVoipSends(Codec codec, String suite) throws Exception {
        StreamKey[] key = key(suite);
        int port = Peers.freePair();
        Path sdp = Files.writeString(folder.resolve("stream.sdp"), StreamKey.sdp(port, codec, key));
        Path heard = folder.resolve("heard");
        try (Processes.Running ffmpeg = Processes.start(receiver(sdp, codec, heard))) {
            Peers.awaitBound(port, ffmpeg);
            Transfer.send(sdp, Audio.write(folder.resolve("said.wav"), speech), key);
            // Our BYE ends it; but not where it takes the tag of SRTCP to be 4 bytes long.
            if (!ffmpeg.process().waitFor(1, TimeUnit.SECONDS)) {
                ffmpeg.process().destroy();
                ffmpeg.process().waitFor(10, TimeUnit.SECONDS);
            }
            AudioMatch.assertMatches(speech, Transfer.decoded(heard, codec), ffmpeg);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU,",
        "PCMA,",
        "PCMU, AES_CM_128_HMAC_SHA1_80",
        "PCMA, AES_CM_128_HMAC_SHA1_80",
        "PCMU, AES_CM_128_HMAC_SHA1_32",
        "PCMA, AES_CM_128_HMAC_SHA1_32"
    })
    @Execution(CONCURRENT)
    void voipHearsWhatFfmpegSendsAcrossARollover(Codec codec, String suite) throws Exception {
        StreamKey[] key = key(suite);
        int port = Peers.freePair();
        Path sdp = Files.writeString(folder.resolve("stream.sdp"), StreamKey.sdp(port, codec, key));
        Path said = Audio.write(folder.resolve("said.wav"), speech);
        Path heard = folder.resolve("heard.wav");
        try (Processes.Running voip = Transfer.receive(sdp, port, heard)) {
            Processes.Result sent = Processes.run(Transfer.LIMIT_SECONDS, Ffmpeg.sender(said, codec, port, SSRC, key));
            assertEquals(0, sent.exitCode(), sent.all());
            assertEquals("BYE", Transfer.assertReceived(voip, key).get("endedBy"));
        }
        AudioMatch.assertMatches(speech, Audio.read(heard), "voip recv");
    }

    private static StreamKey[] key(String suite) {
        return suite == null ? new StreamKey[0] : new StreamKey[] {StreamKey.random(suite)};
    }

    private static List<String> receiver(Path sdp, Codec codec, Path raw) throws IOException {
        List<String> command = Ffmpeg.quietly();
        command.addAll(List.of("-protocol_whitelist", "file,crypto,srtp,rtp,udp", "-localaddr", "127.0.0.1"));
        command.addAll(List.of("-listen_timeout", "" + Transfer.LIMIT_SECONDS)); // instead of ten seconds
        command.addAll(List.of("-i", sdp.toString(), "-t", "30", "-c", "copy", "-flush_packets", "1"));
        command.addAll(List.of("-f", codec.law, raw.toString()));
        return command;
    }
}
