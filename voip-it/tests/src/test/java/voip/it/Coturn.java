package voip.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** coturn as an anonymous STUN server. */
final class Coturn {
    static final String PROGRAM = "turnserver";

    private Coturn() {}

    /**
     * Starts it.
     *
     * @param before what the command begins with, such as the network namespace to run in
     * @param files where it may keep what it writes
     */
    static Processes.Running start(List<String> before, Path files, int port, String... addresses) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(PROGRAM, "-n", "--no-cli", "--no-tls", "--no-dtls", "--no-tcp", "-S", "-z", "-f"));
        for (String address : addresses) {
            command.add("--listening-ip=" + address);
        }
        command.add("--listening-port=" + port);
        command.addAll(List.of("--log-file=stdout", "--simple-log"));
        command.add("--pidfile=" + files.resolve("coturn.pid"));
        command.addAll(List.of("-b", files.resolve("coturn.db").toString()));
        return Processes.start(command);
    }

    /** Waits until it answers, from wherever the command that asks it is run. */
    static void awaitAnswer(Processes.Running coturn, List<String> before, String server) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(Processes.voipCommand("stun", server, "--timeout", "1"));
        for (int tries = 0; Processes.run(30, command).exitCode() != 0; tries++) {
            if (tries == 20 || !coturn.process().isAlive()) {
                throw new AssertionError(
                        "coturn does not answer at " + server + ": " + coturn + Files.readString(coturn.err()));
            }
            Thread.sleep(200);
        }
    }
}
