package voip.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import voip.stun.StunClient;
import voip.stun.StunFailedException;

/** coturn as a STUN server, anonymous or not. */
final class Coturn {
    static final String PROGRAM = "turnserver";

    private Coturn() {}

    /**
     * Starts it for anybody.
     *
     * @param before what the command begins with, such as the network namespace to run in
     * @param files where it may keep what it writes
     */
    static Processes.Running start(List<String> before, Path files, int port, String... addresses) throws IOException {
        return start(before, files, port, List.of("-S", "-z"), addresses);
    }

    /** Starts it for one user with long-term credentials, whose nonces end after so many seconds. */
    static Processes.Running startFor(String user, String password, int nonceSeconds, Path files, int port)
            throws IOException {
        List<String> options = List.of(
                "--secure-stun",
                "-a",
                "-u",
                user + ":" + password,
                "-r",
                "example.org",
                "--stale-nonce=" + nonceSeconds);
        return start(List.of(), files, port, options, "127.0.0.1");
    }

    private static Processes.Running start(
            List<String> before, Path files, int port, List<String> options, String... addresses) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(PROGRAM, "-n", "--no-cli", "--no-tls", "--no-dtls", "--no-tcp", "-f"));
        command.addAll(options);
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

    /** Waits until it asks for credentials. */
    static void awaitRefusal(Processes.Running coturn, int port) throws Exception {
        StunClient client = new StunClient(new SecureRandom()).timeout(Duration.ofSeconds(1));
        for (int tries = 0; ; tries++) {
            try {
                client.ask(new InetSocketAddress("127.0.0.1", port));
                throw new AssertionError("coturn asks for no credentials");
            } catch (StunFailedException e) {
                if (e.error().isPresent()) {
                    return;
                }
                if (tries == 50 || !coturn.process().isAlive()) {
                    throw new AssertionError(e.getMessage() + ": " + coturn, e);
                }
            }
            Thread.sleep(200);
        }
    }
}
