package voip.rtp.plugin;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.Datagram;
import voip.api.RtpReader;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;
import voip.api.spi.RtpLegs;
import voip.rtp.RtcpReader;

/** The legs of one stack, from the first to the last, and what they share. */
final class Legs implements RtpLegs {
    private static final Runnable NOTHING = () -> {};

    private record Raised(Leg leg, CallEvent event) {}

    private final MediaContext context;
    private final Routes routes = new Routes();
    private final Timers timers = new Timers();
    private final Set<Leg> open = ConcurrentHashMap.newKeySet();
    private final Set<Integer> ssrcs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger started = new AtomicInteger();
    private final Queue<Raised> raised = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    // of the media thread
    private final RtpReader reader = new RtpReader();
    private final RtcpReader controlReader = new RtcpReader();
    private final SavedPacket handoverCopy = new SavedPacket();
    private final ByteBuffer scratch = ByteBuffer.allocate(Datagram.CAPACITY);
    private boolean scratchTaken;
    private final Demultiplexer demultiplexer;
    private @Nullable Thread handler; // of datagrams; each thread looks only for itself here
    private boolean handling;
    private long arrivalNanos; // of the datagram at hand

    Legs(MediaContext context) {
        this.context = context;
        this.demultiplexer = new Demultiplexer(context, routes, reader);
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
        } while (profile.announces(ssrc) || !ssrcs.add(ssrc));
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
        if (datagram.bytes().hasRemaining()
                && !claims(datagram.bytes().get(datagram.bytes().position()) & 0xFF)) {
            return Verdict.UNCLAIMED;
        }
        handledByThisThread();
        arrivalNanos = datagram.arrivalNanos();
        handling = true;
        try {
            return demultiplexer.received(datagram);
        } finally {
            handling = false;
            deliverRaised();
        }
    }

    /** The time on the context's clock; for who handles a datagram its arrival, which spares a look at the clock. */
    long nanoTime() {
        return handling && isMediaThread() ? arrivalNanos : context.clock().nanoTime();
    }

    private void handledByThisThread() {
        Thread current = Thread.currentThread();
        if (handler != current) {
            handler = current;
        }
    }

    /** Whether the caller is the thread that handles datagrams and timers. */
    boolean isMediaThread() {
        return handler == Thread.currentThread();
    }

    @Override
    public long due(long nowNanos) {
        handledByThisThread();
        deliverRaised();
        for (Timers.Timer timer = timers.pollDue(nowNanos); timer != null; timer = timers.pollDue(nowNanos)) {
            timer.due(nowNanos);
            deliverRaised();
        }
        return timers.untilNext(nowNanos);
    }

    /**
     * Keeps an event that a protection raises while it works, under a lock perhaps, until the media thread is free of both.
     * There are few: protections say when they raise one.
     */
    void raise(Leg leg, CallEvent event) {
        raised.add(new Raised(leg, event));
        context.execute(NOTHING); // the media thread may be waiting
    }

    private void deliverRaised() {
        for (Raised next = raised.poll(); next != null; next = raised.poll()) {
            next.leg().occurred(next.event());
        }
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
        timers.cancel(leg.reports());
        timers.cancel(leg.watch());
        ssrcs.remove((int) leg.ssrc());
    }

    /** The sizes of all tables together, which packets must not change. */
    int tableSize() {
        return open.size() + ssrcs.size() + routes.size() + timers.size();
    }

    MediaContext context() {
        return context;
    }

    Routes routes() {
        return routes;
    }

    Timers timers() {
        return timers;
    }

    RtpReader reader() {
        return reader;
    }

    RtcpReader controlReader() {
        return controlReader;
    }

    /**
     * Room for a packet that the caller sends, until it gives that back: null if it is not the media thread, or sends while it
     * sends, as a plug-in may that is called for another packet.
     */
    @Nullable
    ByteBuffer takeScratch() {
        if (!isMediaThread() || scratchTaken) {
            return null;
        }
        scratchTaken = true;
        return scratch;
    }

    /** Gives back what may have been taken. */
    void giveBack(ByteBuffer buffer) {
        if (buffer == scratch) {
            scratchTaken = false;
        }
    }

    /** For a packet that is tried under two keys of one leg. */
    SavedPacket handoverCopy() {
        return handoverCopy;
    }
}
