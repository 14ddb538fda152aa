package voip.api.spi;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.MediaClock;
import voip.api.Verdict;

/** What a stack gives the engines it runs: its clock, its socket, its thread. Any thread may call these. */
public interface MediaContext {
    /** The clock of the stack's transport. */
    MediaClock clock();

    /** The stack's source of random numbers, safe for use by several threads. */
    RandomGenerator random();

    /** The local port that media is sent from, 0 before the stack has started. */
    int mediaPort();

    /** The local port that RTCP without {@code rtcp-mux} is sent from; the media port if the stack has only that. */
    int controlPort();

    /**
     * Sends a datagram, from the buffer's position to its limit.
     *
     * @return {@link Verdict#ACCEPTED}, {@link Verdict#UNSENDABLE}, {@link Verdict#NOT_STARTED} or {@link Verdict#CLOSED}
     */
    Verdict send(ByteBuffer packet, int localPort, InetSocketAddress to);

    /**
     * Runs a command on the media thread before its next wait, in order; at once if that is the calling thread or if the
     * media thread does not run.
     */
    void execute(Runnable command);

    /**
     * Takes an event of a leg, after its session was told: tells whoever watches the stack, and hangs up if it is
     * {@link CallEvent.Inactive} and says so. On the media thread only.
     */
    void occurred(RtpLeg leg, CallEvent event);

    /**
     * Opens a call for a source that belongs to none, if the application serves unknown callers and their limit allows.
     * On the media thread only.
     *
     * @return its leg, started, or null
     */
    @Nullable
    RtpLeg unknownCaller(InetSocketAddress source);
}
