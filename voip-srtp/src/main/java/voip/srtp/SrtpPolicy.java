package voip.srtp;

import java.util.Set;
import voip.api.srtp.SessionParameter;

/** What a session may accept and remember: an immutable value, made from {@link #standard()}. */
public final class SrtpPolicy {
    private static final int LEAST_WINDOW = 64;
    private static final int MOST_WINDOW = 1 << 15;
    private static final int MOST_HINTED_WINDOW = 1 << 12; // a peer's wish is not to cost much: 512 bytes a source
    private static final int MOST_TRIALS = 16;
    private static final SrtpPolicy STANDARD = new SrtpPolicy(1024, 1024, 0, Set.of(), false, false);

    private final int replayWindow;
    private final int maxSources;
    private final int rolloverTrials;
    private final Set<SessionParameter> allowed;
    private final boolean retransmission;
    private final boolean exportable;

    private SrtpPolicy(
            int replayWindow,
            int maxSources,
            int rolloverTrials,
            Set<SessionParameter> allowed,
            boolean retransmission,
            boolean exportable) {
        this.replayWindow = replayWindow;
        this.maxSources = maxSources;
        this.rolloverTrials = rolloverTrials;
        this.allowed = allowed;
        this.retransmission = retransmission;
        this.exportable = exportable;
    }

    /**
     * A replay window of 1,024 packets, 1,024 synchronisation sources in each direction, and no roll-over trials.
     *
     * <p>Sources are never forgotten, because a forgotten index could be used twice; and a full table refuses new ones for
     * good, our own among them if packets of others were relayed first. So there is room for more sources than a conference
     * or a long call with changes of SSRC has. It costs nothing until it is used: a source takes some 200 bytes, tables grow
     * on demand, and only packets of our own application or with the peer's right tag make them grow.
     */
    public static SrtpPolicy standard() {
        return STANDARD;
    }

    /**
     * The same policy with another replay window (RFC 3711 §3.3.2).
     *
     * @param packets how many, the newest included, can still be accepted: 64 to 32,768
     * @throws IllegalArgumentException if out of range
     */
    public SrtpPolicy withReplayWindow(int packets) {
        if (packets < LEAST_WINDOW || packets > MOST_WINDOW) {
            throw new IllegalArgumentException("a replay window of " + packets + " packets is outside " + LEAST_WINDOW
                    + " to " + MOST_WINDOW + " (RFC 3711 §3.3.2)");
        }
        return new SrtpPolicy(packets, maxSources, rolloverTrials, allowed, retransmission, exportable);
    }

    /** The same policy, or with a larger replay window if the peer hints at one (RFC 4568 §6.3.6), within reason. */
    SrtpPolicy hinted(int packets) {
        int larger = Math.min(packets, MOST_HINTED_WINDOW);
        return larger > replayWindow ? withReplayWindow(larger) : this;
    }

    /**
     * The same policy with another limit of synchronisation sources.
     *
     * @param sources how many are remembered in each direction, for SRTP and for SRTCP; 1 to 65,536
     * @throws IllegalArgumentException if out of range
     */
    public SrtpPolicy withMaxSources(int sources) {
        if (sources < 1 || sources > 1 << 16) {
            throw new IllegalArgumentException(sources + " sources are outside 1 to 65536");
        }
        return new SrtpPolicy(replayWindow, sources, rolloverTrials, allowed, retransmission, exportable);
    }

    /**
     * The same policy with another number of roll-over trials: how many higher roll-over counters are tried for an SRTP
     * packet that is refused under the estimated one, as after a gap of more than 2<sup>15</sup> packets, or when the first
     * packet of a source is not one of its first cycle. For the first packet of a source whose counter was set, the next lower one
     * is tried too. What is found is reported as
     * {@link voip.api.CallEvent.RolloverRecovered}.
     *
     * <p>Each trial costs as much as a packet, for forged packets too, and is one more chance for a forged tag: with a tag
     * of 32 bits, keep to few.
     *
     * @param counters 0, for none, to 16
     * @throws IllegalArgumentException if out of range
     */
    public SrtpPolicy withRolloverTrials(int counters) {
        if (counters < 0 || counters > MOST_TRIALS) {
            throw new IllegalArgumentException(counters + " roll-over trials are outside 0 to " + MOST_TRIALS);
        }
        return new SrtpPolicy(replayWindow, maxSources, counters, allowed, retransmission, exportable);
    }

    /**
     * The same policy with session parameters that are accepted although they take protection away (RFC 4568 §6.3.2, §6.3.3),
     * and with {@link SessionParameter#UNENCRYPTED_SRTCP} also SRTCP packets whose E flag is 0. None are by default.
     */
    public SrtpPolicy allowing(Set<SessionParameter> parameters) {
        return new SrtpPolicy(
                replayWindow, maxSources, rolloverTrials, Set.copyOf(parameters), retransmission, exportable);
    }

    /**
     * The same policy, with packets that may be protected again as they were. By default a packet whose index was used is
     * refused ({@link voip.api.Verdict#INDEX_REUSED}); with this it is protected if the result is the same as before, and
     * refused if it is not. It costs a copy of the tag for each packet of the window.
     */
    public SrtpPolicy withRetransmission() {
        return new SrtpPolicy(replayWindow, maxSources, rolloverTrials, allowed, true, exportable);
    }

    /**
     * The same policy, for sessions whose state another process can take over. They keep their master keys until they are
     * closed, and send nothing that is not reserved by a stored state: {@link SrtpExporter} tells how.
     */
    public SrtpPolicy withExport() {
        return new SrtpPolicy(replayWindow, maxSources, rolloverTrials, allowed, retransmission, true);
    }

    /**
     * How many packets, the newest included, can still be accepted; of a peer that hints at more in SDP (RFC 4568 §6.3.6),
     * up to 4,096.
     */
    public int replayWindow() {
        return replayWindow;
    }

    /** How many synchronisation sources are remembered in each direction, for SRTP and for SRTCP. */
    public int maxSources() {
        return maxSources;
    }

    /** How many higher roll-over counters are tried for a packet that is refused, and for some the next lower one. */
    public int rolloverTrials() {
        return rolloverTrials;
    }

    /** Session parameters that are accepted although they take protection away. */
    public Set<SessionParameter> allowed() {
        return allowed;
    }

    /** Whether a packet may be protected again as it was. */
    public boolean retransmission() {
        return retransmission;
    }

    /** Whether another process can take a session over. */
    public boolean exportable() {
        return exportable;
    }

    @Override
    public String toString() {
        return "SrtpPolicy[replayWindow=" + replayWindow + " maxSources=" + maxSources + " rolloverTrials="
                + rolloverTrials + " allowed=" + allowed + " retransmission=" + retransmission + " exportable="
                + exportable + "]";
    }
}
