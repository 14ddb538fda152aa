package voip.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The libsrtp that is installed, behind a pipe: {@code libsrtp-turns.c}, compiled. */
final class Libsrtp implements AutoCloseable {
    /** Where the program is, for the JVMs of benchmarks. */
    static final String PROPERTY = "bench.libsrtp";

    private final DataOutputStream requests;
    private final DataInputStream answers;

    Libsrtp(Suite suite, int payload, int batch) throws IOException {
        HexFormat hex = HexFormat.of();
        Process process = new ProcessBuilder(
                        String.valueOf(program()),
                        suite.name(),
                        hex.formatHex(suite.key()) + hex.formatHex(suite.salt()),
                        Integer.toString(payload),
                        Integer.toString(batch))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = new DataOutputStream(process.getOutputStream());
        answers = new DataInputStream(process.getInputStream());
    }

    /** The compiled program, or null: {@link #PROPERTY} is set where there is one. */
    static @Nullable String program() {
        return System.getProperty(PROPERTY);
    }

    /** Compiles the program, and sets {@link #PROPERTY} if that works; what the compiler says goes to standard error. */
    static boolean compile(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("libsrtp-turns.c");
        Path program = folder.resolve("libsrtp-turns");
        try (InputStream text = Libsrtp.class.getResourceAsStream("libsrtp-turns.c")) {
            Files.write(source, text.readAllBytes());
        }
        List<String> command =
                List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", "" + program, "" + source, "-lsrtp2");
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status == 0) {
                System.setProperty(PROPERTY, program.toString());
            }
            return status == 0;
        } catch (IOException e) {
            System.err.println("there is no gcc: " + e.getMessage());
            return false;
        }
    }

    /** Hands over a packet at the start of an array, and puts what was made of it there; returns its length. */
    int ask(char request, byte[] array, int length) throws IOException {
        requests.writeByte(request);
        requests.writeShort(length);
        requests.write(array, 0, length);
        requests.flush();
        return packet(array);
    }

    /** Puts the last packet of the last batch, as it was protected, at the start of an array; returns its length. */
    int last(byte[] array) throws IOException {
        requests.writeByte('l');
        requests.flush();
        return packet(array);
    }

    private int packet(byte[] array) throws IOException {
        int length = answers.readUnsignedShort();
        answers.readFully(array, 0, length);
        return length;
    }

    /** Has the next batch protected and unprotected; the answer is two times in nanoseconds. */
    DataInputStream turn() throws IOException {
        requests.writeByte('b');
        requests.flush();
        return answers;
    }

    @Override
    public void close() throws IOException {
        requests.close(); // at which it ends
        answers.close();
    }
}
