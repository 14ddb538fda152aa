package voip.app.bench;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures of many rounds, of which a disturbed one moves none, and one that has no figure does not count. */
final class Quantiles {
    private static final double HALF = 0.5;

    private Quantiles() {}

    /** The least that at least this part is not above; NaN if there is none. */
    static <T> double of(List<T> rounds, double part, ToDoubleFunction<T> figure) {
        return of(rounds.size(), part, round -> figure.applyAsDouble(rounds.get(round)));
    }

    /** The median, the lower of the middle two; NaN if there is none. */
    static double median(int rounds, IntToDoubleFunction figure) {
        return of(rounds, HALF, figure);
    }

    private static double of(int rounds, double part, IntToDoubleFunction figure) {
        double[] sorted = IntStream.range(0, rounds)
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
