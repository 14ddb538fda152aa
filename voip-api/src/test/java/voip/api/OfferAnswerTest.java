package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.OfferRefusedException.Reason;

/** RFC 3264's rules. */
class OfferAnswerTest {
    private static final PayloadType DTMF = new PayloadType(101, "telephone-event", 8000);

    @ParameterizedTest
    @EnumSource
    void refusesAnOfferOnPortZeroWhateverThePolicy(Encryption policy) {
        assertRefused(Reason.PORT_ZERO, "port is 0", () -> OfferAnswer.encrypts(sdp("m=audio 0 RTP/SAVP 0"), policy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF", "udp", "TCP/RTP/AVP", "rtp/avp"})
    void refusesOtherProtocols(String protocol) {
        assertRefused(
                Reason.PROTOCOL,
                protocol,
                () -> OfferAnswer.encrypts(sdp("m=audio 5004 " + protocol + " 0"), Encryption.OPTIONAL));
    }

    @ParameterizedTest
    @CsvSource({
        "RTP/AVP, OPTIONAL, false",
        "RTP/AVPF, NONE, false",
        "RTP/SAVP, OPTIONAL, true",
        "RTP/SAVPF, REQUIRED, true"
    })
    void theOfferSaysWhetherACallIsEncrypted(String protocol, Encryption policy, boolean encrypted) {
        assertEquals(encrypted, OfferAnswer.encrypts(sdp("m=audio 5004 " + protocol + " 0"), policy));
    }

    @Test
    void keysBesideAPlainProfileAreMeantAsKeys() {
        MediaDescription bestEffort = sdp("m=audio 5004 RTP/AVP 0\na=crypto:1 X inline:y");
        assertTrue(OfferAnswer.encrypts(bestEffort, Encryption.OPTIONAL));
        assertTrue(OfferAnswer.encrypts(bestEffort, Encryption.REQUIRED));
        assertFalse(OfferAnswer.encrypts(bestEffort, Encryption.NONE));
    }

    @Test
    void refusesWhatThePolicyDoesNotAllow() {
        assertRefused(
                Reason.NOT_ENCRYPTED,
                "Encryption.OPTIONAL",
                () -> OfferAnswer.encrypts(sdp("m=audio 5004 RTP/AVP 0"), Encryption.REQUIRED));
        assertRefused(
                Reason.NO_CIPHER_SUITE,
                "no encryption",
                () -> OfferAnswer.encrypts(sdp("m=audio 5004 RTP/SAVPF 0"), Encryption.NONE));
    }

    @Test
    void commonCodecsAreInOurOrderUnderTheOfferersNumbers() {
        MediaDescription offer = sdp("""
                m=audio 5004 RTP/AVP 0 96 97 8 107
                a=rtpmap:96 telephone-event/8000
                a=rtpmap:97 OPUS/48000/2
                a=rtpmap:107 opus/48000/2
                """);
        assertEquals(
                List.of(new PayloadType(97, "OPUS", 48000, 2), PayloadType.PCMA, DTMF.withNumber(96)),
                OfferAnswer.common(offer, List.of(PayloadType.OPUS, PayloadType.PCMA, PayloadType.G722, DTMF)));
    }

    @Test
    void refusesAnOfferWithoutACommonCodec() {
        MediaDescription offer = sdp("m=audio 5004 RTP/AVP 9 96\na=rtpmap:96 PCMU/16000");
        assertRefused(
                Reason.NO_CODEC,
                "[G722/8000 (9), PCMU/16000 (96)] is among [PCMU/8000 (0)]",
                () -> OfferAnswer.common(offer, List.of(PayloadType.PCMU)));
        assertRefused(
                Reason.NO_CODEC,
                "[]",
                () -> OfferAnswer.common(sdp("m=audio 5004 RTP/AVP 96"), List.of(PayloadType.PCMU)));
    }

    @Test
    void agreesOnTheFirstAnsweredCodecThatWasOfferedUnderTheAnswersNumber() {
        MediaDescription offer = offer(Direction.SENDRECV, true);
        assertEquals(PayloadType.PCMA, OfferAnswer.agreed(offer, sdp("m=audio 7000 RTP/AVP 9 8 0")));
        assertEquals(
                DTMF.withNumber(100),
                OfferAnswer.agreed(offer, sdp("m=audio 7000 RTP/AVP 100\na=rtpmap:100 telephone-event/8000")));
    }

    @Test
    void refusesAnswersThatDoNotFit() {
        MediaDescription offer = offer(Direction.SENDRECV, false);
        assertAnswerRefused(Reason.PORT_ZERO, "refused", offer, "m=audio 0 RTP/AVP 0");
        assertAnswerRefused(Reason.ANSWER_MISMATCH, "RTP/SAVP", offer, "m=audio 7000 RTP/SAVP 0");
        assertAnswerRefused(Reason.ANSWER_MISMATCH, "RTP/AVPF", offer, "m=audio 7000 RTP/AVPF 0");
        assertAnswerRefused(Reason.ANSWER_MISMATCH, "rtcp-mux", offer, "m=audio 7000 RTP/AVP 0\na=rtcp-mux");
        assertAnswerRefused(Reason.NO_CODEC, "G722/8000 (9)", offer, "m=audio 7000 RTP/AVP 9");
        assertAnswerRefused(Reason.NO_CODEC, "[]", offer, "m=audio 7000 RTP/AVP 96");
    }

    /** RFC 3264 §6.1: which answer each offered direction allows. */
    @ParameterizedTest
    @CsvSource({
        "SENDRECV, SENDRECV SENDONLY RECVONLY INACTIVE",
        "SENDONLY, RECVONLY INACTIVE",
        "RECVONLY, SENDONLY INACTIVE",
        "INACTIVE, INACTIVE"
    })
    void anAnswersDirectionFollowsFromTheOffers(Direction offered, String allowed) {
        for (Direction answered : Direction.values()) {
            String answer = "m=audio 7000 RTP/AVP 0\na=" + answered.attribute();
            if (List.of(allowed.split(" ")).contains(answered.name())) {
                assertEquals(PayloadType.PCMU, OfferAnswer.agreed(offer(offered, true), sdp(answer)));
            } else {
                assertAnswerRefused(Reason.ANSWER_MISMATCH, "mirror", offer(offered, true), answer);
            }
        }
    }

    private static MediaDescription offer(Direction direction, boolean mux) {
        return MediaDescription.builder()
                .formats(List.of(PayloadType.PCMU, PayloadType.PCMA, DTMF))
                .direction(direction)
                .rtcpMux(mux)
                .build();
    }

    private static MediaDescription sdp(String section) {
        return MediaDescription.parse(section);
    }

    private static void assertAnswerRefused(Reason reason, String words, MediaDescription offer, String answer) {
        assertRefused(reason, words, () -> OfferAnswer.agreed(offer, sdp(answer)));
    }

    static void assertRefused(Reason reason, String words, Executable action) {
        OfferRefusedException refused = assertThrows(OfferRefusedException.class, action);
        assertEquals(reason, refused.reason());
        assertEquals(488, refused.sipStatus());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
        assertFalse(refused.getMessage().contains("inline:"), refused.getMessage());
    }
}
