package voip.api;

import java.time.Duration;

/**
 * How long a peer may be silent before {@link CallEvent.Inactive} reports it: for RTP and RTCP, apart for the time that a
 * call does not receive media (on hold). A zero duration never reports. The time runs from the answer on, ours or the
 * peer's, and anew from each change of the call: an offered call may ring for minutes.
 *
 * @param rtp while the call receives media
 * @param rtcp likewise
 * @param rtpOnHold while it does not; RTP may come all the same, music on hold for instance
 * @param rtcpOnHold likewise
 * @param hangUp whether the stack then hangs up, after the session was told
 */
public record Inactivity(Duration rtp, Duration rtcp, Duration rtpOnHold, Duration rtcpOnHold, boolean hangUp) {
    /** Never reports, never hangs up. */
    public static final Inactivity NEVER =
            new Inactivity(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);

    /**
     * Checks the durations.
     *
     * @throws IllegalArgumentException if one is negative, or longer than a day
     */
    public Inactivity {
        check("rtp", rtp);
        check("rtcp", rtcp);
        check("rtpOnHold", rtpOnHold);
        check("rtcpOnHold", rtcpOnHold);
    }

    /** Reports a peer that sends no RTP for that long while the call receives media. */
    public static Inactivity ofRtp(Duration silence) {
        return new Inactivity(silence, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);
    }

    /** The same, and the stack then hangs up. */
    public Inactivity hangingUp() {
        return new Inactivity(rtp, rtcp, rtpOnHold, rtcpOnHold, true);
    }

    private static void check(String what, Duration silence) {
        if (silence.isNegative() || silence.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the time-out " + what + " is " + silence + "; it must be 0 to 1 day");
        }
    }
}
