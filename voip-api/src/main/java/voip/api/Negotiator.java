package voip.api;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import voip.api.OfferRefusedException.Reason;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.LegSettings;

/** How a stack makes and answers offers, first ones and those within a call (RFC 3264, RFC 4568). It changes no call, but for
 * identifiers of header extensions that a protection is told to encrypt before anybody sends them. */
final class Negotiator {
    private final VoipStack stack;
    private final Encryption encryption;
    private final @Nullable KeyNegotiation keys;
    private final ExtensionRules extensions;

    Negotiator(VoipStack stack, Encryption encryption, @Nullable KeyNegotiation keys, ExtensionRules extensions) {
        this.stack = stack;
        this.encryption = encryption;
        this.keys = keys;
        this.extensions = extensions;
    }

    Encryption encryption() {
        return encryption;
    }

    /**
     * Answers an offer.
     *
     * @param wanted our direction as far as it is up to us
     * @param present how the leg is set up, or a template for a new one
     * @param described how we described our side last; null for a new call
     * @param agreement that the call has; null for a new one
     * @throws OfferRefusedException if it cannot be answered
     */
    Terms answer(
            ReadOffer read,
            Direction wanted,
            LegSettings present,
            @Nullable MediaDescription described,
            @Nullable Agreement agreement) {
        MediaDescription offer = read.offer();
        Peer peer = read.peer();
        PayloadType codec = read.codec();
        boolean encrypted = OfferAnswer.encrypts(offer, encryption);
        requireReachable(peer);
        Direction direction = offer.direction().mirrored().and(wanted);
        boolean mux = offer.rtcpMux();
        MediaDescriptionBuilder answer = ours(peer.media(), mux)
                .media(offer.media())
                .protocol(offer.protocol())
                .formats(List.of(codec))
                .direction(direction);
        offer.ptime().ifPresent(answer::ptime);
        KeyNegotiation.Agreed agreed = null;
        if (encrypted) {
            boolean moved = described != null && hasMoved(described, answer);
            agreed = Objects.requireNonNull(keys).answer(offer.crypto(), Agreement.keys(agreement), moved);
            answer.crypto(List.of(agreed.ours()));
        }
        LegSettings leg = leg(present, peer, offer, mux, accepted(List.of(codec), agreement), direction, agreed);
        Terms terms = new Terms(leg, answer, Agreement.negotiated(offer, codec, agreed));
        return terms.with(agreement, former -> extensions.answer(offer, direction, leg.protection(), former, answer));
    }

    /** Begins an offer; it still lacks keys, and the source that we send from. */
    MediaDescriptionBuilder offer(@Nullable InetSocketAddress towards, List<PayloadType> codecs, Direction direction) {
        return ours(towards, true).formats(codecs).direction(direction);
    }

    /** Whether we name another address or port than before: our key has to be another then too (RFC 4568 §7.1.4). */
    static boolean hasMoved(MediaDescription before, MediaDescriptionBuilder next) {
        MediaDescription now = next.build();
        return !now.address().equals(before.address()) || now.port() != before.port();
    }

    /** The keys to offer, ours of now among them if they go on; null for plain RTP. */
    KeyNegotiation.@Nullable Offer offerKeys(KeyNegotiation.@Nullable Agreed goingOn) {
        return keys == null || encryption == Encryption.NONE ? null : keys.offer(goingOn);
    }

    /** Adds header extensions to an offer of ours, secured or not, with the identifiers that they have in the call. */
    void offerExtensions(MediaDescriptionBuilder offer, boolean secured, @Nullable Agreement agreement) {
        extensions.offer(offer, secured, Agreement.extensions(agreement));
    }

    /**
     * Completes an offer with an answer.
     *
     * @param peer where the answerer is
     * @param present how the leg is set up
     * @param agreement that the call has; null for a new one
     * @throws OfferRefusedException if the answer refuses, or does not fit the offer
     */
    Terms complete(
            PendingOffer offer,
            MediaDescription answer,
            Peer peer,
            LegSettings present,
            @Nullable Agreement agreement) {
        MediaDescription offered = offer.media();
        PayloadType codec = OfferAnswer.agreed(offered, answer);
        requireReachable(peer);
        KeyNegotiation.Offer offeredKeys = offer.keys();
        if (offeredKeys == null && !answer.crypto().isEmpty()) {
            throw new OfferRefusedException(Reason.ANSWER_MISMATCH, "the answer has keys, but none were offered");
        }
        KeyNegotiation.Agreed agreed =
                offeredKeys == null ? null : offeredKeys.complete(answer.crypto(), Agreement.keys(agreement));
        List<PayloadType> formats = accepted(with(offered.formats(), codec), agreement);
        Direction direction = answer.direction().mirrored();
        LegSettings leg = leg(present, peer, answer, answer.rtcpMux(), formats, direction, agreed);
        Terms terms = new Terms(leg, offered.toBuilder(), Agreement.negotiated(answer, codec, agreed));
        return terms.with(agreement, former -> extensions.complete(offered, answer, leg.protection(), former));
    }

    private static LegSettings leg(
            LegSettings present,
            Peer peer,
            MediaDescription remote,
            boolean mux,
            List<PayloadType> formats,
            Direction direction,
            KeyNegotiation.@Nullable Agreed agreed) {
        return new LegSettings(
                present.name(),
                peer.media(),
                peer.control(),
                mux,
                remote.ssrcs().keySet(),
                formats,
                direction,
                peer.media() == null,
                agreed == null ? null : agreed.protection(),
                present.cname(),
                present.sources(),
                present.inactivity());
    }

    /** What is accepted: the agreed formats, and the former codec, of which packets may be in flight (RFC 3264 §8.3.2). */
    private static List<PayloadType> accepted(List<PayloadType> formats, @Nullable Agreement former) {
        PayloadType before = former == null ? null : former.codec();
        return before == null ? formats : with(formats, before);
    }

    /** With one more, unless its number has a meaning already: an answer may number the codec that we send differently. */
    private static List<PayloadType> with(List<PayloadType> formats, PayloadType more) {
        if (formats.stream().anyMatch(format -> format.number() == more.number())) {
            return formats;
        }
        List<PayloadType> all = new ArrayList<>(formats);
        all.add(more);
        return all;
    }

    /** Throws {@link OfferRefusedException} if a new offer would end the encryption of a call. */
    static void requireNoDowngrade(MediaDescription offer, @Nullable Agreement agreement) {
        boolean hasKeys = offer.isSecure() || !offer.crypto().isEmpty();
        if (!hasKeys && offer.port() != 0 && agreement != null && agreement.protection() != null) {
            throw new OfferRefusedException(
                    Reason.NOT_ENCRYPTED, "the call is encrypted, and stays so; the new offer has no keys");
        }
    }

    private void requireReachable(Peer peer) {
        InetSocketAddress media = peer.media();
        if (media != null && !stack.reaches(media.getAddress())) {
            throw new OfferRefusedException(
                    Reason.ADDRESS,
                    "the peer's address " + media.getAddress().getHostAddress()
                            + " is of another family than the one that the stack is bound to");
        }
    }

    /** Our side of a description: the address that the peer is to send to, and how RTCP comes. */
    private MediaDescriptionBuilder ours(@Nullable InetSocketAddress towards, boolean mux) {
        return stack.addressTowards(towards == null ? null : towards.getAddress())
                .describe(MediaDescription.builder())
                .rtcpMux(mux);
    }
}
