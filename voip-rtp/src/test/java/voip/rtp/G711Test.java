package voip.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class G711Test {
    @ParameterizedTest
    @CsvSource({
        "0xFF, 0",
        "0x7F, 0",
        "0x00, -32124",
        "0x80, 32124",
        "0xFE, 8",
        "0x7E, -8",
        "0x8F, 16764",
        "0xF0, 120",
        "0xEF, 132"
    })
    void decodesKnownMuLawCodes(int code, int sample) {
        assertEquals(sample, G711.fromMuLaw((byte) code));
    }

    @ParameterizedTest
    @CsvSource({"0xD5, 8", "0x55, -8", "0xAA, 32256", "0x2A, -32256", "0xD4, 24", "0xC5, 264", "0xDA, 248", "0x80, 5504"
    })
    void decodesKnownALawCodes(int code, int sample) {
        assertEquals(sample, G711.fromALaw((byte) code));
    }

    @Test
    void encodesEveryMuLawSampleBackToItsCode() {
        for (int code = 0; code < 256; code++) {
            int back = G711.toMuLaw(G711.fromMuLaw((byte) code)) & 0xFF;
            assertEquals(code == 0x7F ? 0xFF : code, back, "minus zero becomes zero, all else stays");
        }
    }

    @Test
    void encodesEveryALawSampleBackToItsCode() {
        for (int code = 0; code < 256; code++) {
            assertEquals((byte) code, G711.toALaw(G711.fromALaw((byte) code)));
        }
    }

    @Test
    void isMonotonicAndWithinHalfAStepOverAllSamples() {
        int muLaw = Short.MIN_VALUE;
        int aLaw = Short.MIN_VALUE;
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int nextMuLaw = G711.fromMuLaw(G711.toMuLaw((short) sample));
            int nextALaw = G711.fromALaw(G711.toALaw((short) sample));
            assertTrue(nextMuLaw >= muLaw && nextALaw >= aLaw, "at " + sample);
            int magnitude = Math.abs(sample);
            assertTrue(Math.abs(nextMuLaw - sample) <= Math.max(8, (magnitude + 132) / 32 + 4) || magnitude > 32635);
            assertTrue(Math.abs(nextALaw - sample) <= Math.max(8, magnitude / 32 + 1));
            muLaw = nextMuLaw;
            aLaw = nextALaw;
        }
    }

    @Test
    void convertsPartsOfArrays() {
        short[] samples = {1, 1000, -1000, 30000, 1};
        byte[] codes = new byte[7];
        G711.encodeMuLaw(samples, 1, codes, 2, 3);
        assertArrayEquals(
                new byte[] {
                    0, 0, G711.toMuLaw((short) 1000), G711.toMuLaw((short) -1000), G711.toMuLaw((short) 30000), 0, 0
                },
                codes);
        short[] decoded = new short[4];
        G711.decodeMuLaw(codes, 2, decoded, 1, 3);
        assertArrayEquals(new short[] {0, 988, -988, 30076}, decoded);

        G711.encodeALaw(samples, 1, codes, 0, 3);
        G711.decodeALaw(codes, 0, decoded, 0, 3);
        assertArrayEquals(new short[] {1008, -1008, 30208, 30076}, decoded);
        assertThrows(IndexOutOfBoundsException.class, () -> G711.decodeALaw(codes, 5, decoded, 0, 3));
    }
}
