package voip.srtp;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;

/**
 * The cryptographic context of the receiving direction (RFC 3711 §3.2).
 *
 * <p>The order is what makes it safe: lengths, then the index and the replay check, which read only; then the tag; and only
 * when that is right does the packet change the roll-over counter and the window, or make a source known. What has a wrong
 * tag is never called a replay: it may be a packet under another call's key, whose peer chose the same source.
 */
final class ReceiveContext extends CryptoContext {
    private final @Nullable RolloverTrials trials;
    private final boolean acceptsClearControl;

    private ReceiveContext(SrtpCipherSuite suite, MasterKeys masterKeys, SrtpParameters parameters, SrtpPolicy policy)
            throws GeneralSecurityException {
        super(suite, masterKeys, parameters, policy, false);
        this.trials = policy.rolloverTrials() == 0 ? null : new RolloverTrials(policy.rolloverTrials());
        // Of a suite that does not encrypt it is the only kind there is, and whoever named the suite has asked for it.
        this.acceptsClearControl =
                !suite.spec().encrypts() || policy.allowed().contains(SessionParameter.UNENCRYPTED_SRTCP);
    }

    /**
     * Opens the context of keys, of which the caller remains the owner.
     *
     * @throws IllegalArgumentException if a key does not have the suite's length, or parameters do not fit or are not allowed
     */
    static ReceiveContext open(SrtpCipherSuite suite, MasterKeys keys, SrtpParameters parameters, SrtpPolicy policy)
            throws GeneralSecurityException {
        return new ReceiveContext(suite, keys, parameters, policy);
    }

    @Override
    int packet(byte[] bytes, int start, int limit, int room, boolean heard, @Nullable ExtensionSet encrypted)
            throws GeneralSecurityException {
        if (limit - start < RtpPacket.FIXED_HEADER) {
            return refusal(Verdict.MALFORMED);
        }
        int sequence = BigEndian.uint16(bytes, start + 2);
        int end = limit - layout.added(sequence);
        int header = RtpPacket.headerLength(bytes, start, end - start);
        if (header < 0) {
            return refusal(Verdict.MALFORMED);
        }
        ActiveKey key = keys.find(bytes, layout.mkiAt(end));
        if (key == null) {
            return refusal(Verdict.UNAUTHENTIC);
        }
        int ssrc = BigEndian.int32(bytes, start + 8);
        Source source = sources.find(ssrc);
        boolean carries = layout.carries(sequence);
        long index = carries
                ? (BigEndian.int32(bytes, layout.counterAt(end)) & 0xFFFF_FFFFL) << 16 | sequence
                : source == null ? sequence : source.estimate(sequence);
        if (key.use().isExhausted() || PacketIndex.isExhausted(index)) {
            return refusal(Verdict.KEY_EXHAUSTED);
        }
        if (source == null && sources.isFull()) {
            return refusal(Verdict.TOO_MANY_SOURCES);
        }
        if (!layout.authenticates(sequence)) {
            return unauthenticated(key, source, bytes, start, header, end, index, heard, encrypted);
        }
        if (trials != null) {
            trials.save(bytes, start, limit - start);
        }
        Verdict verdict = source == null ? Verdict.ACCEPTED : source.check(index);
        if (!unseal(key, bytes, start, start + header, end, ssrc, index)) {
            if (carries) {
                return refusal(Verdict.UNAUTHENTIC);
            }
            index = trials == null
                    ? PacketIndex.NONE
                    : retry(trials, key, source, bytes, start, header, end, limit, index);
            if (index == PacketIndex.NONE) {
                return refusal(Verdict.UNAUTHENTIC);
            }
            verdict = source == null ? Verdict.ACCEPTED : source.check(index);
            event = heard ? recovered(ssrc, index) : null;
        }
        if (verdict != Verdict.ACCEPTED) {
            event = null;
            return refusal(verdict);
        }
        known(sources, source, ssrc).use(index);
        count(key, index, heard);
        return decrypted(key, bytes, start, header, end, ssrc, index, encrypted);
    }

    private static CallEvent recovered(int ssrc, long index) {
        return new CallEvent.RolloverRecovered(ssrc & 0xFFFF_FFFFL, PacketIndex.rolloverCounter(index) & 0xFFFF_FFFFL);
    }

    /** The index under which a packet authenticates after all, unprotected then; else {@link PacketIndex#NONE}. */
    private long retry(
            RolloverTrials trials,
            ActiveKey key,
            @Nullable Source source,
            byte[] bytes,
            int start,
            int header,
            int end,
            int limit,
            long estimate)
            throws GeneralSecurityException {
        boolean isFirst = source == null || source.isNew();
        for (int trial = 0; trial < trials.most(limit - start); trial++) {
            long index = RolloverTrials.candidate(estimate, trial, isFirst);
            if (!PacketIndex.isExhausted(index)) {
                trials.restore(bytes, start, limit - start);
                if (unseal(key, bytes, start, start + header, end, BigEndian.int32(bytes, start + 8), index)) {
                    return index;
                }
            }
        }
        return PacketIndex.NONE;
    }

