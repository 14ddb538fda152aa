package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** The cryptographic context of the sending direction (RFC 3711 §3.2), for one thread at a time. */
final class SendContext extends CryptoContext {
    private static final int CONTROL_WINDOW = 64;

    private final int replayWindow;

    SendContext(PacketTransform transform, SrtpPolicy policy, long lifetime) {
        super(transform, policy, new KeyUse(true, lifetime));
        this.replayWindow = policy.replayWindow();
    }

    /** Opens the context of keys, of which the caller remains the owner. */
    static SendContext open(SrtpCipherSuite suite, MasterKeys keys, SrtpParameters parameters, SrtpPolicy policy)
            throws GeneralSecurityException {
        MasterKeys.Entry first = keys.entries().get(0);
        return new SendContext(KeyDerivation.open(suite, first.key()), policy, first.lifetime());
    }

    Verdict protect(ByteBuffer rtp, @Nullable Consumer<? super CallEvent> listener) throws GeneralSecurityException {
        byte[] bytes = rtp.array();
        int start = rtp.arrayOffset() + rtp.position();
        int end = rtp.arrayOffset() + rtp.limit();
        int header = RtpPacket.headerLength(bytes, start, end - start);
        if (header < 0) {
            return Verdict.MALFORMED;
        }
        if (!fits(rtp, transform.tagLength())) {
            return Verdict.TOO_LONG;
        }
        int ssrc = BigEndian.int32(bytes, start + 8);
        ReplayWindow window = sources.find(ssrc);
        if (window == null && sources.isFull()) {
            return Verdict.TOO_MANY_SOURCES;
        }
        // With a window of the sender's own, a lower number is an earlier packet and not a roll-over.
        long highest = window == null ? PacketIndex.NONE : window.highest();
        long index = PacketIndex.estimate(highest, BigEndian.uint16(bytes, start + 2));
        if (use.isExhausted() || PacketIndex.isExhausted(index)) {
            return Verdict.KEY_EXHAUSTED;
        }
        Verdict verdict = use(window, ssrc, index);
        if (verdict == Verdict.ACCEPTED) {
            transform.seal(bytes, start, start + header, end, ssrc, index);
            rtp.limit(rtp.limit() + transform.tagLength());
            use.count(index, listener);
        }
        return verdict;
    }

    /** Takes an index before anything is encrypted at it: it stays taken even if the provider then fails. */
    private Verdict use(@Nullable ReplayWindow known, int ssrc, long index) {
        ReplayWindow window = known;
        if (window == null) {
            window = new ReplayWindow(replayWindow);
            sources.add(ssrc, window);
        }
        Verdict verdict = window.check(index);
        if (verdict == Verdict.ACCEPTED) {
            window.use(index);
        }
        return verdict == Verdict.REPLAYED ? Verdict.INDEX_REUSED : verdict;
    }

    Verdict protectControl(ByteBuffer rtcp, @Nullable Consumer<? super CallEvent> listener)
            throws GeneralSecurityException {
        byte[] bytes = rtcp.array();
        int start = rtcp.arrayOffset() + rtcp.position();
        int end = rtcp.arrayOffset() + rtcp.limit();
        if (!ControlPacket.isPlausible(bytes, start, end)) {
            return Verdict.MALFORMED;
        }
        int added = PacketTransform.CONTROL_WORD + transform.controlTagLength();
        if (!fits(rtcp, added)) {
            return Verdict.TOO_LONG;
        }
        int ssrc = ControlPacket.ssrc(bytes, start);
        ReplayWindow window = controlSources.find(ssrc);
        if (window == null) {
            if (controlSources.isFull()) {
                return Verdict.TOO_MANY_SOURCES;
            }
            window = new ReplayWindow(CONTROL_WINDOW);
            controlSources.add(ssrc, window);
        }
        long index = window.highest() + 1;
        if (use.isControlExhausted() || index > ControlPacket.LAST_INDEX) {
            return Verdict.KEY_EXHAUSTED;
        }
        window.use(index);
        transform.sealControl(bytes, start, end, ssrc, (int) index);
        rtcp.limit(rtcp.limit() + added);
        use.countControl(index, listener);
        return Verdict.ACCEPTED;
    }

    private static boolean fits(ByteBuffer packet, int added) {
        return packet.capacity() - packet.limit() >= added && packet.remaining() + added <= SrtpSession.LONGEST_PACKET;
    }
}
