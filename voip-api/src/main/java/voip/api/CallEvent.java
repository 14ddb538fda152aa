package voip.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens to a call besides packets; more kinds may be added in minor versions. */
public sealed interface CallEvent {
    /**
     * The peer said BYE by RTCP for a source that it sent from (RFC 3550 §6.6). Its dialogue may go on: ending it is up
     * to the application.
     *
     * @param ssrc the source that left
     * @param reason the peer's words, empty if it gave none
     */
    record PeerLeft(long ssrc, String reason) implements CallEvent {}

    /**
     * The peer sends from another address now, and our packets follow it, as {@link SourcePolicy} allows.
     *
     * @param control whether it is RTCP's address, on a port of its own; else media's, and RTCP's where they share a port
     * @param before where our packets went; null if nowhere
     * @param now where they go
     * @param cause why it was believed
     */
    record RemoteMoved(boolean control, @Nullable InetSocketAddress before, InetSocketAddress now, Cause cause)
            implements CallEvent {
        /** Why a new address was believed. */
        public enum Cause {
            /** A packet from it authenticated. */
            AUTHENTICATED,
            /** It passed {@link SourcePolicy#PROBATION}. */
            PROBATION,
            /** The signalled address spoke again. */
            RETURNED
        }
    }

    /**
     * Media comes from another synchronisation source than before, as after a transfer or a restart: its statistics start
     * afresh.
     *
     * @param before the source that was current
     * @param now the one that is
     */
    record SourceChanged(long before, long now) implements CallEvent {}

    /**
     * A synchronisation source that is not current any more has been silent for so long that it is forgotten (RFC 3550
     * §6.3.5).
     *
     * @param ssrc the source
     */
    record SourceExpired(long ssrc) implements CallEvent {}

    /**
     * The peer has sent nothing for as long as {@link Inactivity} allows. Reported once for each silence.
     *
     * @param control whether it is RTCP that does not come; else RTP
     * @param silence how long it has been silent
     * @param onHold whether the call does not receive media by its direction
     * @param hangingUp whether the stack hangs up now
     */
    record Inactive(boolean control, Duration silence, boolean onHold, boolean hangingUp) implements CallEvent {}

    /**
     * The peer sends again after {@link Inactive}.
     *
     * @param control whether it is RTCP that comes again; else RTP
     */
    record Active(boolean control) implements CallEvent {}

    /**
     * A roll-over of the peer's sequence numbers that was missed has been found by trial (RFC 3711 §3.3.1).
     *
     * @param ssrc the source
     * @param rolloverCounter the counter that is right
     */
    record RolloverRecovered(long ssrc, long rolloverCounter) implements CallEvent {}

    /**
     * A master key will soon have protected as many packets as it may: negotiate new keys. Reported once for a key; of several
     * that we send with, for the last that is not used up.
     *
     * @param ours whether it is the key that we send with; else the peer's
     * @param packetsLeft how many packets it can still protect, of the kind that is nearest to its end
     */
    record KeysNearEnd(boolean ours, long packetsLeft) implements CallEvent {}
}
