package voip.bench;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;

/** Markdown of what was measured: a table for each benchmark, in which each time of ours stands beside its ratios. */
final class Table {
    /** Time and allocated bytes of one packet. */
    record Cost(double nanos, double bytes) {}

    private record Row(String suite, int payload) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            int bySuite = suite.compareTo(other.suite);
            return bySuite == 0 ? Integer.compare(payload, other.payload) : bySuite;
        }
    }

    private static final String HEAD = """
            | Suite | Payload | ours, ns | floor, ns | ours / floor | jitsi, ns | ours / jitsi \
            | jitsi in Java, ns | ours / jitsi in Java | B: ours | floor | jitsi | jitsi in Java |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private final Map<String, Map<Row, Map<Entrant, Cost>>> benchmarks = new TreeMap<>();

    static String of(Collection<RunResult> results) {
        Table table = new Table();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            table.add(
                    benchmark.substring(benchmark.lastIndexOf('.') + 1),
                    result.getParams().getParam("suite"),
                    Integer.parseInt(result.getParams().getParam("payload")),
                    Entrant.valueOf(result.getParams().getParam("entrant")),
                    cost(result));
        }
        return table.toString();
    }

    private static Cost cost(RunResult result) {
        return new Cost(least(result, "nanosPerPacket"), least(result, "bytesPerPacket"));
    }

    /** Of the iterations, the one that was disturbed least. */
    private static double least(RunResult result, String counter) {
        return result.getAggregatedResult().getIterationResults().stream()
                .mapToDouble(iteration ->
                        iteration.getSecondaryResults().get(counter).getScore())
                .min()
                .orElseThrow();
    }

    void add(String benchmark, String suite, int payload, Entrant entrant, Cost cost) {
        benchmarks
                .computeIfAbsent(benchmark, name -> new TreeMap<>())
                .computeIfAbsent(new Row(suite, payload), row -> new EnumMap<>(Entrant.class))
                .put(entrant, cost);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        benchmarks.forEach((benchmark, rows) -> {
            text.append("### ").append(benchmark).append("\n\n").append(HEAD);
            rows.forEach((row, costs) -> append(text, row, costs));
            text.append('\n');
        });
        return text.toString();
    }

    private static void append(StringBuilder text, Row row, Map<Entrant, Cost> costs) {
        Cost ours = costs.get(Entrant.VOIP);
        text.append("| ")
                .append(row.suite)
                .append(" | ")
                .append(row.payload)
                .append(" | ")
                .append(nanos(ours));
        for (Entrant other : new Entrant[] {Entrant.FLOOR, Entrant.JITSI, Entrant.JITSI_JAVA}) {
            Cost theirs = costs.get(other);
            text.append(" | ").append(nanos(theirs)).append(" | ").append(ratio(ours, theirs));
        }
        for (Entrant entrant : Entrant.values()) {
            text.append(" | ").append(bytes(costs.get(entrant)));
        }
        text.append(" |\n");
    }

    private static String nanos(Cost cost) {
        return cost == null ? "" : String.format(Locale.ROOT, "%.0f", cost.nanos);
    }

    private static String ratio(Cost ours, Cost theirs) {
        return ours == null || theirs == null ? "" : String.format(Locale.ROOT, "%.2f", ours.nanos / theirs.nanos);
    }

    private static String bytes(Cost cost) {
        return cost == null ? "" : String.format(Locale.ROOT, "%.0f", cost.bytes);
    }
}
