package voip.stun;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import voip.api.spi.AddressDiscovery.Timing;
import voip.api.srtp.CryptoModule;

/**
 * Asks a STUN server once for our address, through a socket of its own; for those who have no stack, which asks from its
 * media port. Not thread-safe.
 */
public final class StunClient {
    private static final int LONGEST_RESPONSE = 2048;

    private final RandomGenerator random;
    private @Nullable InetSocketAddress bind;
    private Timing timing = Timing.STANDARD;
    private @Nullable Duration timeout;
    private @Nullable StunCredentials credentials;
    private @Nullable CryptoModule module;

    /**
     * Makes a client that asks from any port.
     *
     * @param random where transaction ids come from, cryptographically secure
     */
    public StunClient(RandomGenerator random) {
        this.random = random;
    }

    /** Sets the local address to ask from; the wildcard stands for all addresses of the server's family. */
    public StunClient bind(InetSocketAddress local) {
        bind = local;
        return this;
    }

    /** Sets when requests are sent; the default is {@link Timing#STANDARD}, which gives up after 39.5 seconds. */
    public StunClient timing(Timing schedule) {
        timing = schedule;
        return this;
    }

    /**
     * Sets how long to wait at most, if the schedule would wait longer.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public StunClient timeout(Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("the timeout must be positive");
        }
        timeout = atMost;
        return this;
    }

    /**
     * Sets what to authenticate with, both ways: requests have the credentials, and responses without message integrity under
     * them are discarded.
     *
     * @param given to be closed by the caller, when nothing is asked any more
     * @param crypto whose digests and keyed hashes are used
     */
    public StunClient credentials(StunCredentials given, CryptoModule crypto) {
        credentials = given;
        module = crypto;
        return this;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws StunFailedException if the server answers with an error, or not in time, or cannot be reached; if it refuses the
     *     credentials, or the crypto module does
     * @throws IllegalStateException if the credentials were closed
     * @throws InterruptedIOException if the thread is interrupted
     * @throws IOException if the local address cannot be bound
     * @throws IllegalArgumentException if the server's address is unresolved or has no port, or is of another family than
     *     the local one
     */
    public StunAnswer ask(InetSocketAddress server) throws IOException {
        if (credentials == null || module == null) {
            return ask(server, null);
        }
        try (StunAuthentication authentication = StunAuthentication.open(credentials, module)) {
            return ask(server, authentication);
        } catch (GeneralSecurityException e) {
            throw new StunFailedException(server, e);
        }
    }

    private StunAnswer ask(InetSocketAddress server, @Nullable StunAuthentication authentication) throws IOException {
        StunTransaction transaction = new StunTransaction(server, timing, random, authentication);
        boolean ipv4 = server.getAddress() instanceof Inet4Address;
        try (DatagramChannel channel =
                        DatagramChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
                Selector selector = Selector.open()) {
            channel.bind(local(server.getAddress()));
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            try {
                channel.connect(server); // then the system tells of ICMP errors, and which local address routes there
                await(transaction, channel, selector);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw new StunFailedException(transaction, System.nanoTime(), e);
            }
            long now = System.nanoTime();
            InetSocketAddress found = transaction.mappedAddress().orElse(null);
            if (found == null) {
                throw new StunFailedException(transaction, now, null);
            }
            InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
            return new StunAnswer(found, local, server, transaction.requestsSent(), transaction.elapsed(now));
        }
    }

    private @Nullable InetSocketAddress local(InetAddress server) {
        InetSocketAddress given = bind;
        if (given == null) {
            return null;
        }
        if (given.isUnresolved()) {
            throw new IllegalArgumentException("the host " + given.getHostString() + " is not known");
        }
        if (given.getAddress().getClass() == server.getClass()) {
            return given;
        }
        if (!given.getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("the local address " + Text.of(given)
                    + " is of another family than the server's, " + server.getHostAddress());
        }
        return new InetSocketAddress(given.getPort());
    }

    private void await(StunTransaction transaction, DatagramChannel channel, Selector selector) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_RESPONSE);
        long begun = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            long left = timeout == null ? Long.MAX_VALUE : nanos(timeout) - (now - begun);
            if (left <= 0) {
                return;
            }
            if (transaction.due(now)) {
                channel.write(transaction.request());
            }
            if (transaction.state() != StunTransaction.State.WAITING) {
                return;
            }
            long wait = Math.min(left, transaction.nanosToNext(now));
            selector.select(TimeUnit.NANOSECONDS.toMillis(wait) + 1); // 0 would be for ever
            if (Thread.interrupted()) {
                throw new InterruptedIOException(
                        "interrupted while the STUN server " + Text.of(transaction.server()) + " was asked");
            }
            selector.selectedKeys().clear();
            while (channel.read(buffer.clear()) > 0) {
                transaction.received(buffer.flip(), transaction.server(), System.nanoTime());
            }
        }
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofDays(365)) < 0 ? time.toNanos() : Long.MAX_VALUE;
    }
}
