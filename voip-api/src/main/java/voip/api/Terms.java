package voip.api;

import org.jspecify.annotations.Nullable;
import voip.api.spi.LegSettings;
import voip.api.srtp.PacketProtection;

/**
 * What a negotiation came to, before it is applied.
 *
 * @param leg how the leg is to be set up
 * @param media our description; an answer still lacks the source that we send from
 * @param agreement with the peer
 */
record Terms(LegSettings leg, MediaDescriptionBuilder media, Agreement agreement) {
    /** Wipes keys that were made for these terms; those that the call has already stay, as they were. */
    void discard(@Nullable Agreement present) {
        PacketProtection made = agreement.protection();
        if (made == null) {
            return;
        }
        if (present == null || made != present.protection()) {
            made.close();
        } else if (!agreement
                .extensions()
                .encrypted()
                .equals(present.extensions().encrypted())) {
            made.encryptExtensions(present.extensions().encrypted());
        }
    }
}
