package voip.it;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

/** How a stream is protected: the suite, and master key and salt as they stand in an {@code a=crypto} line. */
record StreamKey(String suite, String base64) {
    static final String TAG_80 = "AES_CM_128_HMAC_SHA1_80";
    static final String TAG_32 = "AES_CM_128_HMAC_SHA1_32";

    private static final SecureRandom RANDOM = new SecureRandom();

    static StreamKey random(String suite) {
        byte[] keyAndSalt = new byte[keyBits(suite) / 8 + (isAead(suite) ? 12 : 14)];
        RANDOM.nextBytes(keyAndSalt);
        return new StreamKey(suite, Base64.getEncoder().encodeToString(keyAndSalt));
    }

    /** From the value of an {@code a=crypto} line. */
    static StreamKey parse(String crypto) {
        String[] words = crypto.split(" ");
        return new StreamKey(words[1], words[2].substring("inline:".length()).split("\\|")[0]);
    }

    /** The value of an {@code a=crypto} line. */
    String crypto() {
        return "1 " + suite + " inline:" + base64;
    }

    String hex() {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    /** The length of the cipher's keys, in bits. */
    int keyBits() {
        return keyBits(suite);
    }

    private static int keyBits(String suite) {
        return suite.contains("_256_") ? 256 : 128;
    }

    /** Whether the cipher authenticates (RFC 7714), and no HMAC does. */
    boolean isAead() {
        return isAead(suite);
    }

    private static boolean isAead(String suite) {
        return suite.startsWith("AEAD");
    }

    /** The length of the tag of an RTP packet that HMAC makes, in bits. */
    int tagBits() {
        return suite.endsWith("_32") ? 32 : 80;
    }

    /** A description of the stream's receiver on loopback; the stream is plain if there is no key. */
    static String sdp(int port, Codec codec, StreamKey... key) {
        String crypto = Stream.of(key)
                .map(one -> "a=crypto:" + one.crypto() + "\r\n")
                .findFirst()
                .orElse("");
        return """
                v=0\r
                o=- 1 1 IN IP4 127.0.0.1\r
                s=-\r
                c=IN IP4 127.0.0.1\r
                t=0 0\r
                m=audio %d %s %d\r
                a=rtpmap:%d %s/8000\r
                %sa=ptime:20\r
                """.formatted(
                port, crypto.isEmpty() ? "RTP/AVP" : "RTP/SAVP", codec.payloadType, codec.payloadType, codec, crypto);
    }
}
