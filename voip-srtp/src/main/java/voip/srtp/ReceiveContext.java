package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import voip.api.RtpPacket;
import voip.api.Verdict;

/**
 * The cryptographic context of the receiving direction (RFC 3711 §3.2), for one thread at a time.
 *
 * <p>The order is what makes it safe: lengths, then the index and the replay check, which read only; then the tag; and only
 * when that is right does the packet change the roll-over counter and the window, or make a source known.
 */
final class ReceiveContext {
    private final PacketTransform transform;
    private final int replayWindow;
    private final SourceTable sources;
    private final SourceTable controlSources;

    ReceiveContext(PacketTransform transform, SrtpPolicy policy) {
        this.transform = transform;
        this.replayWindow = policy.replayWindow();
        this.sources = new SourceTable(policy.maxSources());
        this.controlSources = new SourceTable(policy.maxSources());
    }

    SourceTable sources() {
        return sources;
    }

    SourceTable controlSources() {
        return controlSources;
    }

    Verdict unprotect(ByteBuffer srtp) throws GeneralSecurityException {
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
        if (PacketIndex.isExhausted(index)) {
            return Verdict.KEY_EXHAUSTED;
        }
        Verdict verdict = check(sources, window, index);
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        if (!transform.unseal(bytes, start, start + header, end, ssrc, index)) {
            return Verdict.UNAUTHENTIC;
        }
        commit(sources, window, ssrc, index);
        srtp.limit(srtp.limit() - transform.tagLength());
        return Verdict.ACCEPTED;
    }

    Verdict unprotectControl(ByteBuffer srtcp) throws GeneralSecurityException {
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
        Verdict verdict = check(controlSources, window, index);
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        if (!transform.unsealControl(bytes, start, end, ssrc, word)) {
            return Verdict.UNAUTHENTIC;
        }
        commit(controlSources, window, ssrc, index);
        srtcp.limit(srtcp.limit() - added);
        return Verdict.ACCEPTED;
    }

    private static Verdict check(SourceTable table, @Nullable ReplayWindow window, long index) {
        if (window != null) {
            return window.check(index);
        }
        return table.isFull() ? Verdict.TOO_MANY_SOURCES : Verdict.ACCEPTED;
    }

    private void commit(SourceTable table, @Nullable ReplayWindow known, int ssrc, long index) {
        ReplayWindow window = known;
        if (window == null) {
            window = new ReplayWindow(replayWindow);
            table.add(ssrc, window);
        }
        window.use(index);
    }

    void close() {
        transform.close();
    }
}
