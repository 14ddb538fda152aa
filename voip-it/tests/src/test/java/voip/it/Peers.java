package voip.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** Other people's programs: whether they are there, and on which ports to meet them. */
final class Peers {
    private static final Path UDP_SOCKETS = Path.of("/proc/net/udp");

    /** Below the ports that systems hand out by themselves. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(10_000 + 2 * ThreadLocalRandom.current().nextInt(9_000));

    private static final Map<String, Boolean> ELEMENTS = new ConcurrentHashMap<>();

    private Peers() {}

    /** Goes on if these programs are installed; else the test fails if peers are required, and is skipped if not. */
    static void require(String... programs) {
        for (String program : programs) {
            require(isPresent(program), program + " is not installed", Boolean.getBoolean("peers.required"));
        }
    }

    /** Goes on if GStreamer is installed with these elements; otherwise as {@link #require(String...)}. */
    static void requireGstreamer(String... elements) throws IOException, InterruptedException {
        require("gst-launch-1.0", "gst-inspect-1.0");
        for (String element : elements) {
            if (!ELEMENTS.containsKey(element)) {
                Processes.Result found = Processes.run(30, "gst-inspect-1.0", "--exists", element);
                ELEMENTS.put(element, found.exitCode() == 0);
            }
            require(ELEMENTS.get(element), "GStreamer has no element " + element, Boolean.getBoolean("peers.required"));
        }
    }

    static void require(boolean present, String reason, boolean required) {
        if (present) {
            return;
        }
        if (required) {
            fail(reason + ", and peers.required=true");
        }
        System.out.println("Skipped: " + reason);
        Assumptions.abort(reason);
    }

    static boolean isPresent(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** An even port on loopback that is free, as is the one above it; never the same twice. */
    static int freePair() {
        for (int tries = 0; tries < 1_000; tries++) {
            int port = NEXT_PORT.getAndAdd(2);
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
        throw new IllegalStateException("no two adjacent ports are free");
    }

    private static boolean isFree(int port) {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.isBound();
        } catch (SocketException inUse) {
            return false;
        }
    }

    /** Waits until a program has bound a UDP port. */
    static void awaitBound(int port, Processes.Running by) throws InterruptedException {
        if (!Files.exists(UDP_SOCKETS)) {
            TimeUnit.SECONDS.sleep(5); // trying to bind the port could take it from the program
            return;
        }
        String local = String.format(Locale.ROOT, ":%04X ", port);
        await("port " + port, by, () -> sockets().stream().anyMatch(socket -> socket.contains(local)));
    }

    /** Waits for something that a program does. */
    static void await(String what, Processes.Running by, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Transfer.LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!by.process().isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + ": " + by);
            }
            Thread.sleep(20);
        }
    }

    private static List<String> sockets() {
        try {
            return Files.readAllLines(UDP_SOCKETS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
