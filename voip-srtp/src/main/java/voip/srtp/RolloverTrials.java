package voip.srtp;

import java.security.GeneralSecurityException;
import voip.api.Datagram;

/**
 * The search for the roll-over counter of a packet that does not authenticate under the estimated one: roll-overs were missed
 * in a gap, or before this receiver joined.
 *
 * <p>Only higher counters are tried: under a lower one the packet would lie behind any replay window. What is tried is the
 * packet as it came, of which a copy is kept, because a failed {@code unseal} may leave anything behind.
 */
final class RolloverTrials {
    private static final long CYCLE = 1 << 16;

    private final PacketTransform transform;
    private final int most;
    private final byte[] saved;

    /** So many trials for a packet; 0 for none, which costs nothing. */
    RolloverTrials(PacketTransform transform, int most) {
        this.transform = transform;
        this.most = most;
        this.saved = new byte[most == 0 ? 0 : Datagram.CAPACITY];
    }

    /** Keeps a copy of a packet before the first attempt at it; longer ones are not tried again. */
    void save(byte[] bytes, int start, int length) {
        if (length <= saved.length) {
            System.arraycopy(bytes, start, saved, 0, length);
        }
    }

    /** The index under which the saved packet authenticates, unprotected in place then; or {@link PacketIndex#NONE}. */
    long find(byte[] bytes, int start, int header, int length, int ssrc, long estimate)
            throws GeneralSecurityException {
        if (length > saved.length) {
            return PacketIndex.NONE;
        }
        long index = estimate;
        for (int trial = 0; trial < most; trial++) {
            index += CYCLE;
            if (PacketIndex.isExhausted(index)) {
                return PacketIndex.NONE;
            }
            System.arraycopy(saved, 0, bytes, start, length);
            if (transform.unseal(bytes, start, start + header, start + length - transform.tagLength(), ssrc, index)) {
                return index;
            }
        }
        return PacketIndex.NONE;
    }
}
