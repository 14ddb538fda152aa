package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** Whole packets that libsrtp, GStreamer and ffmpeg protected, both ways. */
class OthersPacketsTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @ValueSource(strings = {"libsrtp-80", "libsrtp-32", "ffmpeg-80", "ffmpeg-32", "gstreamer-80", "gstreamer-32"})
    void opensWhatOthersProtected(String name) throws Exception {
        try (SrtpSession receiver = SrtpSession.receiver(suiteOf(name), Fixtures.key(0), SrtpPolicy.standard())) {
            for (String[] line : lines(name)) {
                ByteBuffer packet = Fixtures.buffer(HEX.parseHex(line[2]));
                Verdict verdict =
                        line[0].equals("rtp") ? receiver.unprotect(packet) : receiver.unprotectControl(packet);
                assertEquals(Verdict.ACCEPTED, verdict, line[2]);
                assertEquals(line[1], HEX.formatHex(Fixtures.bytes(packet)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"libsrtp-80", "libsrtp-32", "ffmpeg-80", "ffmpeg-32", "gstreamer-80", "gstreamer-32"})
    void protectsToTheSameBytesAsOthers(String name) throws Exception {
        SrtpCipherSuite suite = suiteOf(name);
        SendContext sender = Contexts.sending(suite, SrtpPolicy.standard());
        for (String[] line : lines(name)) {
            byte[] expected = HEX.parseHex(line[2]);
            ByteBuffer packet = Fixtures.buffer(HEX.parseHex(line[1]));
            if (line[0].equals("rtp")) {
                assertEquals(Verdict.ACCEPTED, Contexts.packet(sender, packet));
            } else {
                // Some begin with index 1, where RFC 3711 §3.4 says 0; and not all of their packets are here.
                int word = expected.length - suite.spec().controlTagLength() - 4;
                skipTo(BigEndian.int32(expected, word) & 0x7FFF_FFFF, sender, BigEndian.int32(expected, 4));
                assertEquals(Verdict.ACCEPTED, Contexts.control(sender, packet));
            }
            assertEquals(line[2], HEX.formatHex(Fixtures.bytes(packet)));
        }
        sender.close();
    }

    private static void skipTo(int index, SendContext sender, int ssrc) throws Exception {
        Source source = sender.controlSources.find(ssrc);
        long next = source == null ? 0 : source.highest() + 1;
        for (long i = next; i < index; i++) {
            Contexts.control(sender, Fixtures.buffer(Fixtures.rtcp(ssrc)));
        }
    }

    @Test
    void refusesTheShortControlTagOfSomeSendersOfThe32BitSuite() throws Exception {
        try (SrtpSession receiver = SrtpSession.receiver(Fixtures.SUITE_32, Fixtures.key(0), SrtpPolicy.standard())) {
            List<String[]> lines = lines("ffmpeg-short-control-tag");
            assertEquals(2, lines.size());
            for (String[] line : lines) {
                assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotectControl(receiver, HEX.parseHex(line[1])));
            }
        }
    }

    @Test
    void thePacketsCoverWhatTheyAreHereFor() throws IOException {
        assertTrue(lines("libsrtp-80").stream().anyMatch(line -> line[1].startsWith("92")), "CSRCs and extension");
        assertTrue(lines("ffmpeg-80").stream().anyMatch(line -> line[1].startsWith("80000000")), "a roll-over");
        for (String name : List.of("libsrtp-32", "ffmpeg-32", "gstreamer-32")) {
            assertTrue(lines(name).stream().anyMatch(line -> line[0].equals("rtcp")), "SRTCP");
        }
    }

    private static SrtpCipherSuite suiteOf(String name) {
        return name.endsWith("-80") ? Fixtures.SUITE_80 : Fixtures.SUITE_32;
    }

    private static List<String[]> lines(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                OthersPacketsTest.class.getResourceAsStream("packets/" + name + ".txt"), StandardCharsets.US_ASCII))) {
            return reader.lines().map(line -> line.split(" ")).toList();
        }
    }
}
