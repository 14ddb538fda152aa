package voip.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands for ffmpeg, which has an SRTP of its own. */
final class Ffmpeg {
    private Ffmpeg() {}

    static List<String> quietly() {
        return new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-y"));
    }

    /** Sends a file in real time, and says BYE; the sequence numbers begin 36 before the roll-over. */
    static List<String> sender(Path wav, Codec codec, int port, int ssrc, StreamKey... key) {
        List<String> command = quietly();
        command.addAll(List.of("-re", "-i", wav.toString(), "-c:a", "pcm_" + codec.law, "-f", "rtp"));
        command.addAll(List.of("-ssrc", "" + ssrc, "-seq", "65500", "-rtpflags", "send_bye"));
        if (key.length > 0) {
            // Under the name AES_CM_128_HMAC_SHA1_32, ffmpeg shortens the tag of SRTCP too, which RFC 4568 §6.2 does
            // not.
            String suite = key[0].tagBits() == 32 ? "SRTP_AES128_CM_HMAC_SHA1_32" : key[0].suite();
            command.addAll(List.of("-srtp_out_suite", suite, "-srtp_out_params", key[0].base64()));
        }
        int ownPort = Peers.freePair();
        int packetSize = 12 + 160 + (key.length > 0 ? 14 : 0); // with what ffmpeg sets aside for tag and index
        command.add((key.length > 0 ? "srtp" : "rtp") + "://127.0.0.1:" + port + "?localaddr=127.0.0.1&localrtpport="
                + ownPort + "&localrtcpport=" + (ownPort + 1) + "&pkt_size=" + packetSize);
        return command;
    }
}
