package voip.rtp.plugin;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.CallEvent.RemoteMoved.Cause;
import voip.api.RtpPacket;
import voip.api.RtpReader;
import voip.api.Verdict;

/** The way of a received packet through a leg, and what it tells of where the peer is. For the media thread. */
final class LegReceiver {
    private final Leg leg;
    private final Legs legs;
    private final LegControl control;
    private final NewestPacket newest = new NewestPacket();
    private final Probation probation = new Probation();
    private boolean learned;
    private int lastLearned;
    private boolean heard;
    private long heardNanos;

    LegReceiver(Leg leg, Legs legs) {
        this.leg = leg;
        this.legs = legs;
        this.control = new LegControl(leg);
    }

    /** For {@link Leg#fetch}. */
    int fetch() {
        return newest.fetch();
    }

    LegControl control() {
        return control;
    }

    /** Unprotects a datagram in place; uncounted, for it may be another leg's. */
    Verdict unprotect(Arrival arrival) {
        if (leg.isClosed()) {
            return Verdict.CLOSED;
        }
        return leg.keys().unprotect(arrival.bytes(), arrival.isControl(), legs.handoverCopy(), leg.sender());
    }

    /** The source of the next datagram is not known for this leg's where it comes from, whatever was learned before. */
    void learnAgain() {
        learned = false;
    }

    /** A source expired: its place is free. */
    void forget(int ssrc) {
        legs.routes().forget(leg, ssrc);
        learned = false;
    }

    /** Takes a datagram that is authentic and decrypted. */
    Verdict take(Arrival arrival) {
        ContainedSession session = leg.session();
        if (session == null || leg.isClosed()) {
            return leg.count(Verdict.CLOSED);
        }
        if (leg.profile().isSecured()) {
            learn(arrival);
        } else {
            heard = true;
            heardNanos = arrival.nanos();
            probation.restart();
        }
        Verdict verdict = arrival.isControl() ? report(arrival, session) : media(arrival, session);
        return leg.count(verdict);
    }

    private void learn(Arrival arrival) {
        int ssrc = arrival.ssrc();
        newest.heard(arrival, newest.isOfSource(arrival) || legs.routes().hasLearned(leg, ssrc));
        if (!(learned && ssrc == lastLearned)) {
            legs.routes().learn(leg, ssrc);
            learned = true;
            lastLearned = ssrc;
        }
    }

    private Verdict report(Arrival arrival, ContainedSession session) {
        return control.received(legs.controlReader(), arrival.bytes(), arrival.nanos(), session);
    }

    private Verdict media(Arrival arrival, ContainedSession session) {
        RtpReader reader = legs.reader();
        if (reader.read(arrival.bytes()) != Verdict.ACCEPTED) {
            return Verdict.MALFORMED;
        }
        try {
            return media(reader.packet(), arrival, session);
        } finally {
            reader.revoke();
        }
    }

    private Verdict media(RtpPacket packet, Arrival arrival, ContainedSession session) {
        leg.watch().heard(false, arrival.nanos());
        LegProfile settings = leg.profile();
        if (settings.isUnsettled() && arrival.source().equals(settings.remote())) {
            legs.routes().settle(leg);
        }
        int clockRate = settings.clockRate(packet.payloadType());
        if (clockRate == 0) {
            return Verdict.UNEXPECTED_PAYLOAD_TYPE;
        }
        if (settings.isAway() && arrival.source().equals(settings.signalled())) {
            comeBack(settings, arrival.source());
        }
        if (!settings.receives()) {
            return Verdict.NOT_RECEIVING;
        }
        Reception reception = leg.reception();
        Reception.Change change = reception.packet(
                arrival.ssrc(),
                arrival.sequence(),
                (int) packet.timestamp(),
                clockRate,
                arrival.nanos(),
                packet.payloadLength());
        if (change != Reception.Change.NONE) {
            leg.watch().schedule(arrival.nanos());
            if (change == Reception.Change.CURRENT) {
                leg.occurred(new CallEvent.SourceChanged(reception.before(), packet.ssrc()));
            }
        }
        return leg.isClosed() ? Verdict.CLOSED : session.packet(packet);
    }

    /**
     * Takes the source of an authentic packet for the peer's address, if that is unknown or the packet is newer than any from
     * elsewhere.
     *
     * @return false if the packet must be refused, because the leg could not be told from another one there
     */
    boolean follow(Arrival arrival) {
        LegProfile before = leg.profile();
        boolean isControl = arrival.isControl();
        if (!before.awaitsAddress(isControl) && !isNews(arrival, before)) {
            return true; // late, from where the peer was
        }
        if (!legs.routes().follow(leg, arrival.source(), isControl)) {
            return false;
        }
        boolean ofControl = isControl && !before.muxControl();
        moved(before, ofControl, ofControl ? before.remoteControl() : before.remote(), arrival, Cause.AUTHENTICATED);
        return true;
    }

    /** Where RTCP shares the port, only RTP tells by its sequence numbers what is new. */
    private boolean isNews(Arrival arrival, LegProfile profile) {
        if (arrival.isControl() && profile.muxControl()) {
            return false;
        }
        return newest.isBefore(
                arrival, newest.isOfSource(arrival) || legs.routes().hasLearned(leg, arrival.ssrc()));
    }

    /** Whether the signalled address of a plain leg says nothing, so that another one may be the peer's. */
    boolean isSilent(long nowNanos) {
        return !leg.profile().isAway() && (!heard || nowNanos - heardNanos >= Probation.SILENCE_NANOS);
    }

    /** Takes an unencrypted packet that may be meant for this leg; true if the leg has moved to where it came from. */
    boolean passesProbation(Arrival arrival, int payloadType) {
        LegProfile before = leg.profile();
        if (before.clockRate(payloadType) == 0 || !before.receives() || !probation.passes(arrival)) {
            return false;
        }
        if (!legs.routes().pass(leg, arrival.source())) {
            return false;
        }
        moved(before, false, before.remote(), arrival, Cause.PROBATION);
        return true;
    }

    private void comeBack(LegProfile before, InetSocketAddress signalled) {
        if (legs.routes().comeBack(leg)) {
            leg.occurred(new CallEvent.RemoteMoved(false, before.remote(), signalled, Cause.RETURNED));
        }
    }

    /** Only an address that was not known is logged: one that changes may do so with every packet. */
    private void moved(
            LegProfile before, boolean ofControl, @Nullable InetSocketAddress from, Arrival arrival, Cause cause) {
        if (before.remote() == null) {
            CallLog.moved(before, leg.profile());
        }
        leg.occurred(new CallEvent.RemoteMoved(ofControl, from, arrival.source(), cause));
    }
}
