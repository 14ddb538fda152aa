package voip.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What our protecting and unprotecting is meant to cost at most, as a ratio to those who are compared: to the fastest of them,
 * where there are several.
 */
record Bar(Crypto crypto, Set<String> suites, Set<Integer> payloads, List<Entrant> others, double most) {
    /** The row that is worst for us. */
    record Reached(Measured.Row row, double ratio) {}

    private static final Set<Integer> ALL = Set.of(20, 160, 1200);
    private static final Set<String> CM = Set.of("AES_CM_128_HMAC_SHA1_80");
    private static final Set<String> GCM = Set.of("AEAD_AES_128_GCM", "AEAD_AES_256_GCM");
    private static final Set<String> ANY = Set.of();

    /** All that the project sets itself. */
    static List<Bar> all() {
        return List.of(
                new Bar(Crypto.JCE, CM, Set.of(160), List.of(Entrant.JITSI), 0.55),
                new Bar(Crypto.JCE, CM, Set.of(160), List.of(Entrant.JITSI_JAVA), 0.55),
                new Bar(Crypto.JCE, CM, Set.of(1200), List.of(Entrant.JITSI), 0.8),
                new Bar(Crypto.JCE, CM, Set.of(1200), List.of(Entrant.JITSI_JAVA), 0.8),
                new Bar(Crypto.JCE, CM, ALL, List.of(Entrant.FLOOR, Entrant.FLOOR_MAC), 1.15),
                new Bar(Crypto.JCE, CM, ALL, List.of(Entrant.LIBSRTP), 1),
                new Bar(Crypto.JCE, GCM, ALL, List.of(Entrant.JITSI_JAVA), 0.95),
                new Bar(Crypto.JCE, GCM, ALL, List.of(Entrant.FLOOR), 1.1),
                new Bar(Crypto.JCE, GCM, ALL, List.of(Entrant.LIBSRTP), 1),
                new Bar(Crypto.BCFIPS, ANY, ALL, List.of(Entrant.BC_FLOOR, Entrant.BC_OPERATORS), 1.1),
                new Bar(Crypto.BCFIPS_ECB, ANY, ALL, List.of(Entrant.BC_BLOCKS), 1.1));
    }

    /** Empty if nothing of it was measured. */
    Optional<Reached> reached(Measured measured) {
        return measured.rows(crypto)
                .filter(row -> suites.isEmpty() || suites.contains(row.suite()))
                .filter(row -> payloads.contains(row.payload()))
                .map(row -> new Reached(row, ratio(measured, row)))
                .filter(reached -> !Double.isNaN(reached.ratio))
                .max(Comparator.comparingDouble(Reached::ratio));
    }

    private double ratio(Measured measured, Measured.Row row) {
        OptionalDouble worst = others.stream()
                .mapToDouble(other -> measured.ratio(row, other, Operation.ROUND_TRIP))
                .filter(ratio -> !Double.isNaN(ratio))
                .max();
        return worst.orElse(Double.NaN);
    }
}
