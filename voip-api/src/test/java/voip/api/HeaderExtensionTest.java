package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of {@code a=extmap}: RFC 8285 §5 and §8, RFC 6904 §4. */
class HeaderExtensionTest {
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 http://example.com/082005/ext.htm#ttime", // RFC 8285 §5
                "1 urn:ietf:params:rtp-hdrext:avt-example-metadata",
                "1 http://example.com/082005/ext.htm#example-metadata",
                "6 urn:ietf:params:rtp-hdrext:ssrc-audio-level vad=on", // RFC 6464 §4
                "1 urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:smpte-tc 25@600/24", // RFC 6904 §4
                "2 urn:ietf:params:rtp-hdrext:toffset",
                "5/recvonly urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:ssrc-audio-level vad=on",
                "1/sendonly urn:x",
                "14/inactive urn:x",
                "16 urn:x",
                "255 urn:x",
                "4096 urn:x",
                "4351/recvonly urn:x a  b\tc=d \u00e9"
            })
    void readsAndWritesTheSame(String value) {
        assertEquals(value, HeaderExtension.parse(value).extmap());
    }

    @Test
    void rfc8285Section5SecondExample() {
        HeaderExtension read = HeaderExtension.parse("2/sendrecv http://example.com/082005/ext.htm#xmeta short");
        assertEquals(
                new HeaderExtension(2, "http://example.com/082005/ext.htm#xmeta", Direction.SENDRECV, "short", false),
                read);
        assertEquals("2 http://example.com/082005/ext.htm#xmeta short", read.extmap(), "which says the same");
    }

    @Test
    void rfc6904Section4NamesTheExtensionBehindTheEncryptUri() {
        assertEquals(
                new HeaderExtension(1, "urn:ietf:params:rtp-hdrext:smpte-tc", Direction.SENDRECV, "25@600/24", true),
                HeaderExtension.parse(
                        "1 urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:smpte-tc 25@600/24"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3 \t" + LEVEL + "  vad=off ",
                " 3/sendrecv  " + LEVEL + "\tvad=off",
                "00003 " + LEVEL + " vad=off"
            })
    void toleratesMoreSpaceThanThereShouldBe(String value) {
        assertEquals("3 " + LEVEL + " vad=off", HeaderExtension.parse(value).extmap());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1 ",
                "urn:x",
                "/sendrecv urn:x",
                "a urn:x",
                "0 urn:x",
                "15 urn:x",
                "256 urn:x", // the appbits, which are no element
                "4095 urn:x",
                "4352 urn:x",
                "-1 urn:x",
                "+1 urn:x",
                "1.0 urn:x",
                "99999999999999999999 urn:x",
                "\u0661 urn:x",
                "1/ urn:x",
                "1/both urn:x",
                "1/sendonly/recvonly urn:x",
                "1 /sendonly urn:x",
                "1 x", // not absolute
                "1 urn",
                "1 urn:",
                "1 :x",
                "1 1urn:x",
                "1 //example.com/x",
                "1 urn:\u00e9",
                "1 urn:<x>",
                "1 urn:x a\0b",
                "1 urn:x a\rb",
                "1 urn:x a\nb",
                "1 urn:ietf:params:rtp-hdrext:encrypt",
                "1 urn:ietf:params:rtp-hdrext:encrypt ",
                "1 urn:ietf:params:rtp-hdrext:encrypt x",
                "1 urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:encrypt", // RFC 6904 §4
                "1 urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:encrypt urn:x",
            })
    void refusesWhatIsMalformed(String value) {
        assertThrows(IllegalArgumentException.class, () -> HeaderExtension.parse(value));
    }

    @Test
    void refusesToBeLong() {
        HeaderExtension.parse("1 urn:" + "x".repeat(1000) + " " + "y".repeat(20));
        assertThrows(
                IllegalArgumentException.class,
                () -> HeaderExtension.parse("1 urn:" + "x".repeat(1000) + " " + "y".repeat(21)));
        assertThrows(IllegalArgumentException.class, () -> HeaderExtension.parse("1 urn:" + "x".repeat(60_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "a\nb", "a\0"})
    void refusesAttributesThatWouldReadAsOthers(String attributes) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new HeaderExtension(1, "urn:x", Direction.SENDRECV, attributes, false))
                .getMessage();
        assertTrue(message.contains("extension attributes"), message);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "14, true", "16, false", "255, false"})
    void identifiersBeyond14NeedTheTwoByteForm(int id, boolean oneByte) {
        HeaderExtension extension = new HeaderExtension(id, "urn:x", Direction.SENDRECV, "", false);
        assertEquals(oneByte, extension.fits(false));
        assertTrue(extension.fits(true));
        assertFalse(extension.isPlaceholder());
    }

    @Test
    void placeholdersFitNoPacket() {
        HeaderExtension placeholder = HeaderExtension.parse("4096 urn:x");
        assertTrue(placeholder.isPlaceholder());
        assertFalse(placeholder.fits(true));
    }
}
