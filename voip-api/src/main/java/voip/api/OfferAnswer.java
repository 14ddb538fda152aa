package voip.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import voip.api.OfferRefusedException.Reason;

/** The rules of RFC 3264 that do not depend on a stack's state: what may be answered, and with which codec. */
final class OfferAnswer {
    private static final Set<String> PROTOCOLS = Set.of("RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF");

    private OfferAnswer() {}

    /**
     * Checks that an offer is one that a stack with this policy can answer.
     *
     * @return whether the call is to be encrypted
     * @throws OfferRefusedException if it is not
     */
    static boolean encrypts(MediaDescription offer, Encryption policy) {
        if (offer.port() == 0) {
            throw new OfferRefusedException(Reason.PORT_ZERO, "the offered stream is disabled: its port is 0");
        }
        if (!PROTOCOLS.contains(offer.protocol())) {
            throw new OfferRefusedException(
                    Reason.PROTOCOL,
                    "the protocol " + offer.protocol() + " is none of RTP/AVP, RTP/AVPF, RTP/SAVP, RTP/SAVPF");
        }
        boolean hasKeys = offer.isSecure() || !offer.crypto().isEmpty(); // keys beside RTP/AVP are meant as keys too
        if (policy == Encryption.REQUIRED && !hasKeys) {
            throw new OfferRefusedException(
                    Reason.NOT_ENCRYPTED,
                    "the offer is for " + offer.protocol() + ", but calls must be encrypted; "
                            + "encryption(Encryption.OPTIONAL) would allow it");
        }
        if (policy == Encryption.NONE && offer.isSecure()) {
            throw new OfferRefusedException(
                    Reason.NO_CIPHER_SUITE,
                    "the offer is for " + offer.protocol() + ", but this stack has no encryption");
        }
        return policy != Encryption.NONE && hasKeys;
    }

    /**
     * The offered codecs that we have too, in our order, under the offerer's numbers.
     *
     * @throws OfferRefusedException if there is none
     */
    static List<PayloadType> common(MediaDescription offer, List<PayloadType> codecs) {
        List<PayloadType> offered = offer.formats();
        List<PayloadType> common = new ArrayList<>();
        for (PayloadType codec : codecs) {
            offered.stream().filter(codec::sameEncoding).findFirst().ifPresent(common::add);
        }
        if (common.isEmpty()) {
            throw new OfferRefusedException(
                    Reason.NO_CODEC, "none of the offered codecs " + list(offered) + " is among " + list(codecs));
        }
        return List.copyOf(common);
    }

    /**
     * Checks an answer against our offer (RFC 3264 §6).
     *
     * @return the codec that we send: the first one of the answer that we offered, under the answer's number
     * @throws OfferRefusedException if it refuses or does not fit
     */
    static PayloadType agreed(MediaDescription offer, MediaDescription answer) {
        if (answer.port() == 0) {
            throw new OfferRefusedException(Reason.PORT_ZERO, "the peer refused the stream: the answer's port is 0");
        }
        if (!answer.protocol().equals(offer.protocol())) {
            throw new OfferRefusedException(
                    Reason.ANSWER_MISMATCH,
                    "the answer is for " + answer.protocol() + ", the offer was for " + offer.protocol());
        }
        if (answer.rtcpMux() && !offer.rtcpMux()) {
            throw new OfferRefusedException(Reason.ANSWER_MISMATCH, "the answer has rtcp-mux, which was not offered");
        }
        boolean receivesUnasked =
                answer.direction().sends() && !offer.direction().receives();
        if (receivesUnasked
                || answer.direction().receives() && !offer.direction().sends()) {
            throw new OfferRefusedException(
                    Reason.ANSWER_MISMATCH,
                    "the answer is " + answer.direction().attribute() + ", which does not mirror the offer's "
                            + offer.direction().attribute());
        }
        return answer.formats().stream()
                .filter(format -> offer.formats().stream().anyMatch(format::sameEncoding))
                .findFirst()
                .orElseThrow(() -> new OfferRefusedException(
                        Reason.NO_CODEC,
                        "none of the answer's codecs " + list(answer.formats()) + " was offered: "
                                + list(offer.formats())));
    }

    /**
     * Checks codecs of our own.
     *
     * @throws IllegalArgumentException if there is none, two have the same number, or one is 64 to 95 (RFC 5761 §4)
     */
    static List<PayloadType> requireOfferable(PayloadType... types) {
        if (types.length == 0) {
            throw new IllegalArgumentException("codecs() needs at least one payload type");
        }
        for (PayloadType type : types) {
            if (type.number() >= 64 && type.number() <= 95) {
                throw new IllegalArgumentException("codecs(): payload type " + type.number()
                        + " cannot be told from RTCP on a shared port; use 96 to 127 (RFC 5761 §4)");
            }
        }
        if (List.of(types).stream().map(PayloadType::number).distinct().count() != types.length) {
            throw new IllegalArgumentException("codecs() has two payload types with the same number");
        }
        return List.of(types);
    }

    private static String list(List<PayloadType> types) {
        return types.stream().map(PayloadType::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
