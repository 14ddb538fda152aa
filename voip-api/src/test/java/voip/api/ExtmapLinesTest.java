package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Header extensions in whole descriptions (RFC 8285 §5, §6). */
class ExtmapLinesTest {
    private static final String AUDIO = "m=audio 5004 RTP/AVP 0\r\n";

    @Test
    void theSessionsHoldForSectionsWithoutTheirOwn() {
        List<MediaDescription> sections =
                MediaDescription.parseAll("v=0\r\na=extmap:1 urn:a\r\na=extmap:2/sendonly urn:b\r\n" + AUDIO
                        + "m=video 5006 RTP/AVP 31\r\na=extmap:7 urn:c\r\nm=audio 5008 RTP/AVP 8\r\n");
        assertEquals(List.of("1 urn:a", "2/sendonly urn:b"), lines(sections.get(0)));
        assertEquals(List.of("7 urn:c"), lines(sections.get(1)), "the two are not mixed");
        assertSame(
                sections.get(0).headerExtensions(),
                sections.get(2).headerExtensions(),
                "many lines and many sections are not as many mappings");
    }

    @Test
    void mixingIsAllowedByTheSessionOrTheSection() {
        assertTrue(MediaDescription.parse("a=extmap-allow-mixed\r\n" + AUDIO).extmapAllowMixed());
        assertTrue(MediaDescription.parse(AUDIO + "a=extmap-allow-mixed\r\n").extmapAllowMixed());
        assertFalse(MediaDescription.parse(AUDIO).extmapAllowMixed());
    }

    @Test
    void aBadLineIsKeptAsItIsAndCostsNoOther() {
        MediaDescription media = MediaDescription.parse(AUDIO
                + "a=extmap:15 urn:a\r\na=extmap:1 urn:b\r\na=extmap:2 notAbsolute\r\na=extmap\r\na=extmap:3\r\n");
        assertEquals(List.of("1 urn:b"), lines(media));
        assertEquals(
                List.of("a=extmap:15 urn:a", "a=extmap:2 notAbsolute", "a=extmap", "a=extmap:3"), media.otherLines());
    }

    @Test
    void anIdentifierThatAPeerGivesTwiceIsShownTwice() {
        MediaDescription media = MediaDescription.parse(AUDIO + "a=extmap:1 urn:a\r\na=extmap:1 urn:b\r\n");
        assertEquals(List.of("1 urn:a", "1 urn:b"), lines(media));
        assertEquals(media.toSdp(), media.toBuilder().build().toSdp());
    }

    @Test
    void aBuilderGivesAnIdentifierOnce() {
        MediaDescriptionBuilder builder = MediaDescription.builder();
        List<HeaderExtension> twice = List.of(HeaderExtension.parse("3 urn:a"), HeaderExtension.parse("3 urn:b"));
        String message = assertThrows(IllegalArgumentException.class, () -> builder.headerExtensions(twice))
                .getMessage();
        assertEquals("two header extensions have the identifier 3", message);
        List<HeaderExtension> alternatives =
                List.of(HeaderExtension.parse("4096 urn:a"), HeaderExtension.parse("4096 urn:b"));
        assertEquals(
                alternatives, builder.headerExtensions(alternatives).build().headerExtensions());
        assertThrows(IllegalArgumentException.class, () -> builder.attribute("extmap:1 urn:a"));
        assertThrows(IllegalArgumentException.class, () -> builder.attribute("extmap-allow-mixed"));
    }

    @Test
    void rfc8285Section7OfferWithPlaceholders() {
        String offer = """
                a=extmap:1 urn:toffset
                a=extmap:14 urn:obscure
                a=extmap:4096 urn:gps-string
                a=extmap:4096 urn:gps-binary
                a=extmap:4097 urn:frametype
                m=video 5006 RTP/AVP 31
                a=sendrecv
                m=audio 5004 RTP/AVP 0
                a=sendrecv
                """;
        for (MediaDescription media : MediaDescription.parseAll(offer)) {
            assertEquals(
                    List.of(
                            "1 urn:toffset",
                            "14 urn:obscure",
                            "4096 urn:gps-string",
                            "4096 urn:gps-binary",
                            "4097 urn:frametype"),
                    lines(media));
        }
    }

    static List<String> lines(MediaDescription media) {
        return media.headerExtensions().stream().map(HeaderExtension::extmap).toList();
    }
}
