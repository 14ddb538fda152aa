package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaDescriptionBuilderTest {
    private static final Map<String, BiConsumer<MediaDescriptionBuilder, String>> TEXT_SETTERS = Map.of(
            "media", MediaDescriptionBuilder::media,
            "protocol", MediaDescriptionBuilder::protocol,
            "address", MediaDescriptionBuilder::address,
            "rtcpAddress", MediaDescriptionBuilder::rtcpAddress,
            "fmtp", (builder, text) -> builder.fmtp(0, text),
            "crypto", (builder, text) -> builder.crypto(List.of(text)),
            "ssrc", (builder, text) -> builder.ssrc(1, text),
            "attribute", MediaDescriptionBuilder::attribute);

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n", "\0"})
    void nothingCanBeSmuggledIntoADescription(String control) {
        TEXT_SETTERS.forEach((name, setter) -> {
            MediaDescriptionBuilder builder = MediaDescription.builder().formats(List.of(PayloadType.PCMU));
            String before = builder.build().toSdp();
            for (String text : List.of("SECRET" + control + "a=inactive", control + "SECRET", "SECRET" + control)) {
                String message = assertThrows(IllegalArgumentException.class, () -> setter.accept(builder, text), name)
                        .getMessage();
                assertFalse(message.contains("SECRET"), message);
            }
            assertEquals(before, builder.build().toSdp(), name);
        });
        assertThrows(IllegalArgumentException.class, () -> new PayloadType(96, "x" + control, 8000));
    }

    @Test
    void refusesEmptyTexts() {
        TEXT_SETTERS.forEach((name, setter) -> assertThrows(
                IllegalArgumentException.class, () -> setter.accept(MediaDescription.builder(), ""), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\u007f", "\u001b"})
    void tokensHoldNoSpaces(String space) {
        for (String name : List.of("media", "protocol", "address", "rtcpAddress")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> TEXT_SETTERS.get(name).accept(MediaDescription.builder(), "a" + space + "b"));
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        MediaDescriptionBuilder builder = MediaDescription.builder();
        List<Runnable> setters = List.of(
                () -> builder.port(-1),
                () -> builder.port(65536),
                () -> builder.ptime(0),
                () -> builder.ptime(1001),
                () -> builder.rtcpPort(0),
                () -> builder.rtcpPort(65536),
                () -> builder.fmtp(-1, "x"),
                () -> builder.fmtp(128, "x"),
                () -> builder.ssrc(-1, "x"),
                () -> builder.ssrc(1L << 32, "x"));
        for (Runnable setter : setters) {
            assertThrows(IllegalArgumentException.class, setter::run);
        }
    }

    @Test
    void beginsAsAudioThatIsNowhere() {
        MediaDescription media = MediaDescription.builder().build();
        assertEquals("audio", media.media());
        assertEquals(9, media.port());
        assertEquals("RTP/AVP", media.protocol());
        assertEquals(List.of(), media.formats());
        assertEquals(Direction.SENDRECV, media.direction());
    }

    @Test
    void newFormatsAndKeysReplaceTheOldOnes() {
        MediaDescription media = MediaDescription.builder()
                .formats(List.of(PayloadType.PCMU))
                .formats(List.of(PayloadType.OPUS))
                .crypto(List.of("1 A inline:x"))
                .crypto(List.of("2 B inline:y"))
                .build();
        assertEquals(List.of(PayloadType.OPUS), media.formats());
        assertEquals(List.of("2 B inline:y"), media.crypto());
        assertEquals(
                "m=audio 9 RTP/AVP 111\r\na=rtpmap:111 opus/48000/2\r\na=sendrecv\r\na=crypto:2 B inline:y\r\n",
                media.toSdp());
    }

    @Test
    void refusesAnAttributeThatHasASetterOfItsOwn() {
        for (String attribute : List.of("sendonly", "rtpmap:0 PCMU/8000", "crypto:1 X inline:Y", "RTCP-mux")) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> MediaDescription.builder().attribute(attribute));
            assertFalse(refused.getMessage().contains("inline"), "no key in a message");
        }
    }
}
