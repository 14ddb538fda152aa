package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/**
 * An SRTP session (RFC 3711, RFC 7714): one suite with a master key for each direction, at work on RTP and RTCP packets in
 * place. It needs no stack: with a transport of one's own, it is all there is to use.
 *
 * <p>Session keys are derived once, when it is opened. What it remembers of each synchronisation source is the roll-over
 * counter, the highest sequence number and a window, and only from its first authentic packet on.
 *
 * <p>Besides what {@link PacketProtection} says, verdicts are {@link Verdict#NOT_SENDING} and
 * {@link Verdict#NOT_RECEIVING} for the direction that a one-way session lacks, and {@link Verdict#FAILED} if the suite's
 * provider fails, which is logged once for a session.
 */
public final class SrtpSession implements PacketProtection {
    /** What a UDP datagram can hold; RFC 4571 frames neither hold more. */
    static final int LONGEST_PACKET = 0xFFFF;

    /** What can be done to a packet. */
    private enum Operation {
        PROTECT,
        PROTECT_CONTROL,
        UNPROTECT,
        UNPROTECT_CONTROL
    }

    private static final Logger LOGGER = LogManager.getLogger(SrtpSession.class);

    private final SuiteSpec spec;
    private final @Nullable SendContext sending;
    private final @Nullable ReceiveContext receiving;
    private final List<AgreedKeys> former;
    private volatile @Nullable Consumer<? super CallEvent> listener;
    private volatile boolean closed;
    private volatile boolean failureLogged;

    /**
     * Takes the hold that the caller has, on the contexts and on the former agreements of the call, oldest first, which it
     * only remembers for the sessions after it.
     */
    SrtpSession(
            SuiteSpec spec,
            @Nullable SendContext sending,
            @Nullable ReceiveContext receiving,
            List<AgreedKeys> former) {
        this.spec = spec;
        this.sending = sending;
        this.receiving = receiving;
        this.former = former;
    }

    /**
     * Opens a session of both directions.
     *
     * @param send our master key; wiped when this returns, however it does
     * @param receive the peer's; likewise
     * @throws IllegalArgumentException if a key or salt does not have the suite's length, or if the two keys are the same:
     *     one key for both directions gives away what both sides say as soon as their SSRCs collide (RFC 3711 §9.1)
     * @throws GeneralSecurityException if the suite's provider refuses, by an {@code Error} too
     */
    public static SrtpSession open(SrtpCipherSuite suite, MasterKey send, MasterKey receive, SrtpPolicy policy)
            throws GeneralSecurityException {
        return builder(suite).send(send).receive(receive).policy(policy).open();
    }

    /**
     * Opens a session that only protects.
     *
     * @param key wiped when this returns, however it does
     * @throws IllegalArgumentException if key or salt do not have the suite's length
     * @throws GeneralSecurityException if the suite's provider refuses, by an {@code Error} too
     */
    public static SrtpSession sender(SrtpCipherSuite suite, MasterKey key, SrtpPolicy policy)
            throws GeneralSecurityException {
        return builder(suite).send(key).policy(policy).open();
    }

    /**
     * Opens a session that only unprotects.
     *
     * @param key wiped when this returns, however it does
     * @throws IllegalArgumentException if key or salt do not have the suite's length
     * @throws GeneralSecurityException if the suite's provider refuses, by an {@code Error} too
     */
    public static SrtpSession receiver(SrtpCipherSuite suite, MasterKey key, SrtpPolicy policy)
            throws GeneralSecurityException {
        return builder(suite).receive(key).policy(policy).open();
    }

    /** Begins a session with all that can be set; {@link #open}, {@link #sender} and {@link #receiver} are the usual cases. */
    public static SrtpSessionBuilder builder(SrtpCipherSuite suite) {
        return new SrtpSessionBuilder(suite);
    }

    SuiteSpec spec() {
        return spec;
    }

    @Nullable
    SendContext sending() {
        return sending;
    }

    @Nullable
    ReceiveContext receiving() {
        return receiving;
    }

    /** The former agreements of the call, oldest first; they end with this session unless others hold them. */
    List<AgreedKeys> former() {
        return former;
    }

    /** Whether it works on just these contexts, and is open. */
    boolean isOpenWith(SendContext ours, ReceiveContext theirs) {
        return !closed && sending == ours && receiving == theirs;
    }

    @Override
    public String suite() {
        return spec.name();
    }

    @Override
    public String provider() {
        return spec.provider();
    }

    @Override
    public int overhead() {
        return Math.max(spec.tagLength(), spec.controlTagLength() + PacketTransform.CONTROL_WORD);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the buffer has no array
     */
    @Override
    public Verdict protect(ByteBuffer rtp) {
        return handle(Operation.PROTECT, rtp);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the buffer has no array
     */
    @Override
    public Verdict protectControl(ByteBuffer rtcp) {
        return handle(Operation.PROTECT_CONTROL, rtcp);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the buffer has no array
     */
    @Override
    public Verdict unprotect(ByteBuffer srtp) {
        return handle(Operation.UNPROTECT, srtp);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the buffer has no array
     */
    @Override
    public Verdict unprotectControl(ByteBuffer srtcp) {
        return handle(Operation.UNPROTECT_CONTROL, srtcp);
    }

    private Verdict handle(Operation operation, ByteBuffer packet) {
        if (!packet.hasArray()) {
            throw new IllegalArgumentException(
                    "packets are protected in place, in writable buffers that have an array");
        }
        Verdict verdict;
        try {
            verdict = closed ? Verdict.CLOSED : perform(operation, packet);
        } catch (GeneralSecurityException | RuntimeException | Error e) {
            verdict = failed(e);
        }
        if (verdict != Verdict.ACCEPTED) {
            packet.limit(packet.position());
        }
        return verdict;
    }

    private Verdict perform(Operation operation, ByteBuffer packet) throws GeneralSecurityException {
        return switch (operation) {
            case PROTECT -> sending == null ? Verdict.NOT_SENDING : sending.protect(packet, listener);
            case PROTECT_CONTROL -> sending == null ? Verdict.NOT_SENDING : sending.protectControl(packet, listener);
            case UNPROTECT -> receiving == null ? Verdict.NOT_RECEIVING : receiving.unprotect(packet, listener);
            case UNPROTECT_CONTROL ->
                receiving == null ? Verdict.NOT_RECEIVING : receiving.unprotectControl(packet, listener);
        };
    }

    /** Providers fail in many ways, and some with an Error of their own; only the JVM's own failures go on. */
    private Verdict failed(Throwable failure) {
        if (failure instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        if (!failureLogged) {
            failureLogged = true;
            LOGGER.error("{} failed on a packet; further failures of this session are only counted", spec, failure);
        }
        return Verdict.FAILED;
    }

    @Override
    public void onEvent(Consumer<? super CallEvent> listener) {
        this.listener = listener;
    }

    @Override
    public void close() {
        synchronized (this) { // twice at once would let go twice, of what others hold
            if (closed) {
                return;
            }
            closed = true;
        }
        List<Held> held = new ArrayList<>(former);
        if (sending != null) {
            held.add(sending);
        }
        if (receiving != null) {
            held.add(receiving);
        }
        Held.closeAll(held.iterator());
    }

    @Override
    public String toString() {
        return "SrtpSession[" + spec + "]";
    }
}
