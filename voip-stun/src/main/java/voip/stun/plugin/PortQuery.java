package voip.stun.plugin;

import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import voip.api.Datagram;
import voip.api.Verdict;
import voip.api.spi.AddressDiscovery.Listener;
import voip.api.spi.AddressDiscovery.Timing;
import voip.api.spi.MediaContext;
import voip.stun.StunTransaction;

/** One local port whose address is asked for, by one transaction after another. */
final class PortQuery {
    private final int localPort;
    private final InetSocketAddress server;
    private final Timing timing;
    private final Listener listener;
    private StunTransaction transaction;
    private int refused;

    PortQuery(int localPort, InetSocketAddress server, Timing timing, Listener listener, RandomGenerator random) {
        this.localPort = localPort;
        this.server = server;
        this.timing = timing;
        this.listener = listener;
        this.transaction = new StunTransaction(server, timing, random);
    }

    int localPort() {
        return localPort;
    }

    /** Asks anew, under a new transaction id. */
    void begin(RandomGenerator random) {
        transaction = new StunTransaction(server, timing, random);
        refused = 0;
    }

    boolean hasEnded() {
        return transaction.state() != StunTransaction.State.WAITING;
    }

    boolean hasFound() {
        return transaction.state() == StunTransaction.State.SUCCEEDED;
    }

    long nanosToNext(long now) {
        return transaction.nanosToNext(now);
    }

    /** Sends the request, if it is due. */
    void send(MediaContext context, long now) {
        if (hasEnded()) {
            return;
        }
        if (transaction.due(now)) {
            Verdict verdict = context.send(transaction.request(), localPort, server);
            refused += verdict == Verdict.ACCEPTED ? 0 : 1; // the network may be back when the next is due
        } else if (hasEnded()) {
            listener.failed(localPort, failure(now));
        }
    }

    boolean isAnsweredBy(Datagram datagram) {
        return datagram.localPort() == localPort && transaction.matches(datagram.bytes(), datagram.remote());
    }

    /** Takes a response to the transaction. Another one when it has ended is no stranger's: each request gets one. */
    Verdict answered(Datagram response) {
        if (hasEnded()) {
            return Verdict.ACCEPTED;
        }
        long now = response.arrivalNanos();
        if (!transaction.received(response.bytes(), response.remote(), now)) {
            return Verdict.MALFORMED;
        }
        transaction
                .mappedAddress()
                .ifPresentOrElse(
                        address -> listener.found(localPort, address, server),
                        () -> listener.failed(localPort, failure(now)));
        return Verdict.ACCEPTED;
    }

    private String failure(long now) {
        String cause = refused == 0
                ? ""
                : ": " + (refused == transaction.requestsSent() ? "none" : refused + " of them not") + " could be sent";
        return transaction.failure(now) + cause;
    }
}
