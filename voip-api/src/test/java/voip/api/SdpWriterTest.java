package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes to the peer, and that reading it gives the same again. */
class SdpWriterTest {
    @Test
    void writesTheLinesInTheOrderOfTheGrammar() {
        MediaDescription media = MediaDescription.builder()
                .attribute("maxptime:40")
                .otherLine("b=AS:64")
                .otherLine("i=title")
                .otherLine("k=prompt")
                .ssrc(7, "me@host")
                .headerExtensions(List.of(
                        HeaderExtension.parse("1/sendonly urn:x"),
                        HeaderExtension.parse("2 " + HeaderExtension.ENCRYPT + " urn:x short")))
                .extmapAllowMixed(true)
                .rtcpMux(true)
                .rtcpPort(5007)
                .rtcpAddress("2001:db8::2")
                .crypto(List.of("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA"))
                .direction(Direction.SENDONLY)
                .ptime(20)
                .fmtp(111, "useinbandfec=1")
                .formats(List.of(PayloadType.OPUS, PayloadType.PCMU))
                .address("192.0.2.1")
                .protocol("RTP/SAVP")
                .port(5004)
                .build();
        assertEquals("""
                m=audio 5004 RTP/SAVP 111 0
                i=title
                c=IN IP4 192.0.2.1
                b=AS:64
                k=prompt
                a=rtpmap:111 opus/48000/2
                a=rtpmap:0 PCMU/8000
                a=fmtp:111 useinbandfec=1
                a=ptime:20
                a=sendonly
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA
                a=rtcp:5007 IN IP6 2001:db8::2
                a=rtcp-mux
                a=extmap-allow-mixed
                a=extmap:1/sendonly urn:x
                a=extmap:2 urn:ietf:params:rtp-hdrext:encrypt urn:x short
                a=ssrc:7 cname:me@host
                a=maxptime:40
                """.replace("\n", "\r\n"), media.toSdp());
    }

    @Test
    void writesAWholeSessionThatReadsAsTheSame() {
        MediaDescription media = MediaDescription.builder()
                .port(5004)
                .address("2001:db8::1")
                .formats(List.of(PayloadType.PCMA))
                .build();
        String session = media.toSessionSdp(1234567890123L, 2);
        assertTrue(
                session.startsWith("v=0\r\no=- 1234567890123 2 IN IP6 2001:db8::1\r\ns=-\r\nt=0 0\r\nm=audio 5004 "),
                session);
        assertEquals(media.toSdp(), MediaDescription.parse(session).toSdp());
    }

    @Test
    void anAddressOfRtcpIsWrittenOnlyWithAPort() {
        MediaDescription media = MediaDescription.builder()
                .formats(List.of(PayloadType.PCMA))
                .rtcpAddress("192.0.2.1")
                .build();
        assertEquals("m=audio 9 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n", media.toSdp());
    }

    @Test
    void readingWhatWasWrittenChangesNothing() {
        Random random = new Random(8866);
        for (int i = 0; i < 5_000; i++) {
            MediaDescription built = anyDescription(random);
            String sdp = built.toSdp();
            MediaDescription parsed = MediaDescription.parseAll(sdp).get(0);
            assertEquals(sdp, parsed.toSdp());
            assertEquals(built.formats(), parsed.formats());
            assertEquals(built.crypto(), parsed.crypto());
            assertEquals(built.otherLines(), parsed.otherLines());
            assertEquals(built.ssrcs(), parsed.ssrcs());
            assertEquals(built.headerExtensions(), parsed.headerExtensions());
            assertEquals(built.extmapAllowMixed(), parsed.extmapAllowMixed());
            assertEquals(built.address(), parsed.address());
            assertEquals(built.direction(), parsed.direction());
            assertEquals(built.rtcpPort(), parsed.rtcpPort());
            assertEquals(built.rtcpMux(), parsed.rtcpMux());
            assertEquals(built.ptime(), parsed.ptime());
            assertEquals(built.toString(), parsed.toString());
            assertEquals(sdp, built.toBuilder().build().toSdp());
        }
    }

    private static MediaDescription anyDescription(Random random) {
        MediaDescriptionBuilder media = MediaDescription.builder()
                .media(random.nextBoolean() ? "audio" : "video")
                .port(random.nextInt(65536))
                .protocol(random.nextBoolean() ? "RTP/AVP" : "RTP/SAVPF")
                .direction(Direction.values()[random.nextInt(4)])
                .rtcpMux(random.nextBoolean());
        List<PayloadType> formats = random.ints(1 + random.nextInt(5), 0, 128)
                .distinct()
                .mapToObj(number -> new PayloadType(number, word(random), 1 + random.nextInt(96000), 1 + number % 3))
                .toList();
        media.formats(formats).fmtp(formats.get(0).number(), word(random) + "=" + word(random));
        if (random.nextBoolean()) {
            media.address(random.nextBoolean() ? "192.0.2." + random.nextInt(256) : "2001:db8::" + random.nextInt(99));
        }
        if (random.nextBoolean()) {
            media.ptime(1 + random.nextInt(1000));
        }
        if (random.nextBoolean()) {
            media.rtcpPort(1 + random.nextInt(65535));
            if (random.nextBoolean()) {
                media.rtcpAddress(word(random));
            }
        }
        media.crypto(random.ints(random.nextInt(4), 1, 9)
                .mapToObj(tag -> tag + " " + word(random) + " inline:" + word(random))
                .toList());
        media.extmapAllowMixed(random.nextBoolean())
                .headerExtensions(random.ints(random.nextInt(4), 1, 15)
                        .distinct()
                        .mapToObj(id -> new HeaderExtension(
                                id,
                                "urn:" + word(random),
                                Direction.values()[random.nextInt(4)],
                                random.nextBoolean() ? "" : word(random) + "=" + word(random),
                                random.nextBoolean()))
                        .toList());
        for (int n = random.nextInt(3); n > 0; n--) {
            media.ssrc(random.nextLong() & 0xFFFF_FFFFL, word(random));
        }
        for (int n = random.nextInt(4); n > 0; n--) {
            media.attribute("x-" + word(random) + (random.nextBoolean() ? ":" + word(random) : ""));
        }
        return media.build();
    }

    private static String word(Random random) {
        return random.ints(1 + random.nextInt(8), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
