package voip.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.PayloadType;
import voip.api.RtpPacket;

class SpeechTest {
    @Test
    void cutsAudioIntoPacketsOfTwentyMilliseconds() {
        Speech speech = new Speech(new short[400], Codec.PCMU, PayloadType.PCMU);
        assertEquals(3, speech.packets());
        RtpPacket first = speech.packet(0);
        RtpPacket last = speech.packet(2);
        assertTrue(first.marker());
        assertEquals(speech.firstTimestamp(), first.timestamp());
        assertEquals(160, first.payloadLength());
        assertFalse(last.marker());
        assertEquals(80, last.payloadLength());
        assertEquals(320, last.timestamp() - first.timestamp() & 0xFFFF_FFFFL);
    }

    @Test
    void isHeardAsItWasSaid() {
        Speech speech = new Speech(Speech.demo(0, 1000), Codec.PCMA, PayloadType.PCMA);
        Recording recording = new Recording(List.of(PayloadType.PCMA), WavFile.RATE);
        for (int n = 0; n < speech.packets(); n++) {
            recording.add(speech.packet(n));
        }
        assertArrayEquals(speech.asHeard(), recording.samples());
    }

    @Test
    void repeatsTheDemoForAsLongAsItIsAskedFor() {
        short[] samples = Speech.demo(0, 20 * WavFile.RATE);
        int period = 49_568;
        assertEquals(samples[period - 1 + 5000], samples[2 * period - 1 + 5000]);
        int loudest = 0;
        for (short sample : samples) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        assertTrue(loudest > 8000, "the demo is to be heard: " + loudest);
    }
}
