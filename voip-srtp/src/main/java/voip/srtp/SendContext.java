package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** The cryptographic context of the sending direction (RFC 3711 §3.2). */
final class SendContext extends CryptoContext {
    private static final int CONTROL_WINDOW = 64;

    private final boolean retransmission;
    private final byte[] code = new byte[PacketTransform.COMPARED];
    private byte @Nullable [] newestState;
    private int exports;

    private SendContext(SrtpCipherSuite suite, MasterKeys masterKeys, SrtpParameters parameters, SrtpPolicy policy)
            throws GeneralSecurityException {
        super(suite, masterKeys, parameters, policy, true);
        this.retransmission = policy.retransmission();
    }

    /**
     * Opens the context of keys, of which the caller remains the owner.
     *
     * @throws IllegalArgumentException if a key does not have the suite's length, or parameters do not fit or are not allowed
     */
    static SendContext open(SrtpCipherSuite suite, MasterKeys keys, SrtpParameters parameters, SrtpPolicy policy)
            throws GeneralSecurityException {
        return new SendContext(suite, keys, parameters, policy);
    }

    @Override
    int packet(byte[] bytes, int start, int end, int room, boolean heard, @Nullable ExtensionSet encrypted)
            throws GeneralSecurityException {
        int header = RtpPacket.headerLength(bytes, start, end - start);
        if (header < 0) {
            return refusal(Verdict.MALFORMED);
        }
        int sequence = BigEndian.uint16(bytes, start + 2);
        int added = layout.added(sequence);
        if (!fits(end - start, added, room)) {
            return refusal(Verdict.TOO_LONG);
        }
        int ssrc = BigEndian.int32(bytes, start + 8);
        Source source = sources.find(ssrc);
        if (source == null && sources.isFull()) {
            return refusal(Verdict.TOO_MANY_SOURCES);
        }
        // With a window of the sender's own, a lower number is an earlier packet and not a roll-over.
        long index = source == null ? sequence : source.estimate(sequence);
        ActiveKey key = keys.sending();
        if (key.use().isExhausted() || PacketIndex.isExhausted(index)) {
            return refusal(Verdict.KEY_EXHAUSTED);
        }
        if (source == null) {
            source = newSource();
            sources.add(ssrc, source);
        }
        Verdict verdict = source.check(index);
        boolean again = verdict == Verdict.REPLAYED && source.remembersCodes() && layout.authenticates(sequence);
        if (verdict != Verdict.ACCEPTED && !again) {
            return refusal(verdict == Verdict.REPLAYED ? Verdict.INDEX_REUSED : verdict);
        }
        if (!again) {
            if (!source.isLeased(index) || !key.use().isLeased()) {
                return refusal(Verdict.LEASE_ENDED);
            }
            source.use(index); // before anything is encrypted at it: it stays used even if the provider then fails
        }
        seal(key, bytes, start, start + header, end, ssrc, index, encrypted);
        if (source.remembersCodes() && !isAsBefore(source, key, bytes, end, index, again)) {
            Arrays.fill(bytes, start, end + added, (byte) 0); // what else is encrypted at this index tells both
            return refusal(Verdict.INDEX_REUSED);
        }
        if (!again) {
            event = key.use().count(index, heard && !keys.hasNext());
        }
        return end + added;
    }

    private void seal(
            ActiveKey key,
            byte[] bytes,
            int start,
            int payload,
            int end,
            int ssrc,
            long index,
            @Nullable ExtensionSet encrypted)
            throws GeneralSecurityException {
        int sequence = (int) index & 0xFFFF;
        if (encrypted != null) {
            key.at(index).extensions().apply(bytes, start, payload, ssrc, index, encrypted);
        }
        int codeAt = layout.codeAt(end, sequence);
        key.transform(index).seal(bytes, start, payload, end, ssrc, index, codeAt, layout.codeLength(sequence));
        key.putMki(bytes, layout.mkiAt(end));
        if (layout.carries(sequence)) {
            BigEndian.putInt32(bytes, layout.counterAt(end), PacketIndex.rolloverCounter(index));
        }
    }

