package voip.api.srtp;

import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link CryptoModule} says of its mode: whether all that it does for the thread that asks is done by a validated
 * module (FIPS 140) in its approved mode. Immutable.
 */
public final class Approval {
    private final String implementation;
    private final boolean approved;
    private final String text;

    private Approval(String implementation, boolean approved, String text) {
        this.implementation = Objects.requireNonNull(implementation);
        this.approved = approved;
        this.text = Objects.requireNonNull(text);
    }

    /**
     * It is so.
     *
     * @param implementation who does the work, with its version, such as {@code bc-fips 2.1.3}
     */
    public static Approval of(String implementation) {
        return new Approval(implementation, true, "");
    }

    /**
     * It is not.
     *
     * @param implementation who does the work, with its version if it is known
     * @param obstacle what is missing and what to write, as a part of a sentence that several may follow one another in
     */
    public static Approval none(String implementation, String obstacle) {
        return new Approval(implementation, false, obstacle);
    }

    /** Whether the mode is the approved one. */
    public boolean isApproved() {
        return approved;
    }

    /** Who does the work, with its version if it is known. */
    public String implementation() {
        return implementation;
    }

    /** What is missing and what to write; empty if nothing is. */
    public Optional<String> obstacle() {
        return approved ? Optional.empty() : Optional.of(text);
    }

    @Override
    public String toString() {
        return implementation + (approved ? " (approved mode)" : " (not in an approved mode: " + text + ")");
    }
}
