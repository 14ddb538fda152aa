package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Our ends of one stream: {@code voip send} and {@code voip recv}, and what they must tell of it. */
final class Transfer {
    /** For ten seconds of speech, and the programs' start on a busy machine. */
    static final int LIMIT_SECONDS = 60;

    private static final double PACKETS = 50.0 * Audio.SECONDS;

    private Transfer() {}

    /** Starts to receive, and waits until it does. */
    static Processes.Running receive(Path sdp, int port, Path wav) throws IOException, InterruptedException {
        Processes.Running receiver = Processes.start(Processes.voipCommand(
                "recv", "--sdp", sdp.toString(), "--seconds", "" + LIMIT_SECONDS, "--json", wav.toString()));
        Peers.awaitBound(port, receiver);
        return receiver;
    }

    /** Waits for the end, and checks that all of the stream was received, under its suite, and nothing was refused. */
    static Map<String, Object> assertReceived(Processes.Running receiver, StreamKey... key) throws Exception {
        Processes.Result result = Processes.finish(LIMIT_SECONDS + 10, receiver);
        assertEquals(0, result.exitCode(), result.all());
        assertEquals("", result.err());
        Map<String, Object> received = Json.object(result.out());
        assertEquals(true, received.get("ok"), result.out());
        assertTrue((Double) received.get("packetsReceived") >= PACKETS, result.out()); // ffmpeg makes some shorter
        assertEquals(0.0, received.get("packetsLost"), result.out());
        assertEquals(0.0, received.get("packetsRefused"), result.out());
        assertEquals(key.length == 0 ? "none" : key[0].suite(), received.get("suite"), result.out());
        Map<?, ?> verdicts = (Map<?, ?>) received.get("verdicts");
        // Only a key tells that a report which comes before the first packet of a stream belongs to it.
        Set<String> fine = key.length == 0 ? Set.of("ACCEPTED", "UNKNOWN_SOURCE") : Set.of("ACCEPTED");
        assertTrue(fine.containsAll(verdicts.keySet()), result.out());
        assertTrue((Double) received.get("rtcpReceived") > 0, "no RTCP was accepted: " + result.out());
        assertNoKeys(result, key);
        return received;
    }

    /** Sends to the end, and checks that everything left. */
    static Map<String, Object> send(Path sdp, Path wav, StreamKey... key) throws Exception {
        Processes.Result result = Processes.run(
                LIMIT_SECONDS, Processes.voipCommand("send", "--sdp", sdp.toString(), "--json", wav.toString()));
        assertEquals(0, result.exitCode(), result.all());
        assertEquals("", result.err());
        Map<String, Object> sent = Json.object(result.out());
        assertEquals(true, sent.get("ok"), result.out());
        assertEquals(PACKETS, sent.get("packetsSent"), result.out());
        assertEquals(key.length == 0 ? "none" : key[0].suite(), sent.get("suite"), result.out());
        assertNoKeys(result, key);
        return sent;
    }

    /** Keys belong into descriptions only. */
    static void assertNoKeys(Processes.Result result, StreamKey... keys) {
        for (StreamKey key : keys) {
            assertFalse(result.all().contains(key.base64()), "a key was printed");
            assertFalse(result.all().contains(key.hex()), "a key was printed");
        }
    }

    static short[] decoded(Path file, Codec codec) throws IOException {
        return codec.decode(Files.readAllBytes(file));
    }
}
