package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import voip.api.CallSession;
import voip.api.CallStatistics;
import voip.api.Datagram;
import voip.api.RtpPacket;
import voip.api.RtpReader;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;
import voip.api.srtp.PacketProtection;

/**
 * One call's media: its life, and the way of a received packet through it. Its monitor guards start, update and close
 * against each other; nothing of the application's runs under it.
 */
final class Leg implements RtpLeg {
    private final Legs legs;
    private final int ssrc;
    private final Verdicts verdicts = new Verdicts();
    private final Reception reception = new Reception();
    private final LearnedSources sources = new LearnedSources();
    private final LegControl control = new LegControl(this);
    private final LegSender sender;
    private volatile LegProfile profile;
    private volatile @Nullable ContainedSession session; // not null: started
    private volatile boolean closed;
    private final AtomicBoolean left = new AtomicBoolean();

    // of the media thread
    private boolean finishLater;
    private boolean learned;
    private int lastLearned;

    Leg(Legs legs, int ssrc, LegProfile profile) {
        this.legs = legs;
        this.ssrc = ssrc;
        this.profile = profile;
        this.sender = new LegSender(this, legs.context(), ssrc);
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
                legs.routes().put(this, profile);
            } catch (IllegalStateException e) {
                session = null;
                throw e;
            }
            legs.started();
        }
        CallLog.registered(profile);
        legs.context().execute(() -> legs.scheduleFirstReport(this));
    }

    @Override
    public void update(LegSettings settings, boolean peerIsReady) {
        LegProfile after = new LegProfile(settings);
        LegProfile before;
        boolean started;
        synchronized (this) {
            requireOpen();
            before = profile;
            started = session != null;
            if (started) {
                legs.routes().put(this, after);
            } else {
                profile = after;
            }
        }
        PacketProtection former = before.protection();
        if (former != null && former != after.protection()) {
            legs.context().execute(() -> sender.close(former)); // on the thread that may be using it
        }
        if (started) {
            CallLog.moved(before, after);
        }
    }

    @Override
    public void sources(SourcePolicy policy) {}

    /** Takes the source of an authentic packet for the peer's address, if that is still unknown; on the media thread. */
    boolean learnAddress(InetSocketAddress source, boolean isControl) {
        LegProfile before = profile;
        boolean learnedIt = legs.routes().learnAddress(this, source, isControl);
        if (learnedIt) {
            CallLog.moved(before, profile);
        }
        return learnedIt;
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
        return new CallStatistics(
                sender.packets(),
                sender.octets(),
                reception.packets(),
                reception.octets(),
                reception.lost(),
                reception.jitter(),
                sender.controlSent(),
                control.received(),
                verdicts.toMap(),
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
        if (current == null) {
            return;
        }
        if (current.isEntered()) {
            finishLater = true;
        } else {
            current.closed();
        }
    }

    /**
     * Says goodbye and wipes the keys; on the media thread, or on the one that gives it up. Again it only wipes what a
     * failure has left. It throws nothing of what a plug-in may: one leg must not keep the others from it.
     */
    void leave() {
        if (left.compareAndSet(false, true)) {
            legs.finished(this);
        }
        try {
            sender.leave();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            verdicts.count(Verdict.FAILED);
        }
    }

    /** Takes a datagram that is this leg's for all that is known; on the media thread. */
    Verdict received(Datagram datagram, boolean isControl, int source) {
        Verdict verdict = unprotect(datagram, isControl);
        return verdict == Verdict.ACCEPTED ? take(datagram, isControl, source) : count(verdict);
    }

    /** Unprotects a datagram in place; uncounted, for it may be another leg's. */
    Verdict unprotect(Datagram datagram, boolean isControl) {
        return closed ? Verdict.CLOSED : profile.unprotect(datagram.bytes(), isControl);
    }

    /** The source of the next datagram is not known for this leg's where it comes from, whatever was learned before. */
    void learnAgain() {
        learned = false;
    }

    /** Takes a datagram that is authentic and decrypted. */
    Verdict take(Datagram datagram, boolean isControl, int source) {
        ContainedSession current = session;
        if (current == null) {
            return count(Verdict.CLOSED);
        }
        if (profile.isSecured() && !(learned && source == lastLearned)) {
            legs.routes().learn(this, source);
            learned = true;
            lastLearned = source;
        }
        Verdict verdict = isControl
                ? control.received(legs.controlReader(), datagram.bytes(), datagram.arrivalNanos(), current)
                : media(datagram, source, current);
        count(verdict);
        if (finishLater) {
            finishLater = false;
            finish();
        }
        return verdict;
    }

    private Verdict media(Datagram datagram, int source, ContainedSession current) {
        RtpReader reader = legs.reader();
        if (reader.read(datagram.bytes()) != Verdict.ACCEPTED) {
            return Verdict.MALFORMED;
        }
        LegProfile settings = profile;
        RtpPacket packet = reader.packet();
        int clockRate = settings.clockRate(packet.payloadType());
        if (clockRate == 0) {
            return Verdict.UNEXPECTED_PAYLOAD_TYPE;
        }
        if (!settings.receives()) {
            return Verdict.NOT_RECEIVING;
        }
        reception.packet(
                source,
                packet.sequence(),
                (int) packet.timestamp(),
                clockRate,
                datagram.arrivalNanos(),
                packet.payloadLength());
        try {
            return current.packet(packet);
        } finally {
            reader.revoke();
        }
    }

    /** Sends a report. */
    void report() {
        sender.report(false);
    }

    Verdict count(Verdict verdict) {
        return verdicts.count(verdict);
    }

    boolean isClosed() {
        return closed;
    }

    LegProfile profile() {
        return profile;
    }

    /** Changes the profile; for {@link Routes}. */
    void profile(LegProfile changed) {
        profile = changed;
    }

    LearnedSources sources() {
        return sources;
    }

    Reception reception() {
        return reception;
    }

    LegSender sender() {
        return sender;
    }
}
