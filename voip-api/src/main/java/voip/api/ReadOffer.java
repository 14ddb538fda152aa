package voip.api;

import java.util.List;

/**
 * An offer of a peer that can be answered, with what takes the application or a look-up to know.
 *
 * @param offer the peer's description
 * @param codec that the answer will have
 * @param peer where it is
 */
record ReadOffer(MediaDescription offer, PayloadType codec, Peer peer) {
    /**
     * Reads an offer; asks the handler for the codec, and looks up a host name.
     *
     * @throws OfferRefusedException if it cannot be answered
     */
    static ReadOffer of(MediaDescription offer, Encryption encryption, List<PayloadType> codecs, CallHandler handler) {
        OfferAnswer.encrypts(offer, encryption);
        List<PayloadType> common = OfferAnswer.common(offer, codecs);
        PayloadType codec = handler.chooseCodec(offer, common);
        if (codec == null || !common.contains(codec)) { // null from a handler that was compiled without checks
            throw new IllegalStateException(
                    CallMaker.name(handler) + ".chooseCodec() chose " + codec + "; it must be one of " + common);
        }
        return new ReadOffer(offer, codec, Peer.of(offer, offer.rtcpMux()));
    }
}
