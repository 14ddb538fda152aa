package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.Verdict;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.SrtpCipherSuite;

/**
 * The cryptographic context of one direction (RFC 3711 §3.2): its keys, and what it remembers of each source. For one thread
 * at a time, which it watches as far as that costs nothing.
 *
 * <p>Sessions that follow on one another share it where its key stays or comes back. Each holds it, and the keys are wiped
 * when the last lets go.
 */
abstract sealed class CryptoContext extends Held permits SendContext, ReceiveContext {
    private static final long LAST_COUNTER = 0xFFFF_FFFFL;
    private static final Logger LOGGER = LogManager.getLogger(SrtpSession.class); // which applications know

    final Turn turn = new Turn();
    final KeyRing keys;
    final Layout layout;
    final SourceTable sources;
    final SourceTable controlSources;
    final int replayWindow;
    private final SrtpCipherSuite suite;
    private final SrtpParameters parameters;
    private final boolean exportable;

    /** What the packet at hand gives rise to, for a listener. */
    @Nullable
    CallEvent event;

    private byte[] scratch = {};

    private volatile boolean failureLogged;

    /** A context with one holder. Opens the keys, of which the caller remains the owner. */
    CryptoContext(
            SrtpCipherSuite suite, MasterKeys masterKeys, SrtpParameters parameters, SrtpPolicy policy, boolean ours)
            throws GeneralSecurityException {
        Layout.check(suite.spec(), parameters, policy);
        this.suite = suite;
        this.parameters = parameters;
        this.exportable = policy.exportable();
        this.layout = new Layout(suite.spec(), parameters, masterKeys.mkiLength());
        this.keys = KeyRing.open(suite, masterKeys, layout, parameters.keyDerivationRate(), ours, policy.exportable());
        this.sources = new SourceTable(policy.maxSources());
        this.controlSources = new SourceTable(policy.maxSources());
        this.replayWindow = policy.replayWindow();
    }

    /**
     * Works on an SRTP packet in an array.
     *
     * @param room how many bytes behind its end may be written
     * @param heard whether an event would be heard
     * @param encrypted the header extension elements that are encrypted, or null
     * @return where the result ends; or a verdict, by {@link #refusal}
     */
    abstract int packet(byte[] bytes, int start, int end, int room, boolean heard, @Nullable ExtensionSet encrypted)
            throws GeneralSecurityException;

    /** Works on an SRTCP packet in an array, likewise. */
    abstract int controlPacket(byte[] bytes, int start, int end, int room, boolean heard)
            throws GeneralSecurityException;

    /** A verdict other than accepted, in place of an offset. */
    static int refusal(Verdict verdict) {
        return -1 - verdict.ordinal();
    }

    /**
     * Works on a packet in a buffer, in place or into another: from position to limit, and behind it as far as there is room.
     *
     * @param listener who is told what it gives rise to, or null
     * @param encrypted as in {@link #packet}
     * @throws IllegalStateException if another thread is at work here
     */
    final Verdict handle(
            boolean control,
            ByteBuffer packet,
            ByteBuffer into,
            @Nullable Consumer<? super CallEvent> listener,
            @Nullable ExtensionSet encrypted) {
        Verdict verdict;
        turn.enter();
        try {
            verdict = work(control, packet, into, listener != null, encrypted);
        } catch (GeneralSecurityException | RuntimeException | Error e) {
            verdict = failed(e);
        } finally {
            turn.leave();
        }
        if (event != null && listener != null) {
            tell(event, listener);
        }
        return verdict;
    }

    /** Outside of the part that is for one thread: whoever listens may send. What it throws is not the packet's fault. */
    private void tell(CallEvent told, Consumer<? super CallEvent> listener) {
        event = null;
        try {
            listener.accept(told);
        } catch (RuntimeException e) {
            LOGGER.error("the event listener of {} failed at {}", suite.spec(), told, e);
        }
    }

