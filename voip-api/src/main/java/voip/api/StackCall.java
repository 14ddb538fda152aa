package voip.api;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import voip.api.spi.RtpLeg;

/** A call of a {@link VoipStack}: what was negotiated, over a leg of the multiplexer. No lock is held anywhere in it. */
final class StackCall implements Call {
    private final VoipStack stack;
    private final String caller;
    private final CallHandler handler;
    private final RtpLeg leg;
    private final Negotiation negotiation;
    private final Encryption encryption;
    private final AtomicBoolean dialogueEnded = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    StackCall(
            VoipStack stack,
            String caller,
            CallHandler handler,
            RtpLeg leg,
            Negotiation negotiation,
            Encryption encryption) {
        this.stack = stack;
        this.caller = caller;
        this.handler = handler;
        this.leg = leg;
        this.negotiation = negotiation;
        this.encryption = encryption;
    }

    RtpLeg leg() {
        return leg;
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public MediaDescription media() {
        return negotiation.media();
    }

    @Override
    public Optional<MediaDescription> remoteMedia() {
        return Optional.ofNullable(negotiation.agreement()).map(Agreement::remote);
    }

    @Override
    public Optional<InetSocketAddress> remoteAddress() {
        return Optional.ofNullable(leg.remote());
    }

    @Override
    public Optional<PayloadType> payloadType() {
        return Optional.ofNullable(negotiation.agreement()).map(Agreement::codec);
    }

    @Override
    public Optional<String> cipherSuite() {
        return Optional.ofNullable(negotiation.agreement())
                .map(Agreement::protection)
                .map(protection -> protection.suite());
    }

    @Override
    public Map<String, HeaderExtension> headerExtensions() {
        return Agreement.extensions(negotiation.agreement()).inUse();
    }

    @Override
    public Direction direction() {
        return negotiation.direction();
    }

    @Override
    public long ssrc() {
        return leg.ssrc();
    }

    @Override
    public Verdict send(RtpPacket packet) {
        return leg.send(packet);
    }

    @Override
    public Verdict relay(RtpPacket packet) {
        return leg.relay(packet);
    }

    @Override
    public void sources(SourcePolicy policy) {
        leg.sources(policy);
    }

    @Override
    public CallStatistics statistics() {
        return leg.statistics();
    }

    @Override
    public void complete(MediaDescription answer) {
        requireOpen();
        try {
            negotiation.complete(answer, Peer.of(answer, answer.rtcpMux()));
        } catch (RuntimeException e) {
            if (negotiation.agreement() == null) { // now: another fork may have answered meanwhile
                close();
            }
            throw e;
        }
        forgetKeysIfClosed();
    }

    @Override
    public MediaDescription update(MediaDescription offer) {
        requireOpen();
        Negotiator.requireNoDowngrade(offer, negotiation.agreement());
        negotiation.requireChangeable();
        MediaDescription answer = negotiation.answer(ReadOffer.of(offer, encryption, negotiation.codecs(), handler));
        forgetKeysIfClosed();
        return answer;
    }

    @Override
    public MediaDescription offer(CallChange change) {
        requireOpen();
        MediaDescription offer = negotiation.offer(change);
        forgetKeysIfClosed();
        return offer;
    }

    private void forgetKeysIfClosed() {
        if (closed.get()) { // meanwhile: nobody else would
            negotiation.forgetKeys();
        }
    }

    @Override
    public void withdraw() {
        requireOpen();
        negotiation.withdraw();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the call with " + caller + " is closed");
        }
    }

    @Override
    public void hangUp() {
        try {
            endDialogue();
        } finally {
            close();
        }
    }

    /** Tells the signalling, once; also if the media has ended before, as {@link #close} ends nothing else. */
    void endDialogue() {
        Signaling signaling = stack.signaling();
        if (signaling != null && dialogueEnded.compareAndSet(false, true)) {
            signaling.bye(this);
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (retire()) {
            leg.close();
        }
    }

    /** Closes all of the call but its leg; false if it is closed already. */
    boolean retire() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        stack.openCalls().forget(this);
        negotiation.forgetKeys();
        return true;
    }

    @Override
    public String toString() {
        return "Call[" + caller + ", " + remoteAddress().map(Object::toString).orElse("no peer yet")
                + cipherSuite().map(suite -> ", " + suite).orElse("") + (closed.get() ? ", closed]" : "]");
    }
}
