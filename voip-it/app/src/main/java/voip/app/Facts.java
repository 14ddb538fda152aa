package voip.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import voip.api.CallStatistics;
import voip.api.Verdict;

/** What is told of one party of a call: a column of a table, or a JSON object. */
final class Facts {
    private record Fact(String label, Object value, String text) {}

    private final Map<String, Fact> facts = new LinkedHashMap<>();

    /** Adds a fact under its JSON key and its label in the table. */
    Facts add(String key, String label, Object value) {
        return add(key, label, value, value.toString());
    }

    /** Adds a fact that the table tells in other words. */
    Facts add(String key, String label, Object value, String text) {
        facts.put(key, new Fact(label, value, text));
        return this;
    }

    /** Adds the counters of a call, and what became of all the datagrams that its stack received. */
    Facts add(CallStatistics statistics, Map<Verdict, Long> verdicts) {
        double jitter = statistics.jitter().toNanos() / 1e6;
        Map<String, Long> counts = new LinkedHashMap<>();
        verdicts.forEach((verdict, count) -> counts.put(verdict.name(), count));
        return add("packetsSent", "packets sent", statistics.packetsSent())
                .add("packetsReceived", "packets received", statistics.packetsReceived())
                .add("packetsLost", "packets lost", statistics.packetsLost())
                .add("jitterMillis", "jitter", jitter, String.format(Locale.ROOT, "%.3f ms", jitter))
                .add("rtcpSent", "RTCP sent", statistics.controlSent())
                .add("rtcpReceived", "RTCP received", statistics.controlReceived())
                .add("verdicts", "verdicts", counts, text(verdicts));
    }

    Map<String, Object> toJson() {
        Map<String, Object> object = new LinkedHashMap<>();
        facts.forEach((key, fact) -> object.put(key, fact.value()));
        return object;
    }

    /** A table with a line for each fact, and a column for each party. */
    static String table(Map<String, Facts> columns) {
        List<List<String>> rows = new ArrayList<>();
        List<String> title = new ArrayList<>(List.of(""));
        title.addAll(columns.keySet());
        rows.add(title);
        Set<String> keys = columns.values().stream()
                .flatMap(column -> column.facts.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String key : keys) {
            List<String> row = new ArrayList<>(List.of(""));
            for (Facts column : columns.values()) {
                Fact fact = column.facts.get(key);
                if (fact != null) {
                    row.set(0, fact.label());
                }
                row.add(fact == null ? "" : fact.text());
            }
            rows.add(row);
        }
        return table(rows);
    }

    /** A table whose columns are as wide as what they hold. */
    static String table(List<List<String>> rows) {
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                line.append(row.get(i)).append(" ".repeat(width + 2 - row.get(i).length()));
            }
            if (!line.toString().isBlank()) {
                out.append(line.toString().stripTrailing()).append(System.lineSeparator());
            }
        }
        return out.toString();
    }

    /** Verdicts with their counts, such as {@code ACCEPTED 250, REPLAYED 1}. */
    static String text(Map<Verdict, Long> verdicts) {
        return verdicts.isEmpty()
                ? "none"
                : verdicts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