    /** Remembers the code of a packet; or compares it, if the packet is said to be the one that was. */
    private boolean isAsBefore(Source source, ActiveKey key, byte[] bytes, int end, long index, boolean again)
            throws GeneralSecurityException {
        key.transform(index).code(bytes, end, code, 0);
        if (again) {
            return source.had(index, code);
        }
        source.remember(index, code);
        return true;
    }

    @Override
    int controlPacket(byte[] bytes, int start, int end, int room, boolean heard) throws GeneralSecurityException {
        if (!ControlPacket.isPlausible(bytes, start, end)) {
            return refusal(Verdict.MALFORMED);
        }
        if (!fits(end - start, layout.controlAdded(), room)) {
            return refusal(Verdict.TOO_LONG);
        }
        int ssrc = ControlPacket.ssrc(bytes, start);
        Source source = controlSources.find(ssrc);
        if (source == null) {
            if (controlSources.isFull()) {
                return refusal(Verdict.TOO_MANY_SOURCES);
            }
            source = newControlSource();
            controlSources.add(ssrc, source);
        }
        long index = source.highest() + 1;
        ActiveKey key = keys.sending();
        if (key.use().isControlExhausted() || index > ControlPacket.LAST_INDEX) {
            return refusal(Verdict.KEY_EXHAUSTED);
        }
        if (!source.isLeased(index) || !key.use().isControlLeased()) {
            return refusal(Verdict.LEASE_ENDED);
        }
        source.use(index);
        int word = (int) index | (layout.encryptsControl() ? PacketTransform.ENCRYPTED : 0);
        key.transform(index).sealControl(bytes, start, end, ssrc, word, layout.controlCodeAt(end));
        key.putMki(bytes, layout.controlMkiAt(end));
        event = key.use().countControl(index, heard && !keys.hasNext());
        return end + layout.controlAdded();
    }

    private static boolean fits(int length, int added, int room) {
        return room >= added && length + added <= SrtpSession.LONGEST_PACKET;
    }

    /** Chooses the master key to send with; false if none has this identifier. */
    boolean sendWith(byte[] mki) {
        turn.enter();
        try {
            return keys.send(mki);
        } finally {
            turn.leave();
        }
    }

    @Override
    Source newSource() {
        return new Source(replayWindow, retransmission, lease());
    }

    @Override
    Source newControlSource() {
        return new Source(CONTROL_WINDOW, false, lease());
    }

    private @Nullable Lease lease() {
        return isExportable() ? new Lease(0) : null;
    }

    /** Begins an export, whose number it returns: no state can be said to be stored until it is done. */
    int beginExport() {
        turn.enter();
        newestState = null;
        int begun = ++exports;
        turn.leave();
        return begun;
    }

    /** Remembers the newest exported state, the only one that can be said to be stored; false if another export began since. */
    boolean exported(int export, byte[] state) {
        turn.enter();
        boolean newest = export == exports;
        newestState = newest ? state : newestState;
        turn.leave();
        return newest;
    }

    /** Sends up to the ends of the runs that a state has reserved; false if it is not the newest. */
    boolean stored(byte[] state) {
        turn.enter();
        try {
            if (newestState == null || !Arrays.equals(newestState, state)) {
                return false;
            }
            keys.stored();
            sources.stored();
            controlSources.stored();
            return true;
        } finally {
            turn.leave();
        }
    }

    /** The SSRCs of SRTP packets that are sent. */
    int[] ssrcs() {
        turn.enter();
        try {
            return sources.ssrcs();
        } finally {
            turn.leave();
        }
    }

    /** The index with which a source goes on, or {@link PacketIndex#NONE}. */
    long next(long ssrc) {
        Source source = sources.find((int) ssrc);
        return source == null ? PacketIndex.NONE : source.next();
    }

    /** Lets a source go on from an index. */
    void goOnFrom(long ssrc, long index) {
        turn.enter();
        try {
            known(ssrc).goOnFrom(index);
        } finally {
            turn.leave();
        }
    }
}