    /** Providers fail in many ways, and some with an Error of their own; only the JVM's own failures go on. */
    private Verdict failed(Throwable failure) {
        if (failure instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        if (!failureLogged) {
            failureLogged = true;
            LOGGER.error("{} failed on a packet; further failures of this key are only counted", suite.spec(), failure);
        }
        return Verdict.FAILED;
    }

    private Verdict work(
            boolean control, ByteBuffer packet, ByteBuffer into, boolean heard, @Nullable ExtensionSet encrypted)
            throws GeneralSecurityException {
        int length = packet.remaining();
        if (length > SrtpSession.LONGEST_PACKET) {
            return this instanceof SendContext ? Verdict.TOO_LONG : Verdict.MALFORMED;
        }
        boolean inPlace = into == packet;
        // In place a packet may grow up to the capacity; of another buffer, what is given is from position to limit.
        int room = (inPlace ? into.capacity() : into.limit()) - into.position() - length;
        if (room < 0) {
            return Verdict.TOO_LONG;
        }
        int result;
        if (into.hasArray()) {
            int start = into.arrayOffset() + into.position();
            if (!inPlace) {
                packet.get(packet.position(), into.array(), start, length);
            }
            result = work(control, into.array(), start, length, room, heard, encrypted);
        } else {
            byte[] copy = scratch(length + Math.max(layout.mostAdded(), layout.controlAdded()));
            packet.get(packet.position(), copy, 0, length);
            result = work(control, copy, 0, length, room, heard, encrypted);
            if (result >= 0) {
                into.limit(into.position() + result).put(into.position(), copy, 0, result);
            }
        }
        if (result < 0) {
            return Verdict.of(-1 - result);
        }
        into.limit(into.position() + result);
        return Verdict.ACCEPTED;
    }

    /** The length of the result, or a refusal. */
    private int work(
            boolean control,
            byte[] bytes,
            int start,
            int length,
            int room,
            boolean heard,
            @Nullable ExtensionSet encrypted)
            throws GeneralSecurityException {
        int end = control
                ? controlPacket(bytes, start, start + length, room, heard)
                : packet(bytes, start, start + length, room, heard, encrypted);
        return end < 0 ? end : end - start;
    }

    /** Room for a packet in a buffer without an array. */
    private byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 2048)];
        }
        return scratch;
    }

    /** The roll-over counter of a source; empty if it is not known. */
    final OptionalLong counter(long ssrc) {
        Source source = sources.find((int) ssrc);
        return source == null ? OptionalLong.empty() : OptionalLong.of(source.counter());
    }

    /** Sets the roll-over counter of the next packet of a source; beside a packet it could lose what is known of one. */
    final void counter(long ssrc, long counter) {
        if (counter < 0 || counter > LAST_COUNTER) {
            throw new IllegalArgumentException("a roll-over counter of " + counter + " is outside 0 to 2^32-1");
        }
        turn.enter();
        try {
            known(ssrc).counter(counter);
        } finally {
            turn.leave();
        }
    }

    /** A source, made known if it is not. */
    final Source known(long ssrc) {
        Source source = sources.find((int) ssrc);
        if (source == null) {
            if (sources.isFull()) {
                throw new IllegalStateException("there is no room for another source: the policy's limit is reached");
            }
            source = newSource();
            sources.add((int) ssrc, source);
        }
        return source;
    }

    /** A source of SRTP packets of which nothing is known yet. */
    abstract Source newSource();

    /** A source of SRTCP packets of which nothing is known yet. */
    abstract Source newControlSource();

    /** Whether another process can resume it. */
    final boolean isExportable() {
        return exportable;
    }

    /** What whoever resumes is to know; of a sender, with so many indexes of each source reserved. */
    final DirectionState state(long lease) {
        turn.enter();
        try {
            int place = keys.place();
            List<KeyState> keyStates =
                    keys.states(lease * Math.max(1, sources.size()), lease * Math.max(1, controlSources.size()));
            return new DirectionState(
                    parameters,
                    keyStates,
                    place,
                    sources.states(lease, PacketIndex.END),
                    controlSources.states(lease, ControlPacket.LAST_INDEX + 1));
        } finally {
            turn.leave();
        }
    }

    /** Goes on, as new, from what another process has left. */
    final void resume(DirectionState state) {
        keys.resume(state.keys(), state.place());
        resume(sources, state.sources(), false);
        resume(controlSources, state.controlSources(), true);
    }

    private void resume(SourceTable table, List<SourceState> states, boolean control) {
        for (SourceState state : states) {
            if (table.isFull()) {
                throw new IllegalArgumentException("the state has " + states.size()
                        + " sources, more than the policy allows; write policy.withMaxSources(" + states.size() + ")");
            }
            Source source = control ? newControlSource() : newSource();
            source.resume(state);
            table.add(state.ssrc(), source);
        }
    }

    /** Whether the suite can encrypt header extensions. */
    final boolean canEncryptExtensions() {
        try (KeystreamCipher cipher =
                suite.openHeaderExtensions(new byte[suite.spec().keyLength()])) {
            return cipher != null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(suite.spec() + " failed to open a cipher for header extensions", e);
        }
    }

    @Override
    final void end() {
        keys.close();
    }
}
