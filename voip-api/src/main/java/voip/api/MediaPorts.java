package voip.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/** Opens a stack's ports: the media port, and the one above it for the RTCP of peers without {@code rtcp-mux}. */
final class MediaPorts {
    /** The dynamic ports (RFC 6335 §6). */
    private static final int FIRST_DYNAMIC = 49152;

    private static final int ATTEMPTS = 100;

    private MediaPorts() {}

    /**
     * Opens them.
     *
     * @throws IOException if the address cannot be bound, or no free pair of ports was found
     */
    static MediaSocket open(Transport transport, InetSocketAddress bind, boolean muxOnly, RandomGenerator random)
            throws IOException {
        if (muxOnly) {
            return transport.open(List.of(bind));
        }
        if (bind.getPort() != 0) {
            return transport.open(pair(bind, bind.getPort()));
        }
        IOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int even = FIRST_DYNAMIC + 2 * random.nextInt((65536 - FIRST_DYNAMIC) / 2); // RFC 3550 §11
            try {
                return transport.open(pair(bind, even));
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw new IOException(
                "no free pair of ports was found on " + bind.getHostString() + " in " + ATTEMPTS
                        + " attempts, the last because: " + (last == null ? "" : last.getMessage()),
                last);
    }

    private static List<InetSocketAddress> pair(InetSocketAddress bind, int port) {
        return List.of(
                new InetSocketAddress(bind.getAddress(), port), new InetSocketAddress(bind.getAddress(), port + 1));
    }
}