    private boolean unseal(ActiveKey key, byte[] bytes, int start, int payload, int end, int ssrc, long index)
            throws GeneralSecurityException {
        int sequence = (int) index & 0xFFFF;
        int codeAt = layout.codeAt(end, sequence);
        return key.transform(index)
                .unseal(bytes, start, payload, end, ssrc, index, codeAt, layout.codeLength(sequence));
    }

    /** Takes a packet that nothing authenticates, as both sides agreed; what it says may be anybody's. */
    private int unauthenticated(
            ActiveKey key,
            @Nullable Source source,
            byte[] bytes,
            int start,
            int header,
            int end,
            long index,
            boolean heard,
            @Nullable ExtensionSet encrypted)
            throws GeneralSecurityException {
        int ssrc = BigEndian.int32(bytes, start + 8);
        if (layout.trustsOnlyCarriers()) {
            if (source == null) { // its roll-over counter is not known, so that this could only be noise
                return refusal(Verdict.UNAUTHENTIC);
            }
        } else {
            Verdict verdict = source == null ? Verdict.ACCEPTED : source.check(index);
            boolean moves = verdict == Verdict.TOO_OLD && layout.carries((int) index & 0xFFFF);
            if (verdict != Verdict.ACCEPTED && !moves) {
                return refusal(verdict);
            }
            Source known = known(sources, source, ssrc);
            if (moves) {
                known.moveTo(index);
            } else {
                known.use(index);
            }
            count(key, index, heard);
        }
        unseal(key, bytes, start, start + header, end, ssrc, index);
        return decrypted(key, bytes, start, header, end, ssrc, index, encrypted);
    }

    private void count(ActiveKey key, long index, boolean heard) {
        CallEvent nearEnd = key.use().count(index, heard);
        if (nearEnd != null) {
            event = nearEnd;
        }
    }

    /** Decrypts header extension elements too; then the packet is as it was sent. */
    private int decrypted(
            ActiveKey key,
            byte[] bytes,
            int start,
            int header,
            int end,
            int ssrc,
            long index,
            @Nullable ExtensionSet encrypted)
            throws GeneralSecurityException {
        if (encrypted != null) {
            key.at(index).extensions().apply(bytes, start, start + header, ssrc, index, encrypted);
        }
        return end;
    }

    @Override
    int controlPacket(byte[] bytes, int start, int limit, int room, boolean heard) throws GeneralSecurityException {
        int end = limit - layout.controlAdded();
        if (!ControlPacket.isPlausible(bytes, start, end)) {
            return refusal(Verdict.MALFORMED);
        }
        ActiveKey key = keys.find(bytes, layout.controlMkiAt(end));
        if (key == null) {
            return refusal(Verdict.UNAUTHENTIC);
        }
        int ssrc = ControlPacket.ssrc(bytes, start);
        int word = BigEndian.int32(bytes, layout.controlWordAt(end));
        long index = word & ControlPacket.LAST_INDEX;
        Source source = controlSources.find(ssrc);
        if (key.use().isControlExhausted()) {
            return refusal(Verdict.KEY_EXHAUSTED);
        }
        if (source == null && controlSources.isFull()) {
            return refusal(Verdict.TOO_MANY_SOURCES);
        }
        Verdict verdict = source == null ? Verdict.ACCEPTED : source.check(index);
        PacketTransform transform = key.transform(index);
        if (!transform.unsealControl(bytes, start, end, ssrc, word, layout.controlCodeAt(end))) {
            return refusal(Verdict.UNAUTHENTIC);
        }
        if (verdict != Verdict.ACCEPTED) {
            return refusal(verdict);
        }
        if ((word & PacketTransform.ENCRYPTED) == 0 && !acceptsClearControl) {
            return refusal(Verdict.UNENCRYPTED);
        }
        known(controlSources, source, ssrc).use(index);
        event = key.use().countControl(index, heard);
        return end;
    }

    private Source known(SourceTable table, @Nullable Source source, int ssrc) {
        Source known = source;
        if (known == null) {
            known = newSource();
            table.add(ssrc, known);
        }
        return known;
    }

    @Override
    Source newSource() {
        return new Source(replayWindow, false, null);
    }

    @Override
    Source newControlSource() {
        return newSource();
    }

    /** Forgets a source, for SRTP and SRTCP; false if it is not known. */
    boolean forget(long ssrc) {
        turn.enter();
        try {
            boolean known = sources.remove((int) ssrc);
            return controlSources.remove((int) ssrc) | known;
        } finally {
            turn.leave();
        }
    }
}
