package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.Verdict;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.MasterKey;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/**
 * An SRTP session (RFC 3711, RFC 7714): one suite with a master key for each direction, at work on RTP and RTCP packets in
 * place, or from one buffer into another. It needs no stack: with a transport of one's own, it is all there is to use.
 *
 * <p>Session keys are derived once, when it is opened, but with a key derivation rate. What it remembers of each
 * synchronisation source is the roll-over counter, the highest sequence number and a window, and only from its first
 * authentic packet on, or from when its counter is set. Where both sides agreed that nothing authenticates packets, any
 * packet makes a source known, within {@link SrtpPolicy#maxSources}.
 *
 * <p>Besides what {@link PacketProtection} says, verdicts are {@link Verdict#NOT_SENDING} and
 * {@link Verdict#NOT_RECEIVING} for the direction that a one-way session lacks, and {@link Verdict#FAILED} if the suite's
 * provider fails, which is logged once for each direction. What protects and unprotects throws {@link IllegalArgumentException}
 * if the buffer to write into is read-only, {@link IllegalStateException} if two threads are seen in one direction, and nothing else but of the JVM.
 */
public final class SrtpSession implements PacketProtection {
    /** What a UDP datagram can hold; RFC 4571 frames neither hold more. */
    static final int LONGEST_PACKET = 0xFFFF;

