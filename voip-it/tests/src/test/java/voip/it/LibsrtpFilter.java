package voip.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Both ends of a stream by libsrtp, behind a pipe: {@code peers/libsrtp-packets.c}, which is compiled first. */
final class LibsrtpFilter implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();
    private static final Path SOURCE = Path.of("voip-it/tests/src/test/peers/libsrtp-packets.c");

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /** Each key is a master key with its salt, and behind a colon its identifier if it has one, in hexadecimal. */
    LibsrtpFilter(Path program, String suite, String... keys) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-s", suite));
        for (String key : keys) {
            command.addAll(List.of("-k", key));
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Goes on if libsrtp and a compiler are installed; otherwise as {@link Peers#require(String...)}. */
    static Path compile(Path folder) throws IOException, InterruptedException {
        Peers.require("gcc");
        boolean required = Boolean.getBoolean("peers.required");
        Processes.Result found = Processes.run(30, "gcc", "-E", "-include", "srtp2/srtp.h", "-x", "c", "/dev/null");
        Peers.require(found.exitCode() == 0, "libsrtp2-dev is not installed", required);
        Path program = folder.resolve("libsrtp-packets");
        Processes.Result compiled = Processes.run(
                60,
                "gcc",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                program.toString(),
                Project.root().resolve(SOURCE).toString(),
                "-lsrtp2");
        if (compiled.exitCode() != 0) {
            throw new AssertionError(compiled.all());
        }
        return program;
    }

    byte[] protect(boolean control, byte[] packet) throws IOException {
        return ask("protect", control, packet);
    }

    byte[] unprotect(boolean control, byte[] packet) throws IOException {
        return ask("unprotect", control, packet);
    }

    /** Has that one of its master keys protect from now on; at first the first one does. */
    void use(int key) throws IOException {
        questions.write("key " + key + "\n");
    }

    private byte[] ask(String what, boolean control, byte[] packet) throws IOException {
        questions.write(what + (control ? " rtcp " : " rtp ") + HEX.formatHex(packet) + "\n");
        questions.flush();
        String answer = answers.readLine();
        if (answer == null || answer.startsWith("refused")) {
            throw new AssertionError("libsrtp " + (answer == null ? "ended" : answer) + ": " + HEX.formatHex(packet));
        }
        return HEX.parseHex(answer);
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
