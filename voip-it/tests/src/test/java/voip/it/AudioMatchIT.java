package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The comparison that the tests with other people's programs rest on: it must not let wrong audio pass. */
class AudioMatchIT {
    private static final int MS = Audio.RATE / 1000;

    private static short[] speech;

    @BeforeAll
    static void speak() throws Exception {
        speech = Audio.speech();
    }

    @ParameterizedTest
    @EnumSource
    void acceptsWhatACodecMakesOfSpeech(Codec codec) {
        AudioMatch match = AudioMatch.of(speech, codec.decode(codec.encode(speech)));
        assertTrue(match.holds(), match.toString());
        assertEquals(0, match.lag());
    }

    @Test
    void acceptsABitOfSilenceBeforeTheSpeech() {
        short[] later = new short[speech.length + 30 * MS];
        System.arraycopy(speech, 0, later, 30 * MS, speech.length);
        AudioMatch match = AudioMatch.of(speech, later);
        assertTrue(match.holds(), match.toString());
        assertEquals(30 * MS, match.lag());
    }

    @Test
    void rejectsWrongAudio() {
        Random random = new Random(1);
        short[] noise = new short[speech.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (2000 * random.nextGaussian());
        }
        rejects(noise);
        rejects(new short[speech.length]);
        rejects(new short[0]);
        short[] backwards = new short[speech.length];
        for (int i = 0; i < backwards.length; i++) {
            backwards[i] = speech[speech.length - 1 - i];
        }
        rejects(backwards);
    }

    @Test
    void rejectsTheOtherCodec() {
        rejects(Codec.PCMA.decode(Codec.PCMU.encode(speech)));
    }

    @Test
    void rejectsAShiftInTheMiddle() {
        for (int shift : new int[] {MS, 20 * MS}) {
            short[] shifted = speech.clone();
            System.arraycopy(speech, speech.length / 2, shifted, speech.length / 2 + shift, speech.length / 2 - shift);
            rejects(shifted);
            System.arraycopy(speech, speech.length / 2 + shift, shifted, speech.length / 2, speech.length / 2 - shift);
            rejects(shifted);
        }
    }

    @Test
    void rejectsAGapOf60Milliseconds() {
        for (int from = loudest(); from < loudest() + 40 * MS; from += 7 * MS) {
            short[] gap = speech.clone();
            Arrays.fill(gap, from, from + 60 * MS, (short) 0);
            rejects(gap);
        }
    }

    @Test
    void rejectsSpeechThatEndsTooEarlyOrTooLate() {
        rejects(Arrays.copyOf(speech, speech.length - 60 * MS));
        rejects(Arrays.copyOf(speech, speech.length + 60 * MS));
    }

    private static int loudest() {
        int loudest = speech.length / 4;
        for (int i = loudest; i < speech.length * 3 / 4; i++) {
            if (Math.abs(speech[i]) > Math.abs(speech[loudest])) {
                loudest = i;
            }
        }
        return loudest - 50 * MS;
    }

    private static void rejects(short[] heard) {
        AudioMatch match = AudioMatch.of(speech, heard);
        assertFalse(match.holds(), match.toString());
    }
}