    private final SuiteSpec spec;
    private final @Nullable SendContext sending;
    private final @Nullable ReceiveContext receiving;
    private final List<AgreedKeys> former;
    private volatile @Nullable Consumer<? super CallEvent> listener;
    private volatile @Nullable ExtensionSet encryptedExtensions;
    private volatile boolean closed;

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
     * @throws IllegalStateException if a key was wiped already
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
     * @throws IllegalStateException if the key was wiped already
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
     * @throws IllegalStateException if the key was wiped already
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
        return Math.max(packetOverhead(), controlOverhead());
    }

    /** The most bytes that {@link #protect} adds to an RTP packet; with RFC 4771 some packets take less. */
    public int packetOverhead() {
        return either().layout.mostAdded();
    }

    /** How many bytes {@link #protectControl} adds to an RTCP packet. */
    public int controlOverhead() {
        return either().layout.controlAdded();
    }

    private CryptoContext either() {
        return sending != null ? sending : Objects.requireNonNull(receiving);
    }

    @Override
    public Verdict protect(ByteBuffer rtp) {
        return protect(rtp, rtp);
    }

    /**
     * Encrypts and authenticates an RTP packet into another buffer; otherwise as {@link #protect(ByteBuffer)}.
     *
     * @param rtp left as it is, from position to limit
     * @param into written from its position on, up to its limit at most, which becomes the packet's end; empty afterwards on
     *     any verdict but {@link Verdict#ACCEPTED}
     */
    public Verdict protect(ByteBuffer rtp, ByteBuffer into) {
        return handle(sending, Verdict.NOT_SENDING, false, rtp, into);
    }

    @Override
    public Verdict protectControl(ByteBuffer rtcp) {
        return protectControl(rtcp, rtcp);
    }

    /** Encrypts and authenticates an RTCP packet into another buffer, as {@link #protect(ByteBuffer, ByteBuffer)} does. */
    public Verdict protectControl(ByteBuffer rtcp, ByteBuffer into) {
        return handle(sending, Verdict.NOT_SENDING, true, rtcp, into);
    }

    @Override
    public Verdict unprotect(ByteBuffer srtp) {
        return unprotect(srtp, srtp);
    }

    /**
     * Checks and decrypts an SRTP packet into another buffer; otherwise as {@link #unprotect(ByteBuffer)}.
     *
     * @param srtp left as it is, from position to limit
     * @param into written from its position on, with room for the packet as it came; its limit becomes the packet's end.
     *     Empty afterwards on any verdict but {@link Verdict#ACCEPTED}
     */
    public Verdict unprotect(ByteBuffer srtp, ByteBuffer into) {
        return handle(receiving, Verdict.NOT_RECEIVING, false, srtp, into);
    }

    @Override
    public Verdict unprotectControl(ByteBuffer srtcp) {
        return unprotectControl(srtcp, srtcp);
    }

    /** Checks and decrypts an SRTCP packet into another buffer, as {@link #unprotect(ByteBuffer, ByteBuffer)} does. */
    public Verdict unprotectControl(ByteBuffer srtcp, ByteBuffer into) {
        return handle(receiving, Verdict.NOT_RECEIVING, true, srtcp, into);
    }

    private Verdict handle(
            @Nullable CryptoContext context, Verdict without, boolean control, ByteBuffer packet, ByteBuffer into) {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException(
                    "a packet cannot be written into a read-only buffer; give another one to write into");
        }
        Verdict verdict = closed
                ? Verdict.CLOSED
                : context == null ? without : context.handle(control, packet, into, listener, encryptedExtensions);
        if (verdict != Verdict.ACCEPTED) {
            into.limit(into.position());
        }
        return verdict;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the suite's provider fails
     */
    @Override
    public boolean encryptExtensions(Set<Integer> identifiers) {
        return encryptExtensions(ExtensionSet.of(identifiers));
    }

    /**
     * The roll-over counter of a source that we send (RFC 3711 §3.3.1); empty if it has sent nothing. For the thread that
     * protects.
     *
     * @param ssrc 0 to 2<sup>32</sup>-1
     */
    public OptionalLong sendRolloverCounter(long ssrc) {
        return sending == null ? OptionalLong.empty() : sending.counter(ssrc);
    }

    /**
     * Sets the roll-over counter of the next packet of a source that we send, whatever its sequence number: that is how a
     * stream begins anew under the same key without using an index twice. The receiver has to be told. For the thread that
     * protects.
     *
     * @param counter above that of every packet that was sent, to 2<sup>32</sup>-1
     * @throws IllegalArgumentException if it is not, or is out of range
     * @throws IllegalStateException if this session does not send, or there are too many sources
     */
    public void sendRolloverCounter(long ssrc, long counter) {
        if (sending == null) {
            throw new IllegalStateException("this session only receives");
        }
        sending.counter(ssrc, counter);
    }

    /** The roll-over counter of a source that we receive; empty if nothing is known of it. For the thread that unprotects. */
    public OptionalLong receiveRolloverCounter(long ssrc) {
        return receiving == null ? OptionalLong.empty() : receiving.counter(ssrc);
    }

    /**
     * Sets the roll-over counter that the next packet of a source is taken to have, as for a stream that is joined late. What
     * was received before stays received: packets up to the newest are refused as too old. For the thread that unprotects.
     *
     * @param counter above that of every packet that was received, to 2<sup>32</sup>-1
     * @throws IllegalArgumentException if it is not, or is out of range; {@link #forget} comes first then
     * @throws IllegalStateException if this session does not receive, or there are too many sources
     */
    public void receiveRolloverCounter(long ssrc, long counter) {
        if (receiving == null) {
            throw new IllegalStateException("this session only sends");
        }
        receiving.counter(ssrc, counter);
    }

    /**
     * Forgets a source that we receive, with its roll-over counter and replay window, for SRTP and SRTCP: makes room for
     * others, and lets it begin anew. All that it has sent under these keys can be replayed then. For the thread that
     * unprotects.
     *
     * @return whether it was known
     */
    public boolean forget(long ssrc) {
        return receiving != null && receiving.forget(ssrc);
    }

    /**
     * Chooses the master key to send with from now on; packets in flight under another keep being accepted by the peer. For
     * the thread that protects.
     *
     * @param mki its identifier
     * @throws IllegalArgumentException if none that we send with has it, or it is used up
     * @throws IllegalStateException if this session does not send
     */
    public void sendWith(byte[] mki) {
        if (sending == null) {
            throw new IllegalStateException("this session only receives");
        }
        if (!sending.sendWith(mki)) {
            throw new IllegalArgumentException("none of our master keys that is not used up has this identifier");
        }
    }

    /**
     * What takes its state out of the process.
     *
     * @param module wraps the state
     * @throws IllegalStateException if the session was not opened for it
     */
    public SrtpExporter exporter(CryptoModule module) {
        if (!either().isExportable()) {
            throw new IllegalStateException(
                    "the session does not keep what has to be exported; open it with a policy.withExport()");
        }
        return new SrtpExporter(module, this);
    }

    boolean isClosed() {
        return closed;
    }

    @Nullable
    ExtensionSet encryptedExtensions() {
        return encryptedExtensions;
    }

    /** Encrypts these header extension elements; false, and none, if the suite cannot. */
    boolean encryptExtensions(@Nullable ExtensionSet set) {
        if (set != null && !either().canEncryptExtensions()) {
            return false;
        }
        encryptedExtensions = set;
        return true;
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
