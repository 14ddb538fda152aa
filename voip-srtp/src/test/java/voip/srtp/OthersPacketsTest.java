package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** Whole packets that GStreamer and ffmpeg protected, both ways; libsrtp's are in {@link LibsrtpTest}. */
class OthersPacketsTest {
    @ParameterizedTest
    @ValueSource(strings = {"ffmpeg-80", "ffmpeg-32", "gstreamer-80", "gstreamer-32"})
    void opensWhatOthersProtected(String name) throws Exception {
        try (SrtpSession receiver = SrtpSession.receiver(suiteOf(name), Fixtures.key(0), SrtpPolicy.standard())) {
            RecordedPackets.of(name).assertOpenedBy(receiver);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffmpeg-80", "ffmpeg-32", "gstreamer-80", "gstreamer-32"})
    void protectsToTheSameBytesAsOthers(String name) throws Exception {
        try (SrtpSession sender = SrtpSession.sender(suiteOf(name), Fixtures.key(0), SrtpPolicy.standard())) {
            RecordedPackets.of(name).assertProtectedBy(sender);
        }
    }

    @Test
    void refusesTheShortControlTagOfSomeSendersOfThe32BitSuite() throws Exception {
        try (SrtpSession receiver = SrtpSession.receiver(Fixtures.SUITE_32, Fixtures.key(0), SrtpPolicy.standard())) {
            List<byte[]> packets =
                    RecordedPackets.of("ffmpeg-short-control-tag").plain();
            assertEquals(2, packets.size());
            for (byte[] packet : packets) {
                assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotectControl(receiver, packet));
            }
        }
    }

    @Test
    void thePacketsCoverWhatTheyAreHereFor() {
        assertTrue(RecordedPackets.of("ffmpeg-80").any("80000000"), "a roll-over");
        assertTrue(RecordedPackets.of("ffmpeg-32").any("80c8"), "SRTCP");
        assertTrue(RecordedPackets.of("gstreamer-32").any("80c8"), "SRTCP");
    }

    private static SrtpCipherSuite suiteOf(String name) {
        return name.endsWith("-80") ? Fixtures.SUITE_80 : Fixtures.SUITE_32;
    }
}
