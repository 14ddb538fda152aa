package voip.app.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a contender beside those of the two bare loops.
 *
 * @param blocking beside the one that waits in {@code receive}
 * @param selector beside the one that waits for a selector
 */
record Ratio(String name, double blocking, double selector) {
    /** All that there is to compare; {@code crypto} is null without secured calls. */
    static List<Ratio> of(List<Result> results, @Nullable Result crypto) {
        Result blocking = find(results, Field.BLOCKING);
        Result selector = find(results, Field.SELECTOR);
        List<Ratio> ratios = new ArrayList<>();
        for (Result result : results) {
            if (result.name().equals(Field.PLAIN)) {
                ratios.add(new Ratio(
                        result.name() + ": processor time, times the bare loop's",
                        Comparison.cpu(result, blocking),
                        Comparison.cpu(result, selector)));
            } else if (crypto != null && result != blocking && result != selector) {
                ratios.add(new Ratio(
                        result.name() + ": processor time added, times protect + unprotect",
                        Comparison.cpuAdded(result, blocking, crypto),
                        Comparison.cpuAdded(result, selector, crypto)));
            }
        }
        for (Result result : results) {
            if (result != blocking && result != selector) {
                ratios.add(new Ratio(
                        result.name() + ": p99 from receive to handler, times the bare loop's",
                        Comparison.p99(result, blocking),
                        Comparison.p99(result, selector)));
            }
        }
        for (Result result : results) {
            if (result != blocking && result != selector) {
                double other = crypto == null || result.name().equals(Field.PLAIN) ? 0 : crypto.bytes();
                ratios.add(new Ratio(
                        result.name() + ": bytes allocated beyond the bare loop"
                                + (other == 0 ? "" : " and protect + unprotect"),
                        result.bytes() - blocking.bytes() - other,
                        result.bytes() - selector.bytes() - other));
            }
        }
        return ratios;
    }

    private static Result find(List<Result> results, String name) {
        return results.stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
