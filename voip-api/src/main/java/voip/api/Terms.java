package voip.api;

import java.util.function.UnaryOperator;
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
    /**
     * With header extensions; if the protection fails at them, keys that were made for these terms are wiped.
     *
     * @param present what the call has agreed on; null for a new one
     */
    Terms with(@Nullable Agreement present, UnaryOperator<AgreedExtensions> rule) {
        try {
            AgreedExtensions accepted = rule.apply(Agreement.extensions(present));
            Terms complete = new Terms(leg, media, agreement.with(accepted, present));
            complete.encryptUnderFormerKeys(accepted, Agreement.extensions(present));
            return complete;
        } catch (RuntimeException e) {
            if (!isProtectedAs(present)) {
                discard(present);
            }
            throw e;
        }
    }

    /** What is new here may be sent under the former keys at first: not in clear either, as far as their suite can. */
    private void encryptUnderFormerKeys(AgreedExtensions now, AgreedExtensions before) {
        PacketProtection former = agreement.former();
        if (former != null && !now.encrypted().equals(before.encrypted())) {
            former.encryptExtensions(now.encrypted());
        }
    }

    /** Wipes keys that were made for these terms; those that the call has already stay, as they were. */
    void discard(@Nullable Agreement present) {
        encryptUnderFormerKeys(Agreement.extensions(present), agreement.extensions());
        PacketProtection protection = agreement.protection();
        if (protection == null) {
            return;
        }
        if (isProtectedAs(present)) {
            protection.encryptExtensions(Agreement.extensions(present).encrypted());
        } else {
            protection.close();
        }
    }

    private boolean isProtectedAs(@Nullable Agreement present) {
        return present != null && present.protection() == agreement.protection();
    }
}
