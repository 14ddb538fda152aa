package voip.api;

import java.nio.ByteBuffer;

/**
 * A reader that lends one reusable {@link RtpPacket} view, so that a receive path parses without allocating.
 *
 * <p>For one thread.
 */
public final class RtpReader {
    private final RtpPacket packet = new RtpPacket();

    /** Makes a reader whose packet is not yet valid. */
    public RtpReader() {}

    /**
     * Points {@link #packet()} at the bytes from position to limit of an array-backed buffer, which stays as it is.
     *
     * @return {@link Verdict#ACCEPTED}, or {@link Verdict#MALFORMED} if they are not an RTP packet (RFC 3550 §5.1, A.1)
     * @throws java.nio.ReadOnlyBufferException if the buffer is read-only
     * @throws UnsupportedOperationException if it is direct
     */
    public Verdict read(ByteBuffer buffer) {
        return packet.wrap(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }

    /** The view: always the same object, valid from a successful {@link #read} until the next one or {@link #revoke}. */
    public RtpPacket packet() {
        return packet;
    }

    /** Ends the loan: the packet's accessors throw until the next {@link #read}. */
    public void revoke() {
        packet.revoke();
    }
}
