package voip.api.srtp;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Consumer;
import voip.api.CallEvent;
import voip.api.Verdict;

/**
 * The keys and state that protect both directions of one call: SRTP and SRTCP.
 *
 * <p>Packets are worked on in place, from the buffer's position to its limit, in array-backed buffers whose capacity leaves
 * {@link #overhead()} bytes behind the limit. On {@link Verdict#ACCEPTED} the limit moves to the packet's new end; on any
 * other verdict the limit is set to the position, so that nothing unprotected or unauthentic can go on by mistake.
 *
 * <p>The protecting methods are called by one thread at a time, the unprotecting ones likewise; the two sides may run at
 * once. {@link #close} must not run beside them.
 */
public interface PacketProtection extends AutoCloseable {
    /** The name of the suite. */
    String suite();

    /** The name of the provider of the suite's primitives. */
    String provider();

    /** The most bytes that protecting a packet adds. */
    int overhead();

    /** Encrypts and authenticates an RTP packet. */
    Verdict protect(ByteBuffer rtp);

    /** Encrypts and authenticates a compound RTCP packet. */
    Verdict protectControl(ByteBuffer rtcp);

    /**
     * Checks for replay, authenticates and decrypts an SRTP packet.
     *
     * @return {@link Verdict#REPLAYED} and {@link Verdict#TOO_OLD} only for authentic ones: any other may be another call's
     */
    Verdict unprotect(ByteBuffer srtp);

    /** Checks for replay, authenticates and decrypts an SRTCP packet; likewise. */
    Verdict unprotectControl(ByteBuffer srtcp);

    /**
     * Sets who is told of {@link CallEvent.RolloverRecovered} and {@link CallEvent.KeysNearEnd}, on the thread that
     * protects or unprotects at that moment. A protection without such events ignores it.
     */
    default void onEvent(Consumer<? super CallEvent> listener) {}

    /**
     * Sets which RFC 8285 header extension elements are encrypted, in both directions (RFC 6904); none at first. Packets
     * in flight under another set are misread by either side, so this is for the moment at which both agree. Any thread may
     * call it, beside the methods that work on packets.
     *
     * @param identifiers 1 to 14, and 16 to 255 which need the two-byte form; an empty set for none
     * @return false if the suite cannot encrypt header extensions, and the set is not empty; nothing is changed then
     * @throws IllegalArgumentException if an identifier is out of range
     * @throws IllegalStateException if the suite's provider fails; nothing is changed then
     */
    default boolean encryptExtensions(Set<Integer> identifiers) {
        return identifiers.isEmpty();
    }

    /** Wipes all keys; every packet is {@link Verdict#CLOSED} from now on. Closing again does nothing. */
    @Override
    void close();
}
