package voip.api;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One call leg: a media stream with one peer, through a stack's shared socket.
 *
 * <p>{@link VoipStack#answer}, {@link VoipStack#offer} and {@link VoipStack#call} make calls. All methods may be called by
 * any thread, a handler included.
 */
public interface Call extends AutoCloseable {
    /** Who is at the other end, in the words of the application. */
    String caller();

    /** Our media description: the answer, or the offer, to send to the peer as {@link MediaDescription#toSdp()}. */
    MediaDescription media();

    /** The peer's description: its offer or answer; empty until {@link #complete}, and for calls without signalling. */
    Optional<MediaDescription> remoteMedia();

    /** Where our packets go; empty until known. */
    Optional<InetSocketAddress> remoteAddress();

    /** The negotiated codec, with the number that we send; empty until {@link #complete}, and for calls without signalling. */
    Optional<PayloadType> payloadType();

    /** The name of the SRTP cipher suite; empty for plain RTP and until negotiated. */
    Optional<String> cipherSuite();

    /** Our synchronisation source. */
    long ssrc();

    /**
     * Sends payload, payload type, marker, timestamp and header extension of a packet under this call's own SSRC and next
     * sequence number. An echo is {@code call::send}.
     *
     * @return {@link Verdict#ACCEPTED} or why not; never throws for what the network or the packet is like
     */
    Verdict send(RtpPacket packet);

    /**
     * Sends a packet as it is, with its own SSRC, sequence number and CSRCs, as a translator does (RFC 3550 §7).
     *
     * @return {@link Verdict#ACCEPTED} or why not
     */
    Verdict relay(RtpPacket packet);

    /** Changes where packets may come from, also before the first one, in {@link CallHandler#open}. */
    void sources(SourcePolicy policy);

    /** What has been counted so far. */
    CallStatistics statistics();

    /**
     * Completes a call that {@link VoipStack#offer} made with the peer's answer.
     *
     * @throws OfferRefusedException if the answer refuses the stream or does not fit the offer; the call is closed then
     * @throws IllegalStateException if the call made no offer, is complete already or is closed
     */
    void complete(MediaDescription answer);

    /**
     * Ends the dialogue through the stack's {@link Signaling}, then the call as {@link #close} does. Hanging up again
     * does nothing.
     */
    void hangUp();

    /** Whether the call is closed. */
    boolean isClosed();

    /** Ends the media only: sends RTCP BYE, takes the call off the socket, wipes its keys. Closing again does nothing. */
    @Override
    void close();
}
