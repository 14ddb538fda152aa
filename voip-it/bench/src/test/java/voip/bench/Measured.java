package voip.bench;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/** What {@link PacketBenchmark} measured: for each row, what each operation costs each entrant. */
final class Measured {
    /** Those who were compared in one JVM. */
    record Row(Crypto crypto, String suite, int payload) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            int byCrypto = crypto.compareTo(other.crypto);
            int bySuite = byCrypto == 0 ? suite.compareTo(other.suite) : byCrypto;
            return bySuite == 0 ? Integer.compare(payload, other.payload) : bySuite;
        }
    }

    /** What a packet cost in the JVM that cost least, and the median of the JVMs' ratios of our time to it. */
    record Figures(Cost cost, double ratio) {}

    private final Map<Row, Map<Entrant, Map<Operation, Figures>>> rows = new TreeMap<>();

    /** Of the results of that benchmark; those of others are left out. */
    static Measured of(Collection<RunResult> results) {
        Measured measured = new Measured();
        for (RunResult result : results) {
            if (result.getParams().getBenchmark().startsWith(PacketBenchmark.class.getName() + ".")) {
                measured.add(result);
            }
        }
        return measured;
    }

    private void add(RunResult result) {
        Row row = new Row(
                Crypto.valueOf(result.getParams().getParam("crypto")),
                result.getParams().getParam("suite"),
                Integer.parseInt(result.getParams().getParam("payload")));
        for (Entrant entrant : row.crypto.entrants()) {
            for (Operation operation : Operation.values()) {
                double[] nanos = scores(result, TurnProfiler.nanos(entrant, operation));
                double[] bytes = scores(result, TurnProfiler.bytes(entrant, operation));
                double[] ratios = scores(result, TurnProfiler.ratio(entrant, operation));
                if (nanos.length > 0) {
                    double ratio = ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2];
                    add(row, entrant, operation, new Figures(new Cost(nanos[0], bytes[0]), ratio));
                }
            }
        }
    }

    /** Of each JVM, the least first. */
    private static double[] scores(RunResult result, String label) {
        return result.getBenchmarkResults().stream()
                .map(jvm -> jvm.getSecondaryResults().get(label))
                .filter(Objects::nonNull)
                .mapToDouble(score -> score.getScore())
                .sorted()
                .toArray();
    }

    void add(Row row, Entrant entrant, Operation operation, Figures figures) {
        rows.computeIfAbsent(row, key -> new EnumMap<>(Entrant.class))
                .computeIfAbsent(entrant, key -> new EnumMap<>(Operation.class))
                .put(operation, figures);
    }

    Set<Row> rows() {
        return rows.keySet();
    }

    Stream<Row> rows(Crypto crypto) {
        return rows.keySet().stream().filter(row -> row.crypto == crypto);
    }

    /** Null where it was not measured. */
    @Nullable
    Cost cost(Row row, Entrant entrant, Operation operation) {
        Figures figures = figures(row, entrant, operation);
        return figures == null ? null : figures.cost;
    }

    /** Our time by theirs; NaN where one of them was not measured. */
    double ratio(Row row, Entrant other, Operation operation) {
        Figures figures = figures(row, other, operation);
        return figures == null ? Double.NaN : figures.ratio;
    }

    private @Nullable Figures figures(Row row, Entrant entrant, Operation operation) {
        return rows.getOrDefault(row, Map.of()).getOrDefault(entrant, Map.of()).get(operation);
    }
}
