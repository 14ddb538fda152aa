package voip.api;

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
}
