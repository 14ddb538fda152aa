package voip.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A service that opens {@linkplain MediaSocket media sockets}: UDP in production, a simulated network in tests.
 *
 * <p>A transport is stateless and cheap to construct; everything that has to be closed belongs to the socket that
 * {@link #open} returns.
 */
public interface Transport {
    /** The name by which {@link VoipStackBuilder#transport(String)} chooses this transport, such as {@code udp}. */
    String name();

    /**
     * Opens one socket on all the given local addresses; port 0 lets the transport choose.
     *
     * @throws IOException if any of them cannot be bound, or the system refuses an option; none stays open then
     */
    MediaSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException;

    /** Opens one with all options as the system has them. */
    default MediaSocket open(List<InetSocketAddress> locals) throws IOException {
        return open(locals, MediaSocketOptions.SYSTEM);
    }

    /** The clock that arrival times of this transport's datagrams are on, and that the stack's timers run by. */
    default MediaClock clock() {
        return MediaClock.system();
    }
}
