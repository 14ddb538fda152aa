package voip.api;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SdpFuzzTest {
    private static final String WHOLE = """
            v=0
            o=- 1 2 IN IP4 192.0.2.9
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            a=extmap:3/recvonly urn:session
            a=sendonly
            m=audio 49170/2 RTP/SAVP 0 8 96 111
            i=title
            c=IN IP6 2001:db8::1/3
            b=AS:64
            k=clear:abc
            a=rtpmap:96 telephone-event/8000
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 useinbandfec=1
            a=ptime:20
            a=rtcp:53020 IN IP4 126.16.64.4
            a=rtcp-mux
            a=ssrc:12345 cname:me@example.org
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32
            a=extmap-allow-mixed
            a=extmap:1/sendonly urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:ssrc-audio-level vad=on
            a=extmap:4096 http://example.com/082005/ext.htm#ttime
            m=video 0 RTP/AVP 31
            """;
    private static final String INTERESTING = "/ :=\t\r\n\0;,|-+09am\u0085\u2028\u0661\ud83d";

    @Test
    void mutatedDescriptionsAreReadOrRefusedAndNothingElse() {
        Random random = new Random(4566);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String sdp = mutated(random);
            try {
                for (MediaDescription media : MediaDescription.parseAll(sdp)) {
                    media.formats();
                    media.toString();
                    if (media.formatTokens().isEmpty()) {
                        fail("a section without formats");
                    }
                    MediaDescription.parseAll(media.toSdp());
                }
                read++;
            } catch (IllegalArgumentException refused) {
                // as it should be
            } catch (RuntimeException e) {
                fail("not for the application: " + sdp, e);
            }
        }
        assertTrue(read > 2_000 && read < 18_000, read + " were read");
    }

    private static String mutated(Random random) {
        StringBuilder sdp = new StringBuilder(WHOLE);
        for (int n = random.nextInt(6); n >= 0; n--) {
            int at = random.nextInt(sdp.length());
            int to = Math.min(sdp.length(), at + random.nextInt(8));
            char other = INTERESTING.charAt(random.nextInt(INTERESTING.length()));
            switch (random.nextInt(4)) {
                case 0 -> sdp.setCharAt(at, other);
                case 1 -> sdp.insert(at, other);
                case 2 -> sdp.delete(at, to);
                default -> sdp.insert(random.nextInt(sdp.length()), sdp.substring(at, to));
            }
        }
        return sdp.toString();
    }
}
