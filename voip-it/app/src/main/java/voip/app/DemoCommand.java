package voip.app;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voip demo}: a secure call on this machine, checked packet by packet and sample by sample. */
@Command(
        name = "demo",
        description = "Make a secure call between two stacks on this machine, and check every packet and sample of it.")
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long to talk (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--suite", paramLabel = "NAME", description = "The SRTP cipher suite; 'voip suites' lists them.")
    private @Nullable String suite;

    @Option(names = "--lose", paramLabel = "N", description = "Lose packet N from A to B, to see the demo fail.")
    private int lose;

    @Option(names = "--corrupt", paramLabel = "N", description = "Flip a bit of packet N from A to B, to see it fail.")
    private int corrupt;

    @Mixin
    private final CryptoOptions crypto = new CryptoOptions();

    @Mixin(name = Output.MIXIN)
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.requireRange("--seconds", seconds, 1, 3600);
        output.requireRange("--lose", lose, 0, 50 * seconds);
        output.requireRange("--corrupt", corrupt, 0, 50 * seconds);
        crypto.requirePresent(output);
        crypto.requireSuite(suite, output);
        Demo demo = new Demo(seconds, suite, crypto::choose, lose, corrupt);
        Consumer<String> progress = output.progress();
        demo.run(progress);
        progress.accept("");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("seconds", seconds);
        demo.parties().forEach((name, facts) -> result.put(name, facts.toJson()));
        return output.report(result, Facts.table(demo.parties()), demo.problems());
    }
}
