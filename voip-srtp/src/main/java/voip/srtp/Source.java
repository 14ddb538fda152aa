package voip.srtp;

import org.jspecify.annotations.Nullable;
import voip.api.Verdict;
import voip.api.srtp.ConstantTime;

/**
 * What is remembered of one synchronisation source (RFC 3711 §3.2.3): roll-over counter, highest sequence number and the
 * packet indexes lately used; of a sender that may repeat itself, also the codes of its packets.
 */
final class Source {
    private static final long CYCLE = 1 << 16;

    private final int windowSize;
    private final byte @Nullable [] codes;
    private ReplayWindow window;
    private long firstCounter;
    private @Nullable Lease lease;
    private long wanted = PacketIndex.NONE;

    /**
     * A source of which nothing is known, with a window of so many packets.
     *
     * @param lease how far it may go; null for a source that is received, or whose sender cannot be exported
     */
    Source(int windowSize, boolean remembersCodes, @Nullable Lease lease) {
        this.windowSize = windowSize;
        this.lease = lease;
        this.window = new ReplayWindow(windowSize);
        this.codes = remembersCodes ? new byte[window.capacity() * PacketTransform.COMPARED] : null;
    }

    /** Whether no packet of it has counted yet. */
    boolean isNew() {
        return window.highest() == PacketIndex.NONE;
    }

    /** The highest index that was used, or {@link PacketIndex#NONE}. */
    long highest() {
        return window.highest();
    }

    /** The index that a sequence number most likely means. */
    long estimate(int sequence) {
        return isNew() ? firstCounter * CYCLE + sequence : PacketIndex.estimate(window.highest(), sequence);
    }

    /** The roll-over counter, of the newest packet or as it was set since. */
    long counter() {
        return isNew() ? firstCounter : window.highest() / CYCLE;
    }

    /**
     * Sets the counter of the next packet. What was used before, and all that lies before it, stays used.
     *
     * @throws IllegalArgumentException if packets of this counter or a higher one were used
     */
    void counter(long counter) {
        long used = Math.max(window.highest(), window.floor());
        if (used != PacketIndex.NONE && counter <= used / CYCLE) {
            throw new IllegalArgumentException("the roll-over counter " + counter + " is not above " + used / CYCLE
                    + ", under which packets were used");
        }
        window = new ReplayWindow(windowSize);
        window.closeUpTo(used);
        firstCounter = counter;
        wanted = PacketIndex.NONE;
    }

    /**
     * Goes on from an index; all before it is too old.
     *
     * @throws IllegalArgumentException if that index or a higher one was used
     */
    void goOnFrom(long index) {
        long used = Math.max(window.highest(), window.floor());
        if (index <= used) {
            throw new IllegalArgumentException(
                    "the packet index " + index + " is not above " + used + ", up to which all are closed");
        }
        window = new ReplayWindow(windowSize);
        window.goOnBehind(index - 1);
        firstCounter = 0;
        wanted = index;
    }

    /** The index that is to follow: behind all that was used, and that of a packet which waits for a lease; or none. */
    long next() {
        return isNew() ? wanted : Math.max(window.highest() + 1, wanted);
    }

    /** Whether an index is under a lease, if there has to be one; if it is not, the next one is to reach it. */
    boolean isLeased(long index) {
        if (lease == null || lease.covers(index)) {
            return true;
        }
        wanted = Math.max(wanted, index);
        return false;
    }

    /**
     * What whoever resumes is to know; of a sender, with a run reserved.
     *
     * @param end where the indexes end
     */
    SourceState state(int ssrc, long run, long end) {
        long next = next();
        long counter = next == PacketIndex.NONE ? firstCounter : SourceState.NO_COUNTER;
        long closed = Math.max(window.highest(), window.floor());
        if (lease != null) {
            closed = Math.max(
                    closed, (next == PacketIndex.NONE ? lease.reserve(0, 0, end) : lease.reserve(next, run, end)) - 1);
        }
        return new SourceState(ssrc, closed, counter);
    }

    /** Goes on, as new, from what another process has left. */
    void resume(SourceState state) {
        if (state.counter() == SourceState.NO_COUNTER) {
            window.goOnBehind(state.closed());
        } else {
            window.closeUpTo(state.closed());
            firstCounter = state.counter();
        }
        if (lease != null) {
            lease = new Lease(state.closed() + 1);
        }
    }

    /** The state that reserved a run is stored. */
    void stored() {
        if (lease != null) {
            lease.stored();
        }
    }

    /** Whether an index may still be used: accepted, replayed or too old. */
    Verdict check(long index) {
        return window.check(index);
    }

    /** Remembers an index that {@link #check} accepted. */
    void use(long index) {
        window.use(index);
    }

    /** Goes on from an index that nothing proves, wherever it lies: another like it may lead back. */
    void moveTo(long index) {
        window = new ReplayWindow(windowSize);
        window.use(index);
    }

    /** Whether codes are remembered. */
    boolean remembersCodes() {
        return codes != null;
    }

    /** Remembers the code of the packet of an index. */
    void remember(long index, byte[] code) {
        if (codes != null) {
            System.arraycopy(code, 0, codes, at(index), PacketTransform.COMPARED);
        }
    }

    /** Whether the packet of an index, which is in the window, had this code. */
    boolean had(long index, byte[] code) {
        return codes != null && ConstantTime.equal(codes, at(index), code, 0, PacketTransform.COMPARED);
    }

    private int at(long index) {
        return (int) (index & window.capacity() - 1) * PacketTransform.COMPARED;
    }
}
