package voip.api.spi;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import voip.api.CallSession;
import voip.api.CallStatistics;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Verdict;

/** One call's media in the multiplexer. Any thread may call these. */
public interface RtpLeg {
    /** Our synchronisation source. */
    long ssrc();

    /** Where RTP goes to now; null while unknown. */
    @Nullable
    InetSocketAddress remote();

    /**
     * Registers the leg: from now on packets from its remote addresses go to the session.
     *
     * @throws IllegalStateException if another leg has the address and the two could not be told apart; or if started
     *     before, or closed
     */
    void start(CallSession session);

    /**
     * Changes addresses, formats, direction and protection; the packets after that follow the new settings.
     *
     * <p>A remote address that was learned from packets stays, unless the signalled one is another than before. A former
     * protection serves to receive until the first packet that is authentic under the new one, and is closed then.
     *
     * @param peerIsReady whether the peer has the new keys, so that sending changes to them at once; if not, sending does
     *     when the first packet under them comes, or shortly after without one
     * @throws IllegalStateException as {@link #start}; the old settings remain then, and the protection stays the caller's
     */
    void update(LegSettings settings, boolean peerIsReady);

    /**
     * Changes where packets may come from, whatever the settings say, now and after an update. {@link SourcePolicy#STRICT}
     * goes back to the signalled address if there is one.
     *
     * @throws IllegalStateException as {@link #start}; nothing changes then
     */
    void sources(SourcePolicy policy);

    /** Sends under the leg's own SSRC and sequence numbers. */
    Verdict send(RtpPacket packet);

    /** Sends the packet as it is. */
    Verdict relay(RtpPacket packet);

    /** What has been counted. */
    CallStatistics statistics();

    /**
     * Takes the leg off the table at once; then, on the media thread, sends RTCP BYE if it may, closes the protection and
     * tells the session. Closing again does nothing.
     */
    void close();
}
