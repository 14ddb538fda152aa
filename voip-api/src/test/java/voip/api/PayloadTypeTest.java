package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTypeTest {
    @ParameterizedTest
    @CsvSource({
        "0, PCMU, 8000, 1",
        "3, GSM, 8000, 1",
        "4, G723, 8000, 1",
        "5, DVI4, 8000, 1",
        "6, DVI4, 16000, 1",
        "7, LPC, 8000, 1",
        "8, PCMA, 8000, 1",
        "9, G722, 8000, 1",
        "10, L16, 44100, 2",
        "11, L16, 44100, 1",
        "12, QCELP, 8000, 1",
        "13, CN, 8000, 1",
        "14, MPA, 90000, 1",
        "15, G728, 8000, 1",
        "16, DVI4, 11025, 1",
        "17, DVI4, 22050, 1",
        "18, G729, 8000, 1"
    })
    void rfc3551Table4(int number, String encoding, int rate, int channels) {
        assertEquals(Optional.of(new PayloadType(number, encoding, rate, channels)), PayloadType.ofStatic(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 2, 19, 26, 34, 72, 96, 111, 127, 128})
    void otherNumbersAreNotStaticAudio(int number) {
        assertEquals(Optional.empty(), PayloadType.ofStatic(number));
    }

    @Test
    void refusesWhatSdpCannotSay() {
        assertThrows(IllegalArgumentException.class, () -> new PayloadType(-1, "x", 8000));
        assertThrows(IllegalArgumentException.class, () -> new PayloadType(128, "x", 8000));
        assertThrows(IllegalArgumentException.class, () -> PayloadType.PCMU.withNumber(128));
        assertThrows(IllegalArgumentException.class, () -> new PayloadType(0, "x", 0));
        assertThrows(IllegalArgumentException.class, () -> new PayloadType(0, "x", 8000, 0));
        for (String name : new String[] {"", " ", "a b", "a/b", "a\r\nb", "a:b", "\u00e9", "a,b"}) {
            assertThrows(IllegalArgumentException.class, () -> new PayloadType(0, name, 8000), name);
        }
        assertEquals("h263-1998", new PayloadType(99, "h263-1998", 90000).encoding());
    }

    @Test
    void encodingsAreTheSameWhateverTheirNumberAndCase() {
        PayloadType opus = new PayloadType(96, "OPUS", 48000, 2);
        assertTrue(opus.sameEncoding(PayloadType.OPUS));
        assertTrue(PayloadType.OPUS.sameEncoding(opus));
        assertFalse(opus.sameEncoding(new PayloadType(96, "OPUS", 48000, 1)));
        assertFalse(opus.sameEncoding(new PayloadType(96, "OPUS", 16000, 2)));
        assertFalse(opus.sameEncoding(new PayloadType(96, "speex", 48000, 2)));
    }

    @Test
    void writesItsRtpmap() {
        assertEquals("0 PCMU/8000", PayloadType.PCMU.rtpmap());
        assertEquals("111 opus/48000/2", PayloadType.OPUS.rtpmap());
        assertEquals("96 opus/48000/2", PayloadType.OPUS.withNumber(96).rtpmap());
        assertEquals("OPUS/48000/2 (111)", PayloadType.OPUS.toString());
        assertEquals("PCMU/8000 (0)", PayloadType.PCMU.toString());
    }
}
