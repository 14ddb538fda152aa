package voip.rtp.plugin;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import voip.api.Datagram;
import voip.api.RtpPacket;
import voip.api.RtpReader;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;
import voip.api.spi.RtpLegs;
import voip.rtp.RtcpReader;

/** The legs of one stack, and which of them a datagram is for. */
final class Legs implements RtpLegs {
    private static final int CONTROL_HEADER = 8;
    private static final int CONTROL_SSRC_OFFSET = 4;
    private static final int SSRC_OFFSET = 8;
    /** The most keys tried on one datagram; the next datagram is tried on those after them. */
    private static final int MOST_TRIALS = 64;
    /** The most of them because their peers chose the same source: by chance it is hardly ever two. */
    private static final int MOST_SHARING = 8;

    private final MediaContext context;
    private final Routes routes = new Routes();
    private final ReportTimer timer = new ReportTimer();
    private final Set<Leg> open = ConcurrentHashMap.newKeySet();
    private final Set<Integer> ssrcs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean closed;

    // of the media thread
    private final RtpReader reader = new RtpReader();
    private final RtcpReader controlReader = new RtcpReader();
    private final SavedPacket saved = new SavedPacket();
    private int nextAwaiting;

    Legs(MediaContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "RTP";
    }

    /** RFC 7983 §7. */
    @Override
    public boolean claims(int firstByte) {
        return firstByte >= 128 && firstByte <= 191;
    }

    @Override
    public RtpLeg open(LegSettings settings) {
        if (closed) {
            throw new IllegalStateException("the multiplexer is closed");
        }
        LegProfile profile = new LegProfile(settings);
        int ssrc;
        do {
            ssrc = context.random().nextInt();
        } while (settings.remoteSsrcs().contains(ssrc & 0xFFFF_FFFFL) || !ssrcs.add(ssrc));
        Leg leg = new Leg(this, ssrc, profile);
        open.add(leg);
        if (closed) { // meanwhile: nobody else would end it
            leg.close();
            throw new IllegalStateException("the multiplexer is closed");
        }
        return leg;
    }

    @Override
    public int size() {
        return started.get();
    }

    @Override
    public Verdict received(Datagram datagram) {
        ByteBuffer bytes = datagram.bytes();
        int at = bytes.position();
        int size = bytes.remaining();
        if (size < 2) {
            return size == 0 ? Verdict.EMPTY : Verdict.MALFORMED;
        }
        if (!claims(bytes.get(at) & 0xFF)) {
            return Verdict.UNCLAIMED;
        }
        boolean control = RtcpReader.isControl(bytes.get(at + 1) & 0xFF);
        if (control ? size < CONTROL_HEADER : RtpPacket.headerLength(bytes.array(), at, size) < 0) {
            return Verdict.MALFORMED;
        }
        int ssrc = bytes.getInt(at + (control ? CONTROL_SSRC_OFFSET : SSRC_OFFSET));
        Route route = routes.at(datagram.remote());
        if (route != null && route.legs(control).length > 0) {
            return route(route, datagram, control, ssrc);
        }
        if (routes.awaiting().length > 0) {
            saved.save(bytes);
            Leg leg = byKeyAlone(datagram, control);
            if (leg != null) {
                return leg.take(datagram, control, ssrc);
            }
            saved.restore(bytes);
        }
        return control ? Verdict.UNKNOWN_SOURCE : fromUnknown(datagram, ssrc);
    }

    private Verdict route(Route route, Datagram datagram, boolean control, int ssrc) {
        Leg[] legs = route.legs(control);
        boolean alone = legs.length == 1;
        Leg known = alone ? legs[0] : route.leg(ssrc);
        if (known != null && !comesFrom(known, datagram, control)) {
            known = null; // only its RTCP comes from there
        }
        if (known != null && (!known.profile().isSecured() || alone && routes.awaiting().length == 0)) {
            return known.received(datagram, control, ssrc);
        }
        return byKey(route, known, datagram, control, ssrc);
    }

    private static boolean comesFrom(Leg leg, Datagram datagram, boolean control) {
        return control || datagram.remote().equals(leg.profile().remote());
    }

