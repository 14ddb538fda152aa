package voip.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, with a limit. */
final class Processes {
    /** What a program left: its exit code, and all that it printed to either stream. */
    record Result(int exitCode, String out, String err) {
        /** The lines of errors but those of the JVM: of options that it was given, and from JDK 24 on of native code. */
        List<String> complaints() {
            return err.lines()
                    .filter(line -> !line.matches("NOTE: Picked up .*|WARNING: .*|\\s*"))
                    .toList();
        }

        String all() {
            return out + err;
        }
    }

    private Processes() {}

    static Result run(long seconds, List<String> command) throws IOException, InterruptedException {
        return finish(seconds, start(command));
    }

    static Result run(long seconds, String... command) throws IOException, InterruptedException {
        return run(seconds, List.of(command));
    }

    /** The voip launcher of the image with these arguments. */
    static Result voip(String... arguments) throws IOException, InterruptedException {
        return run(60, voipCommand(arguments));
    }

    static List<String> voipCommand(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Project.voip().toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** A program under way; its output goes to files, so that it never waits for a reader. */
    record Running(Process process, Path out, Path err) implements AutoCloseable {
        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        @Override
        public String toString() {
            try {
                return text(out) + text(err);
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    static Running start(List<String> command) throws IOException {
        Path out = Files.createTempFile("voip-it", ".out");
        Path err = Files.createTempFile("voip-it", ".err");
        out.toFile().deleteOnExit();
        err.toFile().deleteOnExit();
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Running(process, out, err);
    }

    static Result finish(long seconds, Running running) throws IOException, InterruptedException {
        try (running) {
            if (!running.process().waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException("still running after " + seconds + " s: " + running);
            }
            return new Result(running.process().exitValue(), text(running.out()), text(running.err()));
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
