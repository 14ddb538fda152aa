package voip.api;

/**
 * What became of one packet, received or sent.
 *
 * <p>The network cannot make the stack throw: whatever a datagram holds, its fate is one of these and is counted, per
 * call in {@link Call#statistics()} and, for received datagrams, per stack in {@link VoipStack#verdicts()}.
 */
public enum Verdict {
    /** The packet was delivered, or handed to the network. */
    ACCEPTED,

    /** Received: no bytes at all. */
    EMPTY,
    /** Received: longer than {@link Datagram#CAPACITY} can tell, so that its end may be missing. */
    TRUNCATED,
    /** Received: no engine claims this first byte (RFC 7983). */
    UNCLAIMED,
    /** Received: a STUN request or indication; this stack asks and does not serve (RFC 8489 §6.3.1, §6.3.2). */
    NOT_SERVED,
    /** Received: a STUN response to nothing that was asked, or not from the server that was asked (RFC 8489 §6.3). */
    UNSOLICITED,
    /** The header, an extension, the padding or a length does not fit the packet (RFC 3550 §5.1, §6.4, A.1, A.2). */
    MALFORMED,
    /** Received: no call has this source address, and unknown callers are not served, or too many already are. */
    UNKNOWN_SOURCE,
    /** Received: several calls share this source address and nothing tells which one is meant. */
    AMBIGUOUS_SOURCE,
    /** The call already tracks as many synchronisation sources as it may. */
    TOO_MANY_SOURCES,
    /** Received: the authentication tag is wrong (RFC 3711 §3.3). */
    UNAUTHENTIC,
    /** Received: an authentic SRTCP packet that is not encrypted, which was not allowed (RFC 3711 §3.4, the E flag). */
    UNENCRYPTED,
    /** Received: a packet of this source and index was accepted before (RFC 3711 §3.3.2). */
    REPLAYED,
    /** The packet's index lies before the replay window (RFC 3711 §3.3.2). */
    TOO_OLD,
    /** Received: a payload type that the call's media description does not list. */
    UNEXPECTED_PAYLOAD_TYPE,
    /** Received: the call's direction does not let it receive (RFC 3264 §5.1). */
    NOT_RECEIVING,
    /** Received and authentic, but the application's handler threw. */
    HANDLER_FAILED,
    /** An engine or a plug-in failed on this packet: a defect, contained. */
    FAILED,

    /** Sent: the stack has not been started. */
    NOT_STARTED,
    /** The call or the stack is closed. */
    CLOSED,
    /** Sent: the peer's address is not known (yet). */
    NO_DESTINATION,
    /** Sent: the call's direction does not let it send (RFC 3264 §5.1). */
    NOT_SENDING,
    /** The packet, with what protection adds, does not fit its buffer; or a datagram, so that it would reach the peer truncated. */
    TOO_LONG,
    /** Sent: this SSRC and packet index were protected before; doing it again would reuse keystream. */
    INDEX_REUSED,
    /** The master key has protected as many packets as it may (RFC 3711 §9.2). */
    KEY_EXHAUSTED,
    /** Sent: the packet indexes that an SRTP session has reserved by its newest stored state are used up: export it again. */
    LEASE_ENDED,
    /** Sent: the network refused it (no route, unresolved address, address family not supported, buffer full). */
    UNSENDABLE;

    private static final Verdict[] VALUES = values();

    /** The number of verdicts, for arrays of counters indexed by {@link #ordinal()}. */
    public static int count() {
        return VALUES.length;
    }

    /**
     * The verdict with the given {@link #ordinal()}.
     *
     * @throws ArrayIndexOutOfBoundsException if there is none
     */
    public static Verdict of(int ordinal) {
        return VALUES[ordinal];
    }
}
