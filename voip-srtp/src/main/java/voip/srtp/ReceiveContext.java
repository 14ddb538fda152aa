package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/**
 * The cryptographic context of the receiving direction (RFC 3711 §3.2), for one thread at a time.
 *
 * <p>The order is what makes it safe: lengths, then the index and the replay check, which read only; then the tag; and only
 * when that is right does the packet change the roll-over counter and the window, or make a source known. What has a wrong
 * tag is never called a replay: it may be a packet under another call's key, whose peer chose the same source.
 */
final class ReceiveContext extends CryptoContext {
    private final int replayWindow;
    private final RolloverTrials trials;

    ReceiveContext(PacketTransform transform, SrtpPolicy policy, long lifetime) {
        super(transform, policy, new KeyUse(false, lifetime));
        this.replayWindow = policy.replayWindow();
        this.trials = new RolloverTrials(transform, policy.rolloverTrials());
    }

    /** Opens the context of keys, of which the caller remains the owner. */
    static ReceiveContext open(SrtpCipherSuite suite, MasterKeys keys, SrtpParameters parameters, SrtpPolicy policy)
            throws GeneralSecurityException {
        MasterKeys.Entry first = keys.entries().get(0);
        return new ReceiveContext(KeyDerivation.open(suite, first.key()), policy, first.lifetime());
    }

    Verdict unprotect(ByteBuffer srtp, @Nullable Consumer<? super CallEvent> listener) throws GeneralSecurityException {
        byte[] bytes = srtp.array();
        int start = srtp.arrayOffset() + srtp.position();
        int end = srtp.arrayOffset() + srtp.limit() - transform.tagLength();
        int header = RtpPacket.headerLength(bytes, start, end - start);
        if (header < 0 || srtp.remaining() > SrtpSession.LONGEST_PACKET) {
            return Verdict.MALFORMED;
        }
        int ssrc = BigEndian.int32(bytes, start + 8);
        ReplayWindow window = sources.find(ssrc);
        long highest = window == null ? PacketIndex.NONE : window.highest();
        long index = PacketIndex.estimate(highest, BigEndian.uint16(bytes, start + 2));
        if (use.isExhausted() || PacketIndex.isExhausted(index)) {
            return Verdict.KEY_EXHAUSTED;
        }
        if (window == null && sources.isFull()) {
            return Verdict.TOO_MANY_SOURCES;
        }
        trials.save(bytes, start, srtp.remaining());
        Verdict verdict = window == null ? Verdict.ACCEPTED : window.check(index);
        if (transform.unseal(bytes, start, start + header, end, ssrc, index)) {
            if (verdict != Verdict.ACCEPTED) {
                return verdict;
            }
        } else {
            long found = trials.find(bytes, start, header, srtp.remaining(), ssrc, index);
            if (found == PacketIndex.NONE) {
                return Verdict.UNAUTHENTIC;
            }
            index = found;
            if (listener != null) {
                long rolloverCounter = PacketIndex.rolloverCounter(index) & 0xFFFF_FFFFL;
                listener.accept(new CallEvent.RolloverRecovered(ssrc & 0xFFFF_FFFFL, rolloverCounter));
            }
        }
        commit(sources, window, ssrc, index);
        srtp.limit(srtp.limit() - transform.tagLength());
        use.count(index, listener);
        return Verdict.ACCEPTED;
    }

    Verdict unprotectControl(ByteBuffer srtcp, @Nullable Consumer<? super CallEvent> listener)
            throws GeneralSecurityException {
        byte[] bytes = srtcp.array();
        int added = PacketTransform.CONTROL_WORD + transform.controlTagLength();
        int start = srtcp.arrayOffset() + srtcp.position();
        int end = srtcp.arrayOffset() + srtcp.limit() - added;
        if (!ControlPacket.isPlausible(bytes, start, end) || srtcp.remaining() > SrtpSession.LONGEST_PACKET) {
            return Verdict.MALFORMED;
        }
        int ssrc = ControlPacket.ssrc(bytes, start);
        int word = BigEndian.int32(bytes, end + transform.controlWordOffset());
        long index = word & ControlPacket.LAST_INDEX;
        ReplayWindow window = controlSources.find(ssrc);
        if (use.isControlExhausted()) {
            return Verdict.KEY_EXHAUSTED;
        }
        if (window == null && controlSources.isFull()) {
            return Verdict.TOO_MANY_SOURCES;
        }
        Verdict verdict = window == null ? Verdict.ACCEPTED : window.check(index);
        if (!transform.unsealControl(bytes, start, end, ssrc, word)) {
            return Verdict.UNAUTHENTIC;
        }
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        commit(controlSources, window, ssrc, index);
        srtcp.limit(srtcp.limit() - added);
        use.countControl(index, listener);
        return Verdict.ACCEPTED;
    }

    private void commit(SourceTable table, @Nullable ReplayWindow known, int ssrc, long index) {
        ReplayWindow window = known;
        if (window == null) {
            window = new ReplayWindow(replayWindow);
            table.add(ssrc, window);
        }
        window.use(index);
    }
}
