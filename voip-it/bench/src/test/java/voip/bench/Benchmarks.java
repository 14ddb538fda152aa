package voip.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
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
    private static final String CLASS_PATH = "java.class.path";

    private Benchmarks() {}

    /** Prints the tables, and writes them to the file that the system property {@code bench.table} names. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(System.getProperty("bench.table"));
        if (!Libsrtp.compile(file.getParent())) {
            System.err.println("libsrtp is not measured: gcc, libc6-dev and libsrtp2-dev are needed.");
        }
        Collection<RunResult> results = new ArrayList<>();
        if (args.length > 0) {
            Options asked = new CommandLineOptions(args);
            for (String crypto : asked.getParameter("crypto").orElse(List.of(Crypto.JCE.name()))) {
                results.addAll(run(Crypto.valueOf(crypto), asked));
            }
        } else {
            for (Crypto crypto : Crypto.values()) {
                for (Options options : published(crypto)) {
                    results.addAll(run(crypto, options));
                }
            }
            results.addAll(run(Crypto.JCE, PathTable.options()));
        }
        String report = report(results);
        Files.writeString(file, report);
        System.out.println(report + "This stands in " + file + ".");
    }

    /** JMH gives the JVMs that it starts the class path that it has itself, and no other can be asked for. */
    private static Collection<RunResult> run(Crypto crypto, Options options) throws Exception {
        OptionsBuilder builder = new OptionsBuilder();
        builder.parent(options)
                .param("crypto", crypto.name())
                .addProfiler(TurnProfiler.class)
                .jvmArgsAppend(jvmArguments(crypto, options).toArray(String[]::new))
                .shouldFailOnError(true);
        String classPath = System.getProperty(CLASS_PATH);
        System.setProperty(CLASS_PATH, crypto.of(classPath));
        try {
            return new Runner(builder.build()).run();
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }

    /**
     * They take the place of those that stand at a benchmark. The thread waits for the compiler, so that a short warm-up is
     * enough; and the heap is there from the beginning, as it is in a process that has run for a while: without, the times of
     * those who allocate changed in the middle of a run.
     */
    private static List<String> jvmArguments(Crypto crypto, Options options) {
        List<String> arguments = new ArrayList<>(crypto.jvmArguments());
        arguments.addAll(List.of("-Xbatch", "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"));
        if (Libsrtp.program() != null) {
            arguments.add("-D" + Libsrtp.PROPERTY + "=" + Libsrtp.program());
        }
        arguments.addAll(options.getJvmArgsAppend().orElse(List.of()));
        return arguments;
    }

    /** Every suite at 160 bytes; what would say the same again at other sizes, or of another keystream, is left out. */
    private static List<Options> published(Crypto crypto) {
        Predicate<Suite> hasLongTag = suite -> !suite.name().endsWith("_32");
        if (crypto == Crypto.BCFIPS_ECB) {
            return List.of(options(crypto, hasLongTag.and(Entrant.BC_BLOCKS::has), "160", "1200"));
        }
        return List.of(options(crypto, suite -> true, "160"), options(crypto, hasLongTag, "20", "1200"));
    }

    /** bc-fips tests itself for seconds in each JVM, and differs little from one to the next. */
    private static Options options(Crypto crypto, Predicate<Suite> suites, String... payloads) {
        return new OptionsBuilder()
                .include(PacketBenchmark.class.getName())
                .forks(crypto == Crypto.JCE ? 3 : 1)
                .param(
                        "suite",
                        Suite.all(Crypto.JCE).stream()
                                .filter(suites)
                                .map(Suite::name)
                                .toArray(String[]::new))
                .param("payload", payloads)
                .build();
    }

    /** What else is measured adds its tables here. */
    private static String report(Collection<RunResult> results) {
        String path = PathTable.take(results);
        Measured measured = Measured.of(results);
        StringBuilder text = new StringBuilder(machine());
        if (!measured.rows().isEmpty()) {
            text.append(Bars.of(measured));
        }
        for (Crypto crypto : Crypto.values()) {
            text.append(Table.of(measured, crypto));
        }
        return text.append(path).toString();
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "JDK %s (%s), %s, %s, %d processors; libsrtp: %s.%n%n",
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Libsrtp.program() == null ? "not installed" : "the installed one");
    }
}
