package voip.api.spi;

import voip.api.Datagram;
import voip.api.Verdict;

/**
 * A protocol that shares the media socket with others, told apart by the first byte (RFC 7983).
 *
 * <p>All methods but {@link #claims} run on the media thread and must neither block nor throw for what a datagram holds.
 */
public interface DatagramProtocol extends AutoCloseable {
    /** A name for messages, such as {@code RTP}. */
    String name();

    /** Whether datagrams that begin with this byte, 0 to 255, are this protocol's. Constant. */
    boolean claims(int firstByte);

    /** Takes a datagram, of at least one byte, which it may change; the slot is reused afterwards. */
    Verdict received(Datagram datagram);

    /**
     * Does what is due by now: retransmissions, reports, time-outs. Called before every wait, so it must be quick when
     * nothing is due.
     *
     * @return how many nanoseconds from {@code nowNanos} on nothing more will be due; {@link Long#MAX_VALUE} for never
     */
    long due(long nowNanos);

    /** Ends the protocol, before its socket closes. */
    @Override
    void close();
}
