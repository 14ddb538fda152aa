package voip.bench.path;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Markdown of what {@link PathBenchmark} measured: ours beside the floor or the peer, and look-ups among ever more calls. */
public final class PathTable {
    private static final String HEAD = """
            ### Parsing and finding

            | | ours, ns | beside | its ns | ratio | B: ours | its |
            |---|--:|---|--:|--:|--:|--:|
            """;
    private static final String LOOK_UP_HEAD = """

            | among | 10, ns | 100 | 1,000 | 10,000 | 10,000 / 10 | B |
            |---|--:|--:|--:|--:|--:|--:|
            """;

    private final Map<Operation, RunResult> results = new TreeMap<>();

    private PathTable(Collection<RunResult> ofPath) {
        for (RunResult result : ofPath) {
            results.put(Operation.valueOf(result.getParams().getParam("operation")), result);
        }
    }

    /** What JMH is to run for the whole table. */
    public static Options options() {
        return new OptionsBuilder().include(PathBenchmark.class.getName()).build();
    }

    /** Takes the results of that benchmark, if there are any, out of all; their tables, or nothing. */
    public static String take(Collection<RunResult> all) {
        List<RunResult> ofPath = all.stream().filter(PathTable::isOfPath).toList();
        all.removeAll(ofPath);
        return ofPath.isEmpty() ? "" : new PathTable(ofPath).toString();
    }

    private static boolean isOfPath(RunResult result) {
        return result.getParams().getBenchmark().startsWith(PathBenchmark.class.getName());
    }

    @Override
    public String toString() {
        return HEAD + rows(false) + LOOK_UP_HEAD + rows(true) + "\n";
    }

    private String rows(boolean lookUps) {
        return results.keySet().stream()
                .filter(operation -> operation.isLookUp() == lookUps)
                .map(operation -> lookUps ? lookUp(operation) : besides(operation))
                .collect(Collectors.joining());
    }

    private String besides(Operation operation) {
        double ours = least(operation, "nanos1");
        double its = least(operation, "nanos2");
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f | %.0f | %.0f |%n",
                operation.text(),
                nanos(ours),
                operation.beside(),
                nanos(its),
                ours / its,
                least(operation, "bytes1"),
                least(operation, "bytes2"));
    }

    private String lookUp(Operation operation) {
        double few = least(operation, "nanos1");
        double many = least(operation, "nanos4");
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.2f | %.0f |%n",
                operation.text(),
                nanos(few),
                nanos(least(operation, "nanos2")),
                nanos(least(operation, "nanos3")),
                nanos(many),
                many / few,
                least(operation, "bytes4"));
    }

    /** Of the iterations, the one that was disturbed least. */
    private double least(Operation operation, String counter) {
        return results.get(operation).getAggregatedResult().getIterationResults().stream()
                .mapToDouble(iteration ->
                        iteration.getSecondaryResults().get(counter).getScore())
                .min()
                .orElseThrow();
    }

    private static String nanos(double nanos) {
        return String.format(Locale.ROOT, nanos < 100 ? "%.1f" : "%.0f", nanos);
    }
}
