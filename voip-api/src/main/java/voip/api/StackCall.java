package voip.api;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import voip.api.spi.RtpLeg;

/** A call of a {@link VoipStack}: what was negotiated, over a leg of the multiplexer. No lock is held anywhere in it. */
final class StackCall implements Call {
    private final VoipStack stack;
    private final String caller;
    private final RtpLeg leg;
    private final MediaDescription media;
    private final AtomicReference<@Nullable PendingOffer> pending;
    private final boolean offered;
    private final AtomicBoolean dialogueEnded = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Agreement agreement;

    StackCall(
            VoipStack stack,
            String caller,
            RtpLeg leg,
            MediaDescription media,
            @Nullable Agreement agreement,
            @Nullable PendingOffer pending) {
        this.stack = stack;
        this.caller = caller;
        this.leg = leg;
        this.media = media;
        this.agreement = agreement;
        this.pending = new AtomicReference<>(pending);
        this.offered = pending != null;
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
        return media;
    }

    @Override
    public Optional<MediaDescription> remoteMedia() {
        return Optional.ofNullable(agreement).map(Agreement::remote);
    }

    @Override
    public Optional<InetSocketAddress> remoteAddress() {
        return Optional.ofNullable(leg.remote());
    }

    @Override
    public Optional<PayloadType> payloadType() {
        return Optional.ofNullable(agreement).map(Agreement::codec);
    }

    @Override
    public Optional<String> cipherSuite() {
        return Optional.ofNullable(agreement).map(Agreement::protection).map(protection -> protection.suite());
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
        PendingOffer offer = pending.getAndSet(null);
        if (offer == null) {
            throw new IllegalStateException("the call with " + caller + " waits for no answer: it "
                    + (closed.get()
                            ? "is closed"
                            : agreement == null
                                    ? "is being completed"
                                    : offered ? "is complete already" : "made no offer"));
        }
        try (offer) {
            agreement = offer.complete(media, answer, leg);
        } catch (RuntimeException e) {
            close();
            throw e;
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
        stack.forget(this);
        PendingOffer offer = pending.getAndSet(null);
        if (offer != null) {
            offer.close();
        }
        return true;
    }

    @Override
    public String toString() {
        return "Call[" + caller + ", " + remoteAddress().map(Object::toString).orElse("no peer yet")
                + cipherSuite().map(suite -> ", " + suite).orElse("") + (closed.get() ? ", closed]" : "]");
    }
}
