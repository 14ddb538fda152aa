package voip.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Hands to JMH what the turns of {@link PacketBenchmark} cost, since a benchmark cannot add results of its own choosing. */
public final class TurnProfiler implements InternalProfiler {
    private static Map<Entrant, Costs> watched = Map.of();

    /** For JMH, which makes one in the JVM of the benchmark. */
    public TurnProfiler() {}

    static synchronized void watch(Map<Entrant, Costs> costs) {
        watched = costs;
    }

    private static synchronized Map<Entrant, Costs> watched() {
        return watched;
    }

    static String nanos(Entrant entrant, Operation operation) {
        return entrant + "." + operation + ".nanos";
    }

    static String bytes(Entrant entrant, Operation operation) {
        return entrant + "." + operation + ".bytes";
    }

    /** Of our time to theirs. */
    static String ratio(Entrant entrant, Operation operation) {
        return entrant + "." + operation + ".ratio";
    }

    @Override
    public String getDescription() {
        return "What a packet costs each entrant";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // The benchmark forgets by itself.
    }

    @Override
    public Collection<? extends Result<ScalarResult>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<ScalarResult> results = new ArrayList<>();
        Costs ours = watched().get(Entrant.VOIP);
        watched().forEach((entrant, costs) -> {
            for (Operation operation : Operation.values()) {
                Cost cost = costs.of(operation);
                results.add(result(nanos(entrant, operation), cost.nanos(), "ns/packet"));
                results.add(result(bytes(entrant, operation), cost.bytes(), "B/packet"));
                if (ours != null && ours != costs) {
                    results.add(result(ratio(entrant, operation), ours.ratioTo(costs, operation), "ours/theirs"));
                }
            }
        });
        return results;
    }

    private static ScalarResult result(String label, double score, String unit) {
        return new ScalarResult(label, score, unit, AggregationPolicy.AVG);
    }
}
