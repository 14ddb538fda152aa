package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.CallStatistics;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;
import voip.api.srtp.PacketProtection;

/**
 * One call's media: its life. Its monitor guards start, update and close against each other; nothing of the application's
 * runs under it.
 */
final class Leg implements RtpLeg {
    private final Legs legs;
    private final int ssrc;
    private final Verdicts verdicts = new Verdicts(); // of the media thread; the sender has its own
    private final Reception reception = new Reception();
    private final LearnedSources sources = new LearnedSources();
    private final LegKeys keys;
    private final LegSender sender;
    private final LegReceiver receiver;
    private final LegWatch watch;
    private final ReportTimer reports;
    private volatile LegProfile profile;
    private volatile @Nullable ContainedSession session; // not null: started
    private volatile boolean closed;
    private final AtomicBoolean left = new AtomicBoolean();

    Leg(Legs legs, int ssrc, LegProfile profile) {
        this.legs = legs;
        this.ssrc = ssrc;
        this.profile = profile;
        this.keys = new LegKeys(profile.protection());
        this.sender = new LegSender(this, legs, ssrc);
        this.receiver = new LegReceiver(this, legs);
        this.watch = new LegWatch(this, legs);
        this.reports = new ReportTimer(this, legs);
        PacketProtection protection = profile.protection();
        if (protection != null) {
            protection.onEvent(event -> legs.raise(this, event));
        }
    }

    @Override
    public long ssrc() {
        return ssrc & 0xFFFF_FFFFL;
    }

    @Override
    public @Nullable InetSocketAddress remote() {
        return profile.remote();
    }

    @Override
    public void start(CallSession application) {
        synchronized (this) {
            requireOpen();
            if (session != null) {
                throw new IllegalStateException("the leg has been started already");
            }
            session = new ContainedSession(application, this); // before the first packet can find it
            try {
                legs.routes().put(this);
            } catch (IllegalStateException e) {
                session = null;
                throw e;
            }
            legs.started();
        }
        CallLog.registered(profile);
        legs.context().execute(() -> {
            if (!closed) {
                reports.schedule(legs.context().clock().nanoTime());
                watch.begin();
            }
        });
    }

    @Override
    public void update(LegSettings settings, boolean peerIsReady) {
        LegProfile before;
        LegProfile after;
        boolean started;
        synchronized (this) {
            requireOpen();
            before = profile;
            started = session != null;
            PacketProtection next = settings.protection();
            boolean isNew = next != null && next != before.protection();
            if (isNew) {
                next.onEvent(event -> legs.raise(this, event)); // before a packet can use it
            }
            try {
                after = legs.routes().update(this, settings, peerIsReady, started);
            } catch (RuntimeException e) {
                if (isNew) {
                    next.onEvent(event -> {});
                }
                throw e;
            }
        }
        legs.context().execute(() -> {
            if (!closed && session != null) {
                watch.begin();
            }
        });
        if (started) {
            CallLog.moved(before, after);
        }
    }

    @Override
    public void sources(SourcePolicy policy) {
        synchronized (this) {
            if (!closed) {
                legs.routes().choose(this, policy, session != null);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the leg is closed");
        }
    }

    @Override
    public Verdict send(RtpPacket packet) {
        return sender.send(packet);
    }

    @Override
    public Verdict relay(RtpPacket packet) {
        return sender.relay(packet);
    }

    @Override
    public CallStatistics statistics() {
        LegControl control = receiver.control();
        return new CallStatistics(
                sender.packets(),
                sender.octets(),
                reception.packets(),
                reception.octets(),
                reception.lost(),
                reception.jitter(),
                sender.controlSent(),
                control.received(),
                verdicts.with(sender.verdicts()),
                control.remote());
    }

    @Override
    public void close() {
        if (detach()) {
            legs.context().execute(this::finish);
        }
    }

    /** Takes the leg off the table; false if it is off already. */
    boolean detach() {
        boolean started;
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
            started = session != null;
            if (started) {
                legs.routes().remove(this);
            }
            legs.closed(this, started);
        }
        if (started) {
            CallLog.unregistered(profile);
        }
        return true;
    }

    /**
     * The end, on the media thread. The application is told after its own method, if that is what closed the leg; the keys
     * do not wait for it.
     */
    void finish() {
        ContainedSession current = session;
        leave();
        if (current != null) {
            current.closed();
        }
    }

    /**
     * Says goodbye and wipes the keys; on the media thread, or on the one that gives it up. Again it only wipes what a
     * failure has left.
     */
    void leave() {
        if (left.compareAndSet(false, true)) {
            legs.finished(this);
        }
        sender.leave();
    }

    /** Tells the session of an event, then the stack, and counts the session's failure; on the media thread. */
    void occurred(CallEvent event) {
        if (tell(event) == Verdict.HANDLER_FAILED) {
            verdicts.count(Verdict.HANDLER_FAILED);
        }
    }

    /** Tells the session of an event, then the stack; on the media thread. */
    Verdict tell(CallEvent event) {
        ContainedSession current = session;
        if (current == null || closed) {
            return Verdict.CLOSED;
        }
        Verdict verdict = current.event(event);
        try {
            legs.context().occurred(this, event);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            verdicts.count(Verdict.FAILED);
        }
        return verdict;
    }

    /**
     * Looks at much of what a packet is going to need of this leg, before it is unprotected. Other calls' packets have displaced
     * it from the processor's caches since the last one; what is asked for together is waited for once.
     *
     * @return nothing of use; who keeps it keeps the compiler from leaving this out
     */
    int fetch(int payloadType) {
        return profile.fetch(payloadType)
                ^ receiver.fetch()
                ^ reception.fetch()
                ^ watch.fetch()
                ^ sender.fetch()
                ^ verdicts.fetch();
    }

    /** Counts a verdict; for the media thread. */
    Verdict count(Verdict verdict) {
        return verdicts.count(verdict);
    }

    boolean isClosed() {
        return closed;
    }

    LegProfile profile() {
        return profile;
    }

    /** Changes the profile, and the keys with it; for {@link Routes}. */
    void profile(LegProfile changed, boolean peerIsReady) {
        PacketProtection unused = keys.replace(
                changed.protection(), peerIsReady, legs.context().clock().nanoTime());
        profile = changed;
        if (unused != null) {
            legs.context().execute(() -> sender.close(unused)); // on the thread that may be using it
        }
    }

    @Nullable
    ContainedSession session() {
        return session;
    }

    LearnedSources sources() {
        return sources;
    }

    Reception reception() {
        return reception;
    }

    LegKeys keys() {
        return keys;
    }

    LegSender sender() {
        return sender;
    }

    LegReceiver receiver() {
        return receiver;
    }

    LegWatch watch() {
        return watch;
    }

    ReportTimer reports() {
        return reports;
    }
}
