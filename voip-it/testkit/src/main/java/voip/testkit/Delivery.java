package voip.testkit;

import java.net.InetSocketAddress;
import java.util.Comparator;

/**
 * A datagram on its way.
 *
 * @param arrival when it is there, in elapsed nanoseconds
 * @param number in order of sending, to tell apart what arrives at one time
 */
record Delivery(long arrival, long number, byte[] bytes, InetSocketAddress from, int localPort, Link link) {
    static final Comparator<Delivery> ORDER =
            Comparator.comparingLong(Delivery::arrival).thenComparingLong(Delivery::number);
}
