package voip.stun.plugin;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import voip.api.Datagram;
import voip.api.Verdict;
import voip.api.spi.AddressDiscovery;
import voip.api.spi.MediaContext;
import voip.stun.MessageClass;
import voip.stun.StunMessage;

/**
 * STUN on the media socket: asks for the addresses of all its ports in rounds, and serves nobody. It has state for what it
 * asked, and none for what others send.
 */
final class BindingProtocol implements AddressDiscovery.Discovery {
    private static final int MOST_DOUBLINGS = 4;
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    private final MediaContext context;
    private final AddressDiscovery.Timing timing;
    private final AddressDiscovery.Listener listener;
    private final List<PortQuery> queries = new ArrayList<>();
    private boolean resting;
    private long nextRound;
    private int roundsInVain;

    BindingProtocol(MediaContext context, AddressDiscovery.Timing timing, AddressDiscovery.Listener listener) {
        this.context = context;
        this.timing = timing;
        this.listener = listener;
    }

    @Override
    public String name() {
        return "STUN";
    }

    @Override
    public boolean claims(int firstByte) {
        return firstByte <= 3; // RFC 7983 §7
    }

    @Override
    public void ask(int localPort, InetSocketAddress server) {
        queries.removeIf(query -> query.localPort() == localPort);
        queries.add(new PortQuery(localPort, server, timing, listener, context.random()));
        resting = false;
    }

    @Override
    public Verdict received(Datagram datagram) {
        MessageClass messageClass = StunMessage.classOf(datagram.bytes());
        if (messageClass == null) {
            return Verdict.MALFORMED;
        }
        if (messageClass == MessageClass.REQUEST || messageClass == MessageClass.INDICATION) {
            return Verdict.NOT_SERVED;
        }
        for (int i = 0; i < queries.size(); i++) {
            PortQuery query = queries.get(i);
            if (query.isAnsweredBy(datagram)) {
                return query.answered(datagram);
            }
        }
        return Verdict.UNSOLICITED;
    }

    @Override
    public long due(long nowNanos) {
        if (queries.isEmpty() || resting && timing.refresh().isZero()) {
            return Long.MAX_VALUE;
        }
        if (resting) {
            if (nextRound - nowNanos > 0) {
                return nextRound - nowNanos;
            }
            resting = false;
            for (int i = 0; i < queries.size(); i++) {
                queries.get(i).begin(context.random());
            }
        }
        long wait = Long.MAX_VALUE;
        for (int i = 0; i < queries.size(); i++) {
            PortQuery query = queries.get(i);
            query.send(context, nowNanos);
            wait = Math.min(wait, query.nanosToNext(nowNanos));
        }
        return wait == Long.MAX_VALUE ? rest(nowNanos) : wait;
    }

    /** The pause between rounds: the refresh interval, doubled up to sixteen times while no server answers. */
    private long rest(long now) {
        boolean found = queries.stream().anyMatch(PortQuery::hasFound);
        roundsInVain = found ? 0 : roundsInVain + 1;
        Duration refresh = timing.refresh().compareTo(LONGEST_REST) < 0 ? timing.refresh() : LONGEST_REST;
        long pause = refresh.toNanos() << Math.min(MOST_DOUBLINGS, Math.max(0, roundsInVain - 1));
        resting = true;
        nextRound = now + pause;
        return timing.refresh().isZero() ? Long.MAX_VALUE : pause;
    }

    @Override
    public void close() {
        queries.clear();
    }
}
