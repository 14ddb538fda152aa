package voip.api;

import java.net.InetSocketAddress;
import java.util.Map;
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

    /**
     * Our media description: the answer, or the call's first offer, to send to the peer as {@link MediaDescription#toSdp()}. A
     * later offer, which {@link #offer} returns, becomes it when it is answered. Without keys once the call is closed.
     */
    MediaDescription media();

    /**
     * The peer's description: its offer or answer; empty until {@link #complete}, and for calls without signalling. Likewise
     * without keys once the call is closed.
     */
    Optional<MediaDescription> remoteMedia();

    /** Where our packets go; empty until known. */
    Optional<InetSocketAddress> remoteAddress();

    /** The negotiated codec, with the number that we send; empty until {@link #complete}, and for calls without signalling. */
    Optional<PayloadType> payloadType();

    /** The name of the SRTP cipher suite; empty for plain RTP and until negotiated. */
    Optional<String> cipherSuite();

    /**
     * The header extensions that both sides know, of those that {@link VoipStackBuilder#headerExtensions} names, by URI: under
     * which identifier packets carry them, and in which direction, seen from us, where the call's direction allows it. Those
     * that are {@linkplain HeaderExtension#encrypted() encrypted} the stack encrypts and decrypts. Changes with the call;
     * empty until negotiated.
     *
     * <p>A packet that is passed on to another call takes its elements along under identifiers that may mean something else
     * there, and in clear though they were encrypted here: rebuild it.
     */
    Map<String, HeaderExtension> headerExtensions();

    /** Which way media flows now, seen from us, by what both sides have said. */
    Direction direction();

    /** Our synchronisation source. */
    long ssrc();

    /**
     * Sends payload, payload type, marker, timestamp and header extension of a packet under this call's own SSRC and next
     * sequence number. An echo is {@code call::send}. The payload type is sent as it is: {@link #payloadType()} is what the
     * peer expects.
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

    /**
     * Changes where packets may come from, also before the first one, in {@link CallHandler#open}.
     *
     * @throws IllegalStateException if a call that is to go back to its signalled address could not be told from another one
     *     there
     */
    void sources(SourcePolicy policy);

    /** What has been counted so far. */
    CallStatistics statistics();

    /**
     * Completes the last offer, of {@link VoipStack#offer} or {@link #offer}, with the peer's answer.
     *
     * <p>Packets that come before the answer are refused, for neither their source nor, with SRTP, their key is known: to
     * hear early media, give this the provisional answer. It takes further answers to the same offer, those of other forks
     * for instance: media follows the last one, while our source, sequence and key go on, so that nothing is sent twice
     * under one key.
     *
     * <p>If it throws for the first answer to the call's first offer, the call is closed; else it goes on as it is.
     *
     * @throws OfferRefusedException if the answer refuses the stream or does not fit the offer
     * @throws IllegalStateException if the call made no offer, or none since the peer's last, or is closed; or if another
     *     call has the peer's address and the two could not be told apart
     */
    void complete(MediaDescription answer);

    /**
     * Answers a new offer of the peer within the call, such as a SIP re-INVITE: hold and resume, another address, codec,
     * key or suite. A host name is looked up on the calling thread.
     *
     * <p>What is in flight is not lost: the former codec is still accepted, and former keys serve until the first packet
     * under new ones, so that only what this one overtakes on its way is refused. Where a key stays the same, or comes back, its roll-over counters go on.
     *
     * @return the answer to send, also {@link #media()} from now on
     * @throws OfferRefusedException if it cannot be answered, or would end encryption; the call goes on as it is
     * @throws IllegalStateException if an offer of ours waits for its answer (refuse the peer's with SIP 491 then), the call
     *     was made without descriptions or is closed, or another call has the peer's new address and the two could not be
     *     told apart
     */
    MediaDescription update(MediaDescription offer);

    /**
     * Makes a new offer within the call. The call goes on as before until {@link #complete} takes the answer; it accepts
     * what the offer allows at once. If the peer refuses it, {@link #withdraw()} it.
     *
     * @return the offer to send
     * @throws IllegalStateException if another one waits for its answer, the call was made without descriptions or is
     *     closed, or our address cannot be named
     */
    MediaDescription offer(CallChange change);

    /**
     * Takes back an offer that the peer refused: the call goes on as before it.
     *
     * @throws IllegalStateException if none waits for its answer, or it is the call's first
     */
    void withdraw();

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
