package voip.api.spi;

import java.net.InetSocketAddress;
import java.time.Duration;

/** The service that asks a server which public address it sees a local port at. */
public interface AddressDiscovery {
    /**
     * Opens the discovery of one stack, which asks nobody before {@link Discovery#ask}.
     *
     * @param listener called on the media thread
     */
    Discovery open(MediaContext context, Timing timing, Listener listener);

    /** A discovery at work on the media socket. */
    interface Discovery extends DatagramProtocol {
        /**
         * Asks a server which address it sees a local port at, now and then again as the timing says. On the media thread.
         * Ports asked about together are asked about together again: each is reported once before any is reported again.
         */
        void ask(int localPort, InetSocketAddress server);
    }

    /** Whoever wants to know the address. */
    interface Listener {
        /** A server has answered; called for every answer, whether it is another address or the same. */
        void found(int localPort, InetSocketAddress address, InetSocketAddress server);

        /**
         * A server has not answered, or not with an address.
         *
         * @param reason a sentence: who was asked, how often and for how long, or what the server said
         */
        void failed(int localPort, String reason);
    }

    /**
     * When requests are sent (RFC 8489 §6.2.1).
     *
     * @param firstTimeout RTO: the first retransmission's delay, doubled with each
     * @param requests Rc: the most requests that are sent
     * @param lastTimeoutFactor Rm: how many RTOs to wait after the last
     * @param refresh how long after an answer to ask again, which keeps a NAT's mapping alive, and after a failure, when it
     *     is doubled with each in a row up to sixteen times; zero for never
     */
    record Timing(Duration firstTimeout, int requests, int lastTimeoutFactor, Duration refresh) {
        /** RFC 8489's 500 ms, 7, 16, which give up after 39.5 seconds; and a refresh every 25 seconds. */
        public static final Timing STANDARD = new Timing(Duration.ofMillis(500), 7, 16, Duration.ofSeconds(25));

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if a number or the first time-out is not positive, or the refresh negative
         */
        public Timing {
            if (firstTimeout.isNegative() || firstTimeout.isZero() || requests < 1 || lastTimeoutFactor < 1) {
                throw new IllegalArgumentException("RTO, Rc and Rm must be positive (RFC 8489 §6.2.1)");
            }
            if (refresh.isNegative()) {
                throw new IllegalArgumentException("the refresh interval is negative");
            }
        }
    }
}
