package voip.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/**
 * An open datagram socket on one or several local ports, with one thread that waits for them all.
 *
 * <p>{@link #receive} is called by one thread only; {@link #send}, {@link #wakeup} and {@link #close} by any.
 */
public interface MediaSocket extends AutoCloseable {
    /** The bound addresses, in the order in which they were asked for, with the actual ports. */
    List<InetSocketAddress> localAddresses();

    /**
     * Waits for a datagram and fills the slot with it: {@link Datagram#bytes()} from 0 to the limit, and
     * {@link Datagram#arrived}.
     *
     * @param nanos how long to wait at most; 0 or less only looks
     * @return false if the time passed or {@link #wakeup} was called, before or during the wait
     * @throws java.nio.channels.ClosedChannelException if the socket is closed
     * @throws IOException if the system fails; the caller may try again
     */
    boolean receive(Datagram into, long nanos) throws IOException;

    /**
     * Sends the bytes from position to limit as one datagram; the buffer's position ends at its limit.
     *
     * @param localPort the bound port to send from
     * @throws IOException if the network refuses it: no route, an unresolved or unsupported address, a full buffer
     */
    void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException;

    /**
     * The datagrams that arrived and that the system dropped since the socket was opened, for want of room in the receive
     * buffer above all; empty where it does not tell. Not for the packet path: it may read files.
     */
    default OptionalLong systemDrops() {
        return OptionalLong.empty();
    }

    /** Makes the current or else the next {@link #receive} return at once. */
    void wakeup();

    /** Closes all ports; a waiting {@link #receive} ends. Closing again does nothing. */
    @Override
    void close() throws IOException;
}
