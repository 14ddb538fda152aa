package voip.api.spi;

import java.util.List;
import voip.api.srtp.PacketProtection;

/** Key negotiation by {@code a=crypto} attributes (RFC 4568), with one key for each direction. Threads may share it. */
public interface KeyNegotiation {
    /** Makes an offer with fresh keys. */
    Offer offer();

    /**
     * Answers an offer: chooses the first own preference that was offered usably, with a fresh key of ours.
     *
     * @param offered the values of the offer's {@code a=crypto} attributes
     * @throws voip.api.OfferRefusedException if none is usable, with each line's reason
     */
    Answer answer(List<String> offered);

    /** An offer under way; closing it wipes the keys that were not chosen, or all of them. */
    interface Offer extends AutoCloseable {
        /** The values of the {@code a=crypto} attributes to send. Secret. */
        List<String> crypto();

        /**
         * Completes the offer; the protection owns its keys.
         *
         * @param answered the values of the answer's {@code a=crypto} attributes
         * @throws voip.api.OfferRefusedException if they do not fit the offer (RFC 4568 §5.1.3)
         */
        PacketProtection complete(List<String> answered);

        @Override
        void close();
    }

    /**
     * The answer to an offer.
     *
     * @param crypto the value of the {@code a=crypto} attribute to send; secret
     * @param protection for the call, owned by whoever asked
     */
    record Answer(String crypto, PacketProtection protection) {
        @Override
        public String toString() {
            return "Answer[" + protection.suite() + "]";
        }
    }
}
