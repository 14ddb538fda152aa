package voip.stun;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A small STUN server, for tests and demonstrations: {@link BindingResponder} on one UDP socket, served by one daemon thread.
 * It limits no rate.
 */
public final class BindingServer implements AutoCloseable {
    private static final int LONGEST_REQUEST = 2048;
    private static final long LONGEST_CLOSING = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(10);

    private final DatagramSocket socket;
    private final @Nullable ServerAuthentication authentication;
    private final Thread thread;

    private BindingServer(DatagramSocket socket, @Nullable ServerAuthentication authentication) {
        this.socket = socket;
        this.authentication = authentication;
        this.thread = new Thread(this::serve, "voip-stun-" + socket.getLocalPort());
        thread.setDaemon(true);
    }

    /**
     * Opens a server that answers anybody.
     *
     * @param bind the local address; with port 0, the system chooses one
     * @throws IOException if it cannot be bound
     */
    public static BindingServer open(InetSocketAddress bind) throws IOException {
        return start(new BindingServer(new DatagramSocket(bind), null));
    }

    /**
     * Opens a server that wants credentials.
     *
     * @param bind the local address; with port 0, the system chooses one
     * @param authentication which the server closes when it is closed itself
     * @throws IOException if it cannot be bound
     */
    public static BindingServer open(InetSocketAddress bind, ServerAuthentication authentication) throws IOException {
        return start(new BindingServer(new DatagramSocket(bind), authentication));
    }

    private static BindingServer start(BindingServer server) {
        server.thread.start();
        return server;
    }

    /** The bound address. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST_REQUEST], LONGEST_REQUEST);
        while (!socket.isClosed()) {
            packet.setLength(LONGEST_REQUEST);
            try {
                socket.receive(packet);
                answer(packet);
            } catch (IOException | RuntimeException e) { // closed; or a source, or a provider, that cannot be served
                LockSupport.parkNanos(socket.isClosed() ? 0 : PAUSE_AFTER_FAILURE);
            }
        }
        if (authentication != null) {
            authentication.close(); // here, since this thread uses it
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
        InetSocketAddress source = (InetSocketAddress) packet.getSocketAddress();
        Optional<byte[]> response = BindingResponder.respond(request, source, authentication, System.nanoTime());
        if (response.isPresent()) {
            socket.send(new DatagramPacket(response.get(), response.get().length, source));
        }
    }

    /**
     * Frees the port; again it does nothing else. It waits for the thread that serves, for no more than a second and whether
     * interrupted or not: the system keeps the port until that has returned from waiting for a request.
     */
    @Override
    public void close() {
        socket.close();
        if (Thread.currentThread() == thread) {
            return; // what authenticates may close
        }
        long deadline = System.nanoTime() + LONGEST_CLOSING;
        boolean interrupted = false;
        while (thread.isAlive() && deadline - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
