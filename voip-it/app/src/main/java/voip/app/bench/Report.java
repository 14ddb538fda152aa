package voip.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was measured, for people in tables and for programs in maps. */
public final class Report {
    private static final double[] QUANTILES = {0.5, 0.99, 0.999};
    private static final List<String> TITLES = List.of(
            "ECHO", "PACKETS/S", "CPU NS", "BYTES", "P50 US", "P99 US", "P99.9 US", "LOST", "COLLECTIONS", "PAUSES");
    private static final String NOTHING = "-";

    private final Load load;
    private final @Nullable Security security;
    private final double rate;
    private final List<Result> results;
    private final @Nullable Result crypto;

    Report(Load load, @Nullable Security security, double rate, List<Result> results, @Nullable Result crypto) {
        this.load = load;
        this.security = security;
        this.rate = rate;
        this.results = results;
        this.crypto = crypto;
    }

    /** The tables. */
    public String toText() {
        String newline = System.lineSeparator();
        StringBuilder out = new StringBuilder();
        Machine.lines().forEach(line -> out.append(line).append(newline));
        out.append(load.calls()).append(" calls, ").append(load.payload()).append(" bytes of payload, at equal load ");
        out.append(whole(rate)).append(" packets/s").append(newline);
        if (security != null) {
            out.append("secured by ")
                    .append(security)
                    .append(Machine.settings())
                    .append(newline);
        }
        out.append(newline).append(Columns.text(rows())).append(newline);
        out.append(Columns.text(ratioRows()));
        troubles().forEach(line -> out.append(line).append(newline));
        return out.toString();
    }

    /** The same, as names and values. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", Machine.lines());
        json.put("calls", load.calls());
        json.put("payload", load.payload());
        json.put("rate", rate);
        json.put("suite", security == null ? null : security.suite().spec().name());
        json.put("provider", security == null ? null : security.suite().spec().provider());
        json.put("settings", security == null ? null : Machine.settings().strip());
        json.put("echoes", results.stream().map(Report::json).toList());
        json.put("protectAndUnprotect", crypto == null ? null : costs(crypto));
        List<Map<String, Object>> ratios = new ArrayList<>();
        for (Ratio ratio : ratios()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", ratio.name());
            entry.put("blocking", ratio.blocking());
            entry.put("selector", ratio.selector());
            ratios.add(entry);
        }
        json.put("ratios", ratios);
        json.put("troubles", troubles());
        return json;
    }

    private static Map<String, Object> json(Result result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", result.name());
        json.put("packetsPerSecond", result.search().best());
        json.putAll(costs(result));
        json.put("sent", (long) result.sum(Slice::sent));
        json.put("lost", (long) result.sum(Slice::lost));
        json.put("keptRate", result.keptRate());
        Histogram delay = result.delay();
        json.put("p50Nanos", delay.quantile(QUANTILES[0]));
        json.put("p99Nanos", delay.quantile(QUANTILES[1]));
        json.put("p999Nanos", delay.quantile(QUANTILES[2]));
        json.put("collections", (long) result.sum(slice -> slice.pauses().collections()));
        json.put("pauseMillis", (long) result.sum(slice -> slice.pauses().millis()));
        return json;
    }

    private static Map<String, Object> costs(Result result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cpuNanos", result.cpuNanos());
        json.put("allocatedBytes", result.bytes());
        return json;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        for (Result result : results) {
            Histogram delay = result.delay();
            double pauses = result.sum(slice -> slice.pauses().millis());
            List<String> row =
                    new ArrayList<>(List.of(result.name(), whole(result.search().best())));
            row.addAll(List.of(whole(result.cpuNanos()), tenth(result.bytes())));
            for (double part : QUANTILES) {
                row.add(tenth(delay.quantile(part) / 1e3));
            }
            row.add(whole(result.sum(Slice::lost)));
            row.add(whole(result.sum(slice -> slice.pauses().collections())));
            row.add(hundredth(100 * pauses * 1e6 / result.sum(Slice::nanos)) + " %");
            rows.add(row);
        }
        if (crypto != null) {
            List<String> row = new ArrayList<>(List.of(crypto.name(), NOTHING));
            row.addAll(List.of(whole(crypto.cpuNanos()), tenth(crypto.bytes())));
            while (row.size() < TITLES.size()) {
                row.add(NOTHING);
            }
            rows.add(row);
        }
        return rows;
    }

    private List<List<String>> ratioRows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BESIDE THE BARE LOOP", "BLOCKING", "SELECTOR"));
        for (Ratio ratio : ratios()) {
            rows.add(List.of(ratio.name(), hundredth(ratio.blocking()), hundredth(ratio.selector())));
        }
        return rows;
    }

    private List<Ratio> ratios() {
        return Ratio.of(results, crypto);
    }

    private List<String> troubles() {
        return Stream.concat(results.stream(), Stream.ofNullable(crypto))
                .filter(result -> !result.trouble().isEmpty())
                .map(result -> result.name() + ": " + result.trouble())
                .toList();
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    private static String hundredth(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }
}
