package voip.bench.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long commands of the image take beside an empty main, each started by turns. The empty main is {@code --dry-run}: the
 * same image, options, modules and archive, up to the main class, which is loaded and not run.
 */
final class Starts {
    private static final String EMPTY = "an empty main";

    /** Of user and system time of children in {@code /proc/self/stat}, after the name in brackets. */
    private static final int FIELDS_BEFORE = 13;

    private static final long NANOS_PER_TICK = 10_000_000;

    private final Map<String, List<String>> commands = new LinkedHashMap<>();
    private final Map<String, Samples> clock = new LinkedHashMap<>();
    private final Map<String, Long> processor = new LinkedHashMap<>();
    private int runs;

    Starts(Path image) {
        String java = image.resolve("bin/java").toString();
        String voip = image.resolve("bin/voip").toString();
        commands.put(EMPTY, List.of(java, "--dry-run", "-m", "voip.app/voip.app.Main"));
        commands.put(
                "voip --version, without its launcher", List.of(java, "-m", "voip.app/voip.app.Main", "--version"));
        commands.put("voip --version", List.of(voip, "--version"));
        commands.put("voip --help", List.of(voip, "--help"));
        commands.put("voip suites", List.of(voip, "suites"));
        for (String name : commands.keySet()) {
            clock.put(name, new Samples());
            processor.put(name, 0L);
        }
    }

    /** Starts each once. */
    void run() throws IOException, InterruptedException {
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            long processorBefore = childrensProcessorNanos();
            long begin = System.nanoTime();
            Measurement.output(command.getValue());
            clock.get(command.getKey()).add(System.nanoTime() - begin);
            processor.merge(command.getKey(), childrensProcessorNanos() - processorBefore, Long::sum);
        }
        runs++;
    }

    /** Of all that have ended; 0 where the system does not tell. */
    private static long childrensProcessorNanos() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String line = Files.readString(stat);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[FIELDS_BEFORE]) + Long.parseLong(fields[FIELDS_BEFORE + 1])) * NANOS_PER_TICK;
    }

    /** Markdown: medians by the clock, means of processor time, and in brackets how often each is that of the empty main. */
    String table() {
        StringBuilder table = new StringBuilder("""
                | Start of the image (a) | ms | processor time, ms |
                |---|--:|--:|
                """);
        double emptyMillis = clock.get(EMPTY).medianMillis();
        double emptyNanos = processor.get(EMPTY);
        for (String name : commands.keySet()) {
            double millis = clock.get(name).medianMillis();
            double nanos = processor.get(name);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f (%.2f) | %.0f (%.2f) |%n",
                    name,
                    millis,
                    millis / emptyMillis,
                    nanos / 1e6 / runs,
                    nanos / emptyNanos));
        }
        return table.toString();
    }
}
