package voip.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Pipelines for {@code gst-launch-1.0}, whose SRTP is libsrtp's. */
final class Gstreamer {
    /** What the pipelines are made of. */
    static final String[] ELEMENTS = {"srtpenc", "srtpdec", "rtpbin", "udpsrc", "wavparse", "mulawenc", "rtppcmupay"};

    private Gstreamer() {}

    static List<String> launch(String... parts) {
        List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-q"));
        for (String part : parts) {
            command.addAll(Arrays.asList(part.strip().split("\\s+")));
        }
        return command;
    }

    /** Packets of 20 ms from a WAV file, 36 before the roll-over of their sequence numbers. */
    static String packets(Path wav, Codec codec) {
        String name = codec.toString().toLowerCase(Locale.ROOT);
        return "filesrc location=" + wav + " ! wavparse ! " + codec.law + "enc ! rtp" + name + "pay pt="
                + codec.payloadType + " seqnum-offset=65500 min-ptime=20000000 max-ptime=20000000";
    }

    /** The element that protects. */
    static String encoder(StreamKey key) {
        return "srtpenc name=enc key=" + key.hex() + " rtp-cipher=" + cipher(key) + " rtp-auth=" + code(key)
                + " rtcp-cipher=" + cipher(key) + " rtcp-auth=" + controlCode(key);
    }

    private static String cipher(StreamKey key) {
        return "aes-" + key.keyBits() + (key.isAead() ? "-gcm" : "-icm");
    }

    private static String code(StreamKey key) {
        return key.isAead() ? "null" : "hmac-sha1-" + key.tagBits();
    }

    /** The tag of SRTCP is 80 bits in every suite that has one of HMAC (RFC 4568 §6.2). */
    private static String controlCode(StreamKey key) {
        return key.isAead() ? "null" : "hmac-sha1-80";
    }

    /** Where RTP arrives, with what the decoder has to know. */
    static String source(int port, Codec codec, long ssrc, StreamKey key) {
        return "udpsrc address=127.0.0.1 port=" + port + " caps=application/x-srtp,media=(string)audio"
                + ",clock-rate=(int)8000,encoding-name=(string)" + codec + ",payload=(int)" + codec.payloadType
                + keyFields(ssrc, key);
    }

    /** Where RTCP arrives, likewise. */
    static String controlSource(int port, long ssrc, StreamKey key) {
        return "udpsrc address=127.0.0.1 port=" + port + " caps=application/x-srtcp" + keyFields(ssrc, key);
    }

    private static String keyFields(long ssrc, StreamKey key) {
        return ",ssrc=(uint)" + ssrc + ",srtp-key=(buffer)" + key.hex() + ",srtp-cipher=(string)" + cipher(key)
                + ",srtp-auth=(string)" + code(key) + ",srtcp-cipher=(string)" + cipher(key) + ",srtcp-auth=(string)"
                + controlCode(key) + ",roc=(uint)0";
    }

    /** Takes the codes out of the packets, into a file. */
    static String depayload(Codec codec, Path raw) {
        return "rtp" + codec.toString().toLowerCase(Locale.ROOT) + "depay ! " + file(raw);
    }

    /** A file that is complete at every moment; the pipeline does not wait for its first bytes to start. */
    static String file(Path path) {
        return "filesink buffer-mode=unbuffered async=false location=" + path;
    }
}
