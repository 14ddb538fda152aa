package voip.testkit;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A rule that sees every datagram of a network before its link does, and lets it pass, alters or drops it.
 *
 * <p>It runs on the thread that sends, which may be any, and what it throws is thrown to that sender.
 */
@FunctionalInterface
public interface DatagramFilter {
    /**
     * Decides about one datagram.
     *
     * @param from the source address, as the receiver would see it
     * @param to the destination, as the sender wrote it
     * @param bytes the datagram's own copy, which the filter may change
     * @return the bytes to send, or empty to drop the datagram
     */
    Optional<byte[]> pass(InetSocketAddress from, InetSocketAddress to, byte[] bytes);
}
