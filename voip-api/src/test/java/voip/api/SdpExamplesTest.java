package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The example descriptions of the RFCs. */
class SdpExamplesTest {
    @Test
    void rfc8866Section5() {
        List<MediaDescription> all = MediaDescription.parseAll("""
                v=0
                o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
                s=Call to John Smith
                i=SDP Offer #1
                u=http://www.jdoe.example.com/home.html
                e=Jane Doe <jane@jdoe.example.com>
                p=+1 617 555-6011
                c=IN IP4 198.51.100.1
                t=0 0
                m=audio 49170 RTP/AVP 0
                m=audio 49180 RTP/AVP 0
                m=video 51372 RTP/AVP 99
                c=IN IP6 2001:db8::2
                a=rtpmap:99 h263-1998/90000
                """);
        assertEquals(
                List.of(49170, 49180, 51372),
                all.stream().map(MediaDescription::port).toList());
        assertEquals(Optional.of("198.51.100.1"), all.get(1).address());
        assertEquals(Optional.of("2001:db8::2"), all.get(2).address());
        assertEquals(
                List.of(new PayloadType(99, "h263-1998", 90000)), all.get(2).formats());
        assertEquals(List.of(), all.get(0).otherLines(), "the session's lines are not the section's");
    }

    @Test
    void rfc8866Section67() {
        List<MediaDescription> all = MediaDescription.parseAll("""
                v=0
                o=jdoe 3724395000 3724395001 IN IP6 2001:db8::1
                s=-
                c=IN IP6 2001:db8::1
                t=0 0
                a=inactive
                m=audio 49170 RTP/AVP 0
                a=sendrecv
                m=audio 49180 RTP/AVP 0
                m=video 51372 RTP/AVP 99
                a=rtpmap:99 h263-1998/90000
                """);
        assertEquals(
                List.of(Direction.SENDRECV, Direction.INACTIVE, Direction.INACTIVE),
                all.stream().map(MediaDescription::direction).toList());
    }

    @Test
    void rfc4568Section4() {
        MediaDescription audio = MediaDescription.parse("""
                v=0
                o=jdoe 2890844526 2890842807 IN IP4 10.47.16.5
                s=SDP Seminar
                i=A Seminar on the session description protocol
                u=http://www.example.com/seminars/sdp.pdf
                e=j.doe@example.com (Jane Doe)
                c=IN IP4 161.44.17.12/127
                t=2873397496 2873404696
                m=video 51372 RTP/SAVP 31
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32
                m=audio 49170 RTP/SAVP 0
                a=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj|2^20|1:32
                m=application 32416 udp wb
                a=orient:portrait
                """);
        assertTrue(audio.isSecure());
        assertEquals(
                List.of("1 AES_CM_128_HMAC_SHA1_32 inline:NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj|2^20|1:32"),
                audio.crypto());
        assertEquals(Optional.of("161.44.17.12"), audio.address());
    }

    @Test
    void rfc4568Section71() {
        String first = "1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4"
                + " FEC_ORDER=FEC_SRTP";
        String second = "2 F8_128_HMAC_SHA1_80 inline:MTIzNDU2Nzg5QUJDREUwMTIzNDU2Nzg5QUJjZGVm|2^20|1:4;"
                + "inline:QUJjZGVmMTIzNDU2Nzg5QUJDREUwMTIzNDU2Nzg5|2^20|2:4 FEC_ORDER=FEC_SRTP";
        MediaDescription offer = MediaDescription.parse("c=IN IP4 168.2.17.12\nt=2873397496 2873404696\n"
                + "m=audio 49170 RTP/SAVP 0\na=crypto:" + first + "\na=crypto:" + second + "\n");
        assertEquals(List.of(first, second), offer.crypto());
        assertEquals(first, MediaDescription.parse(offer.toSdp()).crypto().get(0));
    }

    @Test
    void rfc3605Section21() {
        assertEquals(OptionalInt.of(53020), audio("a=rtcp:53020").rtcpPort());
        assertEquals(
                Optional.of("126.16.64.4"),
                audio("a=rtcp:53020 IN IP4 126.16.64.4").rtcpAddress());
        assertEquals(
                Optional.of("2001:2345:6789:ABCD:EF01:2345:6789:ABCD"),
                audio("a=rtcp:53020 IN IP6 2001:2345:6789:ABCD:EF01:2345:6789:ABCD")
                        .rtcpAddress());
    }

    private static MediaDescription audio(String attribute) {
        return MediaDescription.parse("m=audio 49170 RTP/AVP 0\n" + attribute + "\n");
    }
}
