package voip.bench.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What running a deployment again and again has taken. */
final class Measurement {
    private static final int LIMIT_SECONDS = 120;

    private final Samples jvmAlone = new Samples();
    private final Samples application = new Samples();
    private final Samples build = new Samples();
    private final Samples call = new Samples();
    private final Samples untilFirstPacket = new Samples();
    private final Samples processorUntilThen = new Samples();
    private final Deployment deployment;
    private final Path testClasses;

    Measurement(Deployment deployment, Path testClasses) {
        this.deployment = deployment;
        this.testClasses = testClasses;
    }

    /** Runs each program of the deployment once, in JVMs of their own. */
    void run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        output(deployment.jvmAlone());
        jvmAlone.add(System.nanoTime() - begin);
        begin = System.nanoTime();
        output(deployment.application());
        application.add(System.nanoTime() - begin);
        begin = System.nanoTime();
        String[] nanos = output(deployment.firstCall(testClasses)).strip().split(" ");
        untilFirstPacket.add(System.nanoTime() - begin);
        build.add(Long.parseLong(nanos[0]));
        call.add(Long.parseLong(nanos[1]));
        processorUntilThen.add(Long.parseLong(nanos[2]));
    }

    /** What a program prints; its messages are shown if it fails. */
    static String output(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("voip-startup", ".out");
        Path err = Files.createTempFile("voip-startup", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + text(out) + text(err));
            }
            return text(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** A line of the table. */
    String row() throws IOException {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %s | %s | %s | %s | %.0f |",
                deployment.name(),
                deployment.megabytes(),
                jvmAlone.medianMillis(),
                application.comparedWith(jvmAlone),
                build.comparedWith(jvmAlone),
                call.comparedWith(jvmAlone),
                untilFirstPacket.comparedWith(jvmAlone),
                processorUntilThen.medianMillis());
    }
}
