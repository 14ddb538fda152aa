package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation.Agreed;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/**
 * The agreements that a negotiation knows of, so that no key of theirs is ever begun again: a sender would use its packet
 * indexes twice, and a receiver accept old packets anew. Holds them until it is closed; the sessions that it opens remember
 * the newest.
 */
final class KnownKeys implements AutoCloseable {
    /** Former agreements that a session remembers: more than a call has peers to come back to. */
    private static final int MOST_FORMER = 8;

    private final List<AgreedKeys> known = new ArrayList<>(); // in the order in which they were made
    private final SrtpPolicy policy;

    KnownKeys(SrtpPolicy policy) {
        this.policy = policy;
    }

    /** Adds an agreement that can go on, and those that it remembers; null as in {@link AgreedKeys#hold(Agreed)}. */
    @Nullable
    AgreedKeys add(@Nullable Agreed agreed) {
        AgreedKeys held = AgreedKeys.hold(agreed);
        if (agreed == null || held == null) {
            return null;
        }
        if (agreed.protection() instanceof SrtpSession session) {
            for (AgreedKeys former : session.former()) {
                if (former.hold()) {
                    remember(former);
                }
            }
        }
        return remember(held);
    }

    /** Takes the hold that the caller has; returns what is known from now on. */
    private AgreedKeys remember(AgreedKeys held) {
        for (AgreedKeys keys : known) {
            if (keys.isSame(held)) {
                held.close();
                return keys;
            }
        }
        known.add(held);
        return held;
    }

    /** What all of its sessions are opened by. */
    SrtpPolicy policy() {
        return policy;
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
     * Why a peer's line cannot be used with a suite, for its own sake or for that of what is known, in words that follow on a
     * name for it; empty if it can.
     */
    Optional<String> problem(CryptoAttribute line, SuiteSpec spec) {
        return hasOurs(line)
                ? Optional.of("it sends our key back, and must have its own (RFC 4568 §7.1.2)")
                : line.problem(spec, policy).or(() -> changed(line, spec));
    }

    /** A key keeps what was said of it: begun anew it would repeat indexes, and as it was it would not do what is said. */
    private Optional<String> changed(CryptoAttribute line, SuiteSpec spec) {
        for (AgreedKeys keys : known) {
            if (line.hasKeyOf(keys.theirs()) && !(keys.isOf(spec) && line.isSame(keys.theirs()))) {
                return Optional.of("it says something else of a key than before, or has it beside other keys;"
                        + " what changes takes fresh keys");
            }
        }
        return Optional.empty();
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
        if (current != null
                && current.protection() instanceof SrtpSession same
                && same.isOpenWith(sending, receiving)) {
            Held.closeAll(List.of(sending, receiving).iterator()); // the other session has holds of its own
            return same;
        }
        return new SrtpSession(suite.spec(), sending, receiving, former(sending, receiving));
    }

    /** The newest of the agreements beside that of these contexts, with a hold of its own on each for the caller. */
    private List<AgreedKeys> former(SendContext sending, ReceiveContext receiving) {
        List<AgreedKeys> others =
                known.stream().filter(keys -> !keys.isOn(sending, receiving)).toList();
        List<AgreedKeys> newest = others.subList(Math.max(0, others.size() - MOST_FORMER), others.size());
        newest.forEach(AgreedKeys::hold); // which succeeds, because they are held here
        return newest;
    }

    private SendContext sending(SrtpCipherSuite suite, CryptoAttribute ours) throws GeneralSecurityException {
        for (AgreedKeys keys : known) {
            SendContext goesOn = keys.sending(suite.spec(), ours);
            if (goesOn != null) {
                return goesOn;
            }
        }
        try (MasterKeys keys = ours.masterKeys(suite.spec())) {
            return SendContext.open(suite, keys, ours.parameters(), policy);
        }
    }

    private ReceiveContext receiving(SrtpCipherSuite suite, CryptoAttribute theirs) throws GeneralSecurityException {
        for (AgreedKeys keys : known) {
            ReceiveContext goesOn = keys.receiving(suite.spec(), theirs);
            if (goesOn != null) {
                return goesOn;
            }
        }
        try (MasterKeys keys = theirs.masterKeys(suite.spec())) {
            return ReceiveContext.open(suite, keys, theirs.parameters(), policy.hinted(theirs.windowSizeHint()));
        }
    }

    @Override
    public void close() {
        List<AgreedKeys> held = List.copyOf(known);
        known.clear();
        Held.closeAll(held.iterator());
    }
}
