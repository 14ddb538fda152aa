package voip.bench.path;

import voip.api.MediaDescription;

/** Reads the SDP of an offer as a telephone makes it, and the port of its audio. */
final class SdpParsing {
    static final String OFFER = """
            v=0
            o=alice 2890844526 2890844526 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 49170 RTP/SAVP 0 8 9 101
            a=crypto:1 AEAD_AES_128_GCM inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubA==
            a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:9 G722/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ssrc:1234567 cname:user@example.org
            a=ptime:20
            a=rtcp-mux
            a=sendrecv
            """.replace("\n", "\r\n");

    private SdpParsing() {}

    /** By {@code voip.api}. */
    record Ours() implements Contender {
        @Override
        public long run() {
            long sum = 0;
            for (int number = 0; number < Operation.WORKLOAD; number++) {
                sum += MediaDescription.parse(OFFER).port();
            }
            return sum;
        }
    }

    /** Every line cut out, and every field of it, by characters that separate; nothing is made of them but one number. */
    record Floor() implements Contender {
        @Override
        public long run() {
            long sum = 0;
            for (int number = 0; number < Operation.WORKLOAD; number++) {
                for (String line : OFFER.split("\n")) {
                    String[] fields = line.split(" ");
                    sum += fields[0].equals("m=audio") ? Integer.parseInt(fields[1]) : 0;
                }
            }
            return sum;
        }
    }
}
