package voip.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks and makes Markdown of what they measured. With arguments, which are JMH's, it runs what they say; without,
 * all that the published table has: every suite at 160 bytes, and those that differ in more than their tag at the other
 * sizes too, where the native and the Java jitsi-srtp are not told apart.
 */
public final class Benchmarks {
    private Benchmarks() {}

    /** Prints the table, and writes it to the file that the system property {@code bench.table} names. */
    public static void main(String[] args) throws Exception {
        Collection<RunResult> results = new ArrayList<>();
        for (Options options : args.length > 0 ? List.<Options>of(new CommandLineOptions(args)) : published()) {
            results.addAll(new Runner(options).run());
        }
        String table = Table.of(results);
        Path file = Path.of(System.getProperty("bench.table"));
        Files.writeString(file, table);
        System.out.println(table + "\nThis stands in " + file + ".");
    }

    private static List<Options> published() {
        String[] suites = Suite.all().stream().map(Suite::name).sorted().toArray(String[]::new);
        String[] distinct = Suite.all().stream()
                .map(Suite::name)
                .filter(name -> !name.endsWith("_32"))
                .sorted()
                .toArray(String[]::new);
        return List.of(
                options(suites).param("payload", "160").build(),
                options(distinct)
                        .param("payload", "20", "1200")
                        .param("entrant", "VOIP", "FLOOR", "JITSI")
                        .build());
    }

    private static ChainedOptionsBuilder options(String[] suites) {
        return new OptionsBuilder().include(PacketBenchmark.class.getName()).param("suite", suites);
    }
}
