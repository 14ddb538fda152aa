package voip.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import voip.bench.path.PathTable;

/**
 * Runs benchmarks and makes Markdown of what they measured: with arguments, which are JMH's, what those say; without, all
 * that {@code docs/performance.md} shows.
 */
public final class Benchmarks {
    private Benchmarks() {}

    /** Prints the tables, and writes them to the file that the system property {@code bench.table} names. */
    public static void main(String[] args) throws Exception {
        Collection<RunResult> results = new ArrayList<>();
        for (Options options : args.length > 0 ? List.of(new CommandLineOptions(args)) : published()) {
            Options failing =
                    new OptionsBuilder().parent(options).shouldFailOnError(true).build();
            results.addAll(new Runner(failing).run());
        }
        String path = PathTable.take(results);
        String table = Table.of(results) + path;
        Path file = Path.of(System.getProperty("bench.table"));
        Files.writeString(file, table);
        System.out.println(table + "\nThis stands in " + file + ".");
    }

    /** Every suite and entrant at 160 bytes; the other sizes without what would say the same again, to save time. */
    private static List<Options> published() {
        Predicate<Suite> isNull = Suite::isNull;
        Predicate<Suite> hasLongTag = suite -> !suite.name().endsWith("_32");
        String[] all = Stream.of(Entrant.values()).map(Entrant::name).toArray(String[]::new);
        String[] ours = {Entrant.VOIP.name(), Entrant.FLOOR.name()};
        String[] each = {Entrant.VOIP.name(), Entrant.FLOOR.name(), Entrant.JITSI.name()};
        return List.of(
                options(isNull.negate(), all, "160"),
                options(isNull, ours, "160"),
                options(isNull.negate().and(hasLongTag), each, "20", "1200"),
                options(isNull.and(hasLongTag), ours, "20", "1200"),
                PathTable.options());
    }

    private static Options options(Predicate<Suite> suites, String[] entrants, String... payloads) {
        return new OptionsBuilder()
                .include(PacketBenchmark.class.getName())
                .param(
                        "suite",
                        Suite.all().stream().filter(suites).map(Suite::name).toArray(String[]::new))
                .param("entrant", entrants)
                .param("payload", payloads)
                .build();
    }
}
