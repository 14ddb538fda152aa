package voip.api;

/**
 * Where a call's packets may come from, besides the address that the signalling named.
 *
 * <p>Whatever it says, a packet that does not authenticate moves nothing on a secured call, and no packet moves a call that
 * another call of its address could be meant by.
 */
public enum SourcePolicy {
    /** Only the signalled address. The default for plain RTP. */
    STRICT,

    /**
     * Any address whose packet authenticates: what we send follows the newest, and {@link CallEvent.RemoteMoved} reports it.
     * The default with SRTP; without, it is {@link #STRICT}.
     */
    AUTHENTICATED,

    /**
     * For plain RTP whose peer is behind a NAT that its signalling does not know of: several packets in sequence from one
     * other source move the call there, once, while the signalled address is silent, and only if the call is the one silent
     * call that can be meant, by the signalled IP address or by {@code a=ssrc}. A packet from the signalled address moves it
     * back. {@link CallEvent.RemoteMoved} reports both. Whoever can guess when a call begins and spoof packets can take
     * such a call; with SRTP it is {@link #AUTHENTICATED}.
     */
    PROBATION;

    /** What this means for a call: {@link #PROBATION} is for plain ones only, {@link #AUTHENTICATED} for secured ones. */
    public SourcePolicy of(boolean secured) {
        if (this == STRICT) {
            return STRICT;
        }
        return secured ? AUTHENTICATED : this == PROBATION ? PROBATION : STRICT;
    }
}
