package voip.api.srtp;

import java.util.List;

/**
 * Whether what secures calls is done in an approved mode (FIPS 140): every cipher suite, its key derivation, the random
 * source and keyed hashes. Each crypto module says it of itself, and is believed; a suite only if it comes from the same
 * module.
 *
 * @param approved whether all of it is
 * @param implementations who does the work, with versions, such as {@code bc-fips 2.1.3}
 * @param obstacles what is not approved, and what to write, a sentence each; empty if all is
 * @param leftOut the suites that {@code requireFips()} left out, and why, a sentence for each reason
 */
public record FipsStatus(boolean approved, List<String> implementations, List<String> obstacles, List<String> leftOut) {
    /** Takes copies. */
    public FipsStatus {
        implementations = List.copyOf(implementations);
        obstacles = List.copyOf(obstacles);
        leftOut = List.copyOf(leftOut);
    }
}
