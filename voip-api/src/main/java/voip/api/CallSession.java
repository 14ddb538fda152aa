package voip.api;

import java.nio.ByteBuffer;

/**
 * The application's part in one call. All methods run on the stack's media thread, one at a time, except that
 * {@link #closed} runs on the closing thread if the media thread is not running.
 *
 * <p>They must not block: while one runs, no other call of the stack receives. Whatever one throws is counted as
 * {@link Verdict#HANDLER_FAILED}, logged once per call, and the call goes on.
 */
@FunctionalInterface
public interface CallSession {
    /**
     * Takes one RTP packet, authenticated and decrypted.
     *
     * @param packet a view that is valid until this method returns; {@link RtpPacket#copy()} to keep it
     */
    void packetReceived(RtpPacket packet);

    /**
     * Takes one compound RTCP packet (RFC 3550 §6.1), authenticated, decrypted and well formed, after the stack has
     * read it.
     *
     * @param compound read-only, valid until this method returns
     */
    default void controlReceived(ByteBuffer compound) {}

    /** Takes what happens to the call besides packets. */
    default void eventOccurred(CallEvent event) {}

    /** The call is closed; nothing follows. */
    default void closed() {}
}
