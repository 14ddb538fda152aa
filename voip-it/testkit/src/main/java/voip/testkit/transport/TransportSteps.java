package voip.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import voip.api.Datagram;
import voip.api.MediaSocket;
import voip.api.Transport;

/** What the tests of a transport are made of: sockets, threads that receive from them, and time that passes meanwhile. */
abstract class TransportSteps {
    /** A wait that nobody waits out. */
    static final long HOUR = Duration.ofHours(1).toNanos();

    private static final Duration STEP = Duration.ofMillis(5);

    private final List<MediaSocket> opened = new ArrayList<>();
    private @Nullable Transport transport;

    /** What was received, with what the slot told of it. */
    record Received(String text, int length, InetSocketAddress remote, int localPort, long nanos) {
        static Received of(Datagram slot) {
            ByteBuffer bytes = slot.bytes().duplicate();
            int length = bytes.remaining();
            return new Received(
                    StandardCharsets.US_ASCII.decode(bytes).toString(),
                    length,
                    slot.remote(),
                    slot.localPort(),
                    slot.arrivalNanos());
        }
    }

    /** The transport to test; called once for each test. */
    protected abstract Transport transport();

    /**
     * A local address to bind, with port 0: 127.0.0.1, unless overridden. It has to be a specific one, at which several
     * sockets of the transport reach each other.
     */
    protected InetSocketAddress local() {
        return new InetSocketAddress("127.0.0.1", 0);
    }

    /** Lets time pass on the transport's clock: by sleeping, unless overridden. */
    protected void elapse(Duration time) throws Exception {
        Thread.sleep(time.toMillis());
    }

    /** How long, by the machine's clock, something may take that has to happen: 10 s, unless overridden. */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    @AfterEach
    void closeSockets() throws IOException {
        for (MediaSocket socket : opened) {
            socket.close();
        }
    }

    final Transport tested() {
        if (transport == null) {
            transport = transport();
        }
        return transport;
    }

    final MediaSocket open(InetSocketAddress... locals) throws IOException {
        MediaSocket socket = tested().open(List.of(locals));
        opened.add(socket);
        return socket;
    }

    static InetSocketAddress address(MediaSocket socket) {
        return socket.localAddresses().get(0);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends from a socket's first port. */
    static void send(MediaSocket from, InetSocketAddress to, String text) throws IOException {
        from.send(bytes(text), address(from).getPort(), to);
    }

    /** Receives so many datagrams, on a thread of its own. */
    final List<Received> receive(MediaSocket socket, int count) throws Exception {
        return attend(() -> {
            List<Received> all = new ArrayList<>();
            Datagram slot = new Datagram();
            while (all.size() < count) {
                assertTrue(socket.receive(slot, HOUR), "receive() returned without a datagram");
                all.add(Received.of(slot));
            }
            return all;
        });
    }

    final Received receive(MediaSocket socket) throws Exception {
        return receive(socket, 1).get(0);
    }

    /** What a task returns, or throws, on a thread of its own, while time passes. */
    final <T> T attend(Callable<T> task) throws Exception {
        return finish(start(task));
    }

    static <T> FutureTask<T> start(Callable<T> task) {
        FutureTask<T> running = new FutureTask<>(task);
        Thread thread = new Thread(running, "attends a socket");
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    final <T> T finish(FutureTask<T> task) throws Exception {
        long since = System.nanoTime();
        long began = tested().clock().nanoTime();
        while (!task.isDone()) {
            elapse(STEP);
            // A clock that is not the machine's may come to the end of a wait within our patience.
            assertTrue(
                    System.nanoTime() - since < patience().toNanos()
                            && tested().clock().nanoTime() - began < HOUR / 2,
                    "it takes longer than " + patience() + ": receive() does not return when it should");
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
