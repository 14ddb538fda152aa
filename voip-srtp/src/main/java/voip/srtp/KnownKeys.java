package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation.Agreed;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/**
 * The agreements that a negotiation knows of, so that no key of theirs is ever begun again: a sender would use its packet
 * indexes twice, and a receiver accept old packets anew. Holds their contexts until it is closed.
 */
final class KnownKeys implements AutoCloseable {
    private final List<AgreedKeys> known = new ArrayList<>();
    private final SrtpPolicy policy;

    KnownKeys(SrtpPolicy policy) {
        this.policy = policy;
    }

    /** Adds an agreement, if it is not known yet and can go on; null as in {@link AgreedKeys#hold}. */
    @Nullable
    AgreedKeys add(@Nullable Agreed agreed) {
        AgreedKeys held = AgreedKeys.hold(agreed);
        if (held == null) {
            return null;
        }
        for (AgreedKeys keys : known) {
            if (keys.isSame(held)) {
                held.close();
                return keys;
            }
        }
        known.add(held);
        return held;
    }

    int size() {
        return known.size();
    }

    /** Whether a line has a key that a peer sends with. */
    boolean hasTheirs(CryptoAttribute line) {
        for (AgreedKeys keys : known) {
            if (line.hasKeyOf(keys.theirs())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a line has a key that we send with. */
    boolean hasOurs(CryptoAttribute line) {
        for (AgreedKeys keys : known) {
            if (line.hasKeyOf(keys.ours())) {
                return true;
            }
        }
        return false;
    }

    /**
     * A session under the keys of both lines, in which a known key goes on where it is.
     *
     * @param current whose session it is if both keys are still those of it
     * @throws IllegalStateException if the suite's provider fails, which is nobody's offer's fault
     */
    SrtpSession session(SrtpCipherSuite suite, CryptoAttribute ours, CryptoAttribute theirs, @Nullable Agreed current) {
        @Nullable SendContext sending = null;
        ReceiveContext receiving;
        try {
            sending = sending(suite, ours);
            receiving = receiving(suite, theirs);
        } catch (GeneralSecurityException e) {
            KeyDerivation.closeAfter(e, sending);
            throw new IllegalStateException(suite.spec() + " failed to open a session", e);
        } catch (RuntimeException | Error e) {
            KeyDerivation.closeAfter(e, sending);
            throw e;
        }
        SrtpSession session = new SrtpSession(suite.spec(), sending, receiving);
        if (current != null
                && current.protection() instanceof SrtpSession same
                && same.isOpenWith(sending, receiving)) {
            session.close(); // lets go of what the other holds
            return same;
        }
        return session;
    }

    private SendContext sending(SrtpCipherSuite suite, CryptoAttribute ours) throws GeneralSecurityException {
        for (AgreedKeys keys : known) {
            SendContext goesOn = keys.sending(suite.spec(), ours);
            if (goesOn != null) {
                return goesOn;
            }
        }
        try (MasterKey key = ours.masterKey(suite.spec())) {
            return SendContext.open(suite, key, ours.lifetime(), policy);
        }
    }

    private ReceiveContext receiving(SrtpCipherSuite suite, CryptoAttribute theirs) throws GeneralSecurityException {
        for (AgreedKeys keys : known) {
            ReceiveContext goesOn = keys.receiving(suite.spec(), theirs);
            if (goesOn != null) {
                return goesOn;
            }
        }
        try (MasterKey key = theirs.masterKey(suite.spec())) {
            return ReceiveContext.open(suite, key, theirs.lifetime(), policy);
        }
    }

    @Override
    public void close() {
        for (AgreedKeys keys : known) {
            keys.close();
        }
        known.clear();
    }
}
