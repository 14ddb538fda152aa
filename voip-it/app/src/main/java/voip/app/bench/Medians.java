package voip.app.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Medians over rounds: what a disturbed round shows does not move them. */
final class Medians {
    private Medians() {}

    /** Of a figure of each; NaN if there is none. */
    static <T> double of(List<T> rounds, ToDoubleFunction<T> figure) {
        return of(rounds.size(), round -> figure.applyAsDouble(rounds.get(round)));
    }

    /** Of a figure of each round; NaN if there is none. */
    static double of(int rounds, IntToDoubleFunction figure) {
        double[] sorted =
                IntStream.range(0, rounds).mapToDouble(figure).sorted().toArray();
        return sorted.length == 0
                ? Double.NaN
                : Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
                        .average()
                        .getAsDouble();
    }
}
