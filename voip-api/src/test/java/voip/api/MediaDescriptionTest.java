package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from SDP, line by line. */
class MediaDescriptionTest {
    private static final String SESSION = "v=0\no=- 1 2 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n";
    private static final String AUDIO = "m=audio 5004 RTP/AVP 0\n";

    @Test
    void readsALoneSection() {
        MediaDescription media = MediaDescription.parse("m=audio 49170 RTP/AVP 0 8\r\nc=IN IP4 192.0.2.7\r\n");
        assertEquals("audio", media.media());
        assertEquals(49170, media.port());
        assertEquals("RTP/AVP", media.protocol());
        assertFalse(media.isSecure());
        assertEquals(List.of(PayloadType.PCMU, PayloadType.PCMA), media.formats());
        assertEquals(Optional.of("192.0.2.7"), media.address());
        assertEquals(Direction.SENDRECV, media.direction());
        assertEquals(OptionalInt.empty(), media.ptime());
        assertEquals(OptionalInt.empty(), media.rtcpPort());
        assertEquals(Optional.empty(), media.rtcpAddress());
        assertEquals(List.of(), media.crypto());
        assertEquals(Map.of(), media.ssrcs());
        assertEquals(List.of(), media.otherLines());
        assertEquals(Optional.empty(), media.fmtp(0));
        assertFalse(media.rtcpMux());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r"})
    void takesEveryLineEnd(String end) {
        String sdp = (SESSION + "a=sendonly\n" + AUDIO + "a=ptime:30\na=x-y:z\n").replace("\n", end);
        MediaDescription media = MediaDescription.parse(sdp + end + end);
        assertEquals(Optional.of("192.0.2.1"), media.address());
        assertEquals(OptionalInt.of(30), media.ptime());
        assertEquals(List.of("a=x-y:z"), media.otherLines());
        assertEquals(Direction.SENDONLY, media.direction());
    }

    @Test
    void inheritsAddressAndDirectionFromTheSession() {
        List<MediaDescription> all = MediaDescription.parseAll(SESSION + "a=recvonly\n" + AUDIO
                + "m=audio 5006 RTP/AVP 0\nc=IN IP6 2001:db8::2\na=inactive\n" + AUDIO);
        assertEquals(
                List.of("192.0.2.1", "2001:db8::2", "192.0.2.1"),
                all.stream().map(each -> each.address().orElseThrow()).toList());
        assertEquals(
                List.of(Direction.RECVONLY, Direction.INACTIVE, Direction.RECVONLY),
                all.stream().map(MediaDescription::direction).toList());
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryDirection(Direction direction) {
        assertEquals(
                direction,
                MediaDescription.parse(AUDIO + "a=" + direction.attribute()).direction());
        assertEquals(
                direction,
                MediaDescription.parse("a=" + direction.attribute() + "\n" + AUDIO)
                        .direction());
    }

    @ParameterizedTest
    @CsvSource({
        "IN IP4 192.0.2.1, 192.0.2.1",
        "IN IP6 2001:db8::1, 2001:db8::1",
        "IN IP4 media.example.org, media.example.org",
        "IN IP4 233.252.0.1/127, 233.252.0.1",
        "IN IP4 233.252.0.1/127/3, 233.252.0.1",
        "IN IP6 ff00::db8:0:101/3, ff00::db8:0:101",
        "IN  IP4   0.0.0.0 , 0.0.0.0"
    })
    void readsConnectionAddresses(String value, String address) {
        assertEquals(
                Optional.of(address),
                MediaDescription.parse(AUDIO + "c=" + value).address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c=",
                "c=IN",
                "c=IN IP4",
                "c=IN IP4 /127",
                "c=IN IP5 192.0.2.1",
                "c=ATM NSAP 47",
                "c=IN IP4 192.0.2.1 x",
                "c=IN IP4 a\tb"
            })
    void refusesMalformedConnectionLines(String line) {
        assertThrows(IllegalArgumentException.class, () -> MediaDescription.parse(AUDIO + line));
        assertThrows(IllegalArgumentException.class, () -> MediaDescription.parse(line + "\n" + AUDIO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=",
                "m=audio",
                "m=audio 5004",
                "m=audio 5004 RTP/AVP",
                "m=audio x RTP/AVP 0",
                "m=audio -1 RTP/AVP 0",
                "m=audio 65536 RTP/AVP 0",
                "m=audio 4294967296 RTP/AVP 0",
                "m=audio / RTP/AVP 0",
                "m=audio // RTP/AVP 0",
                "m=audio /2 RTP/AVP 0",
                "m=au\tdio 5004 RTP/AVP 0",
                "m=audio 5004 RTP\t/AVP 0",
                "m=audio \u0665 RTP/AVP 0"
            })
    void refusesMalformedMediaLines(String line) {
        assertThrows(IllegalArgumentException.class, () -> MediaDescription.parse(line));
        assertThrows(IllegalArgumentException.class, () -> MediaDescription.parse(AUDIO + line));
    }

    @Test
    void refusesLinesWithoutAType() {
        for (String line : List.of("hello", "=", "a", " a=sendrecv", "a =sendrecv")) {
            assertThrows(IllegalArgumentException.class, () -> MediaDescription.parse(AUDIO + line), line);
        }
    }

    @Test
    void readsPortsToTheLimitsAndWithACount() {
        assertEquals(0, MediaDescription.parse("m=audio 0 RTP/AVP 0").port());
        assertEquals(65535, MediaDescription.parse("m=audio 65535 RTP/AVP 0").port());
        assertEquals(49170, MediaDescription.parse("m=audio 49170/2 RTP/AVP 0").port());
    }

    @Test
    void takesTheFirstAudioSectionOfSeveral() {
        String sdp = "m=video 5006 RTP/AVP 31\n" + AUDIO + "m=audio 5008 RTP/AVP 8\n";
        assertEquals(5004, MediaDescription.parse(sdp).port());
        assertEquals(
                List.of("video", "audio", "audio"),
                MediaDescription.parseAll(sdp).stream()
                        .map(MediaDescription::media)
                        .toList());
    }

    @Test
    void refusesDescriptionsWithoutAudio() {
        for (String sdp : List.of("", "\r\n", SESSION, SESSION + "m=video 5006 RTP/AVP 31\n")) {
            String message = assertThrows(IllegalArgumentException.class, () -> MediaDescription.parse(sdp))
                    .getMessage();
            assertTrue(message.contains("m=audio"), message);
        }
        assertEquals(List.of(), MediaDescription.parseAll(SESSION));
    }

    @Test
    void refusesMoreThan64KiCharacters() {
        String most = AUDIO + "a=x:" + "y".repeat(65536 - AUDIO.length() - 4);
        assertEquals(1, MediaDescription.parseAll(most).size());
        String message = assertThrows(IllegalArgumentException.class, () -> MediaDescription.parseAll(most + "y"))
                .getMessage();
        assertTrue(message.contains("65537"), message);
    }

    @Test
    void namesStaticPayloadTypesWithoutRtpmapAndDynamicOnesOnlyWithIt() {
        MediaDescription media = MediaDescription.parse("""
                m=audio 5004 RTP/AVP 111 0 96 18 97 200 x
                a=rtpmap:111 opus/48000/2
                a=rtpmap:96 telephone-event/8000
                a=rtpmap:42 other/8000
                """);
        assertEquals(
                List.of(
                        PayloadType.OPUS,
                        PayloadType.PCMU,
                        new PayloadType(96, "telephone-event", 8000),
                        new PayloadType(18, "G729", 8000)),
                media.formats());
        assertTrue(media.toSdp().startsWith("m=audio 5004 RTP/AVP 111 0 96 18 97 200 x\r\n"), media.toSdp());
        assertTrue(media.toSdp().contains("a=rtpmap:42 other/8000\r\n"), media.toSdp());
    }

    @Test
    void rtpmapMayGiveAStaticNumberAnotherMeaning() {
        assertEquals(
                List.of(new PayloadType(0, "L16", 16000)),
                MediaDescription.parse(AUDIO + "a=rtpmap:0 L16/16000/1\n").formats());
    }

    @Test
    void readsTheAttributesOfASection() {
        MediaDescription media = MediaDescription.parse("""
                m=audio 5004 RTP/SAVPF 111
                a=rtpmap:111 opus/48000/2
                a=fmtp:111 useinbandfec=1; stereo=0
                a=ptime:20
                a=rtcp:53020 IN IP6 2001:db8::3
                a=rtcp-mux
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA
                a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:BBBB|2^20
                a=ssrc:4294967295 cname:user@example.org
                a=ssrc:1 cname:two words
                a=ssrc:1 msid:x
                """);
        assertTrue(media.isSecure());
        assertEquals(Optional.of("useinbandfec=1; stereo=0"), media.fmtp(111));
        assertEquals(OptionalInt.of(20), media.ptime());
        assertEquals(OptionalInt.of(53020), media.rtcpPort());
        assertEquals(Optional.of("2001:db8::3"), media.rtcpAddress());
        assertTrue(media.rtcpMux());
        assertEquals(
                List.of("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA", "2 AES_CM_128_HMAC_SHA1_32 inline:BBBB|2^20"),
                media.crypto());
        assertEquals(Map.of(4294967295L, "user@example.org", 1L, "two words"), media.ssrcs());
        assertEquals(List.of("a=ssrc:1 msid:x"), media.otherLines());
    }

    @Test
    void rtcpMayNameAPortAlone() {
        MediaDescription media = MediaDescription.parse(AUDIO + "a=rtcp:53020\n");
        assertEquals(OptionalInt.of(53020), media.rtcpPort());
        assertEquals(Optional.empty(), media.rtcpAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=ptime:0",
                "a=ptime:20.5",
                "a=ptime:",
                "a=ptime:1001",
                "a=rtpmap:0",
                "a=rtpmap:/",
                "a=rtpmap:128 x/8000",
                "a=rtpmap:96 x",
                "a=rtpmap:96 x/0",
                "a=rtpmap:96 x/8000/0",
                "a=rtpmap:96 \u00e9/8000",
                "a=fmtp:96",
                "a=fmtp:x y",
                "a=rtcp:0",
                "a=rtcp:x",
                "a=ssrc:1",
                "a=ssrc:-1 cname:x",
                "a=ssrc:4294967296 cname:x",
                "a=ssrc:1 cname:",
                "a=ssrc:y cname:x",
                "a=foo",
                "a=",
                "i=a title",
                "b=AS:64",
            })
    void keepsWhatMakesNoSenseAsItIs(String line) {
        MediaDescription media = MediaDescription.parse(AUDIO + line + "\n");
        assertEquals(List.of(line), media.otherLines());
        assertTrue(media.toSdp().contains("\r\n" + line + "\r\n"), media.toSdp());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 X inline:AA\0AA", "nonsense", "1 X inline:\u00fc"})
    void cryptoThatMakesNoSenseIsStillMeantToEncrypt(String value) {
        MediaDescription media = MediaDescription.parse(AUDIO + "a=crypto:" + value + "\n");
        assertEquals(List.of(value), media.crypto());
        assertEquals(media.toSdp(), MediaDescription.parse(media.toSdp()).toSdp());
        assertTrue(OfferAnswer.encrypts(media, Encryption.OPTIONAL));
    }

    @Test
    void unknownLinesSurviveInTheirOrder() {
        MediaDescription media = MediaDescription.parse(AUDIO + "i=title\nb=AS:64\nb=TIAS:64000\na=maxptime:40\n"
                + "a=sendonly\na=x-extmap:1 urn:x\na=maxptime:60\n");
        List<String> others =
                List.of("i=title", "b=AS:64", "b=TIAS:64000", "a=maxptime:40", "a=x-extmap:1 urn:x", "a=maxptime:60");
        assertEquals(others, media.otherLines());
        assertEquals(others, MediaDescription.parse(media.toSdp()).otherLines());
        assertEquals(others, media.toBuilder().build().otherLines());
    }

    @Test
    void isImmutable() {
        MediaDescription media = MediaDescription.parse(AUDIO);
        assertThrows(UnsupportedOperationException.class, () -> media.crypto().add("x"));
        assertThrows(
                UnsupportedOperationException.class, () -> media.otherLines().add("x"));
        assertThrows(UnsupportedOperationException.class, () -> media.ssrcs().put(1L, "x"));
        assertThrows(UnsupportedOperationException.class, () -> media.formats().clear());
        MediaDescriptionBuilder builder = media.toBuilder();
        MediaDescription before = builder.build();
        builder.crypto(List.of("1 X inline:y")).ssrc(1, "x").attribute("y").port(1);
        assertEquals(media.toSdp(), before.toSdp());
    }
}
