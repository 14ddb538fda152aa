package voip.api;

import org.jspecify.annotations.Nullable;
import voip.api.OfferRefusedException.Reason;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;
import voip.api.srtp.PacketProtection;

/**
 * An offer that waits for its answer.
 *
 * @param settings of the leg so far
 * @param keys that were offered; null for plain RTP
 */
record PendingOffer(LegSettings settings, KeyNegotiation.@Nullable Offer keys) implements AutoCloseable {
    /**
     * Sets the leg up as the answer says.
     *
     * @throws OfferRefusedException if it does not fit the offer
     * @throws IllegalStateException if the leg cannot have the peer's address, or is closed
     */
    Agreement complete(MediaDescription offer, MediaDescription answer, RtpLeg leg) {
        PayloadType codec = OfferAnswer.agreed(offer, answer);
        Peer peer = Peer.of(answer, answer.rtcpMux());
        PacketProtection protection =
                keys == null ? null : keys.complete(answer.crypto(), null).protection();
        if (keys == null && !answer.crypto().isEmpty()) {
            throw new OfferRefusedException(Reason.ANSWER_MISMATCH, "the answer has keys, but none were offered");
        }
        try {
            leg.update(
                    new LegSettings(
                            settings.name(),
                            peer.media(),
                            peer.control(),
                            answer.rtcpMux(),
                            answer.ssrcs().keySet(),
                            settings.formats(),
                            answer.direction().mirrored(),
                            peer.media() == null,
                            protection,
                            settings.cname(),
                            settings.sources(),
                            settings.inactivity()),
                    true);
        } catch (RuntimeException e) {
            if (protection != null) {
                protection.close();
            }
            throw e;
        }
        return new Agreement(answer, codec, protection);
    }

    /** Wipes the keys that were offered and not agreed on. */
    @Override
    public void close() {
        if (keys != null) {
            keys.close();
        }
    }
}
