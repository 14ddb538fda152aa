package voip.api.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.PacketProtection;

/**
 * Key negotiation by {@code a=crypto} attributes (RFC 4568), with one key for each direction. Threads may share it.
 *
 * <p>Each agreement that replaces another remembers it, and those that it remembered: the 8 newest. A key of theirs that
 * comes back, as that of a peer that returns from a music server with a key of its own, goes on where it was, with its
 * roll-over counters and replay windows. The keys that are remembered are wiped when the last protection that remembers them
 * is closed.
 */
public interface KeyNegotiation {
    /**
     * Makes an offer.
     *
     * @param current what the call has agreed on; our key for its suite is offered again then. Null for fresh keys only
     */
    Offer offer(@Nullable Agreed current);

    /**
     * Answers an offer: chooses the line with the peer's key and suite of the current agreement, which then goes on as it
     * is, with its roll-over counters (RFC 4568 §7.1.4); if there is none, the first own preference that was offered
     * usably, with a fresh key of ours.
     *
     * @param offered the values of the offer's {@code a=crypto} attributes
     * @param current what the call has agreed on; null for a first offer
     * @param freshOurs whether our key is a fresh one in any case, as it must be when our own address or port has changed
     *     (RFC 4568 §7.1.4); the peer's direction goes on all the same
     * @return with the protection of {@code current} itself if nothing changed
     * @throws voip.api.OfferRefusedException if none is usable, with each line's reason
     */
    Agreed answer(List<String> offered, @Nullable Agreed current, boolean freshOurs);

    /** An offer under way; closing it wipes its keys. */
    interface Offer extends AutoCloseable {
        /** The values of the {@code a=crypto} attributes to send. Secret. */
        List<String> crypto();

        /**
         * Completes the offer. Other answers to it may follow, as when a call forks: each replaces the one before, and a
         * direction whose key and suite stay the same goes on as it is.
         *
         * @param answered the values of the answer's {@code a=crypto} attributes
         * @param current what the call has agreed on, by this offer or before it; null if nothing. While an offer is
         *     open, every key that it knows goes on where it was, whatever is given here
         * @return with the protection of {@code current} itself if nothing changed
         * @throws voip.api.OfferRefusedException if they do not fit the offer (RFC 4568 §5.1.3); it stays open then
         */
        Agreed complete(List<String> answered, @Nullable Agreed current);

        @Override
        void close();
    }

    /**
     * What two sides agreed on.
     *
     * @param ours the value of our {@code a=crypto} attribute; secret
     * @param theirs the value of the peer's; secret
     * @param protection for the call, owned by whoever asked. Where it replaces another, both may be used until either is
     *     closed; closing one leaves what they share to the other. As they share, they are used like one: by one thread
     *     at a time for each side
     */
    record Agreed(String ours, String theirs, PacketProtection protection) {
        @Override
        public String toString() {
            return "Agreed[" + protection.suite() + "]";
        }
    }
}
