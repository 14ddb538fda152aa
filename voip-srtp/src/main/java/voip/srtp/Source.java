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

    /** A source of which nothing is known, with a window of so many packets. */
    Source(int windowSize, boolean remembersCodes) {
        this.windowSize = windowSize;
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