    /**
     * Finds the leg whose key authenticates the datagram: first those that are known to have its source, then the others of
     * the address in turn, then those that wait for theirs.
     */
    private Verdict byKey(Route route, @Nullable Leg known, Datagram datagram, boolean control, int ssrc) {
        ByteBuffer bytes = datagram.bytes();
        saved.save(bytes);
        Verdict refusal = Verdict.AMBIGUOUS_SOURCE;
        if (known != null) {
            refusal = known.unprotect(datagram, control);
            if (refusal == Verdict.ACCEPTED) {
                return known.take(datagram, control, ssrc);
            }
        }
        for (int before = 1; before < MOST_SHARING; before++) {
            Leg leg = route.leg(ssrc, before);
            if (leg == null) {
                break;
            }
            if (comesFrom(leg, datagram, control) && isOpenedBy(leg, datagram, control)) {
                return leg.take(datagram, control, ssrc);
            }
        }
        Leg[] legs = route.legs(control);
        int trials = Math.min(legs.length, MOST_TRIALS);
        for (int i = 0; i < trials; i++) {
            Leg leg = legs[route.nextTrial(legs.length)];
            if (leg != known && isOpenedBy(leg, datagram, control)) {
                leg.learnAgain();
                return leg.take(datagram, control, ssrc);
            }
        }
        Leg found = byKeyAlone(datagram, control);
        if (found != null) {
            return found.take(datagram, control, ssrc);
        }
        return known == null ? refusal : known.count(refusal);
    }

    /** Tries a leg's key on the saved datagram. */
    private boolean isOpenedBy(Leg leg, Datagram datagram, boolean control) {
        if (!leg.profile().isSecured()) {
            return false;
        }
        saved.restore(datagram.bytes());
        return leg.unprotect(datagram, control) == Verdict.ACCEPTED;
    }

    /** Finds the leg that waits for its peer's address and whose key authenticates the saved datagram; unprotects it. */
    private @Nullable Leg byKeyAlone(Datagram datagram, boolean control) {
        Leg[] awaiting = routes.awaiting();
        int trials = Math.min(awaiting.length, MOST_TRIALS);
        for (int i = 0; i < trials; i++) {
            nextAwaiting = nextAwaiting + 1 < awaiting.length ? nextAwaiting + 1 : 0;
            Leg leg = awaiting[nextAwaiting];
            if (!leg.profile().awaitsAddress(control)) {
                continue;
            }
            if (isOpenedBy(leg, datagram, control) && leg.learnAddress(datagram.remote(), control)) {
                return leg;
            }
        }
        return null;
    }

    /** Asks the application whether it serves a source that no call has; only ever for what is an RTP packet whole. */
    private Verdict fromUnknown(Datagram datagram, int ssrc) {
        Verdict verdict = reader.read(datagram.bytes());
        reader.revoke();
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        if (context.unknownCaller(datagram.remote()) == null) {
            return Verdict.UNKNOWN_SOURCE;
        }
        Route route = routes.at(datagram.remote());
        boolean served = route != null && route.legs(false).length > 0;
        return served ? route(route, datagram, false, ssrc) : Verdict.UNKNOWN_SOURCE;
    }

    @Override
    public long due(long nowNanos) {
        for (Leg leg = timer.pollDue(nowNanos); leg != null; leg = timer.pollDue(nowNanos)) {
            leg.report();
            schedule(leg, nowNanos);
        }
        return timer.untilNext(nowNanos);
    }

    void scheduleFirstReport(Leg leg) {
        if (!leg.isClosed()) {
            schedule(leg, context.clock().nanoTime());
        }
    }

    private void schedule(Leg leg, long nowNanos) {
        boolean initial = leg.sender().controlSent() == 0;
        timer.schedule(leg, nowNanos + ReportTimer.intervalNanos(context.random(), initial));
    }

    @Override
    public void close() {
        closed = true;
        List<Leg> ending = open.stream().filter(Leg::detach).toList();
        ending.forEach(
                Leg::leave); // all of them, before any session is told: one that blocks must not keep others' keys
        ending.forEach(Leg::finish);
    }

    void started() {
        started.incrementAndGet();
    }

    void closed(Leg leg, boolean wasStarted) {
        open.remove(leg);
        if (wasStarted) {
            started.decrementAndGet();
        }
    }

    /** Forgets a leg for good. */
    void finished(Leg leg) {
        timer.cancel(leg);
        ssrcs.remove((int) leg.ssrc());
    }

    /** The sizes of all tables together, which packets must not change. */
    int tableSize() {
        return open.size() + ssrcs.size() + routes.size() + timer.size();
    }

    MediaContext context() {
        return context;
    }

    Routes routes() {
        return routes;
    }

    RtpReader reader() {
        return reader;
    }

    RtcpReader controlReader() {
        return controlReader;
    }
}
