package voip.rtp.plugin;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.Verdict;
import voip.api.srtp.PacketProtection;

/**
 * A checksum under a key in place of cryptography, with what real protection does besides: replay check, an emptied and
 * scrambled buffer on failure, and nothing after close.
 */
class FakeProtection implements PacketProtection {
    static final int TAG = 4;

    final int key;
    final Set<Integer> seen = new HashSet<>();
    int attempts;
    boolean closed;
    Consumer<? super CallEvent> listener = event -> {};

    @Nullable
    CallEvent raises; // by the next packet, while it is worked on

    FakeProtection(int key) {
        this.key = key;
    }

    @Override
    public String suite() {
        return "FAKE";
    }

    @Override
    public String provider() {
        return "TEST";
    }

    @Override
    public int overhead() {
        return TAG;
    }

    @Override
    public Verdict protect(ByteBuffer rtp) {
        return seal(rtp, 0);
    }

    @Override
    public Verdict protectControl(ByteBuffer rtcp) {
        return seal(rtcp, 1);
    }

    @Override
    public Verdict unprotect(ByteBuffer srtp) {
        return unseal(srtp, 0);
    }

    @Override
    public Verdict unprotectControl(ByteBuffer srtcp) {
        return unseal(srtcp, 1);
    }

    @Override
    public void onEvent(Consumer<? super CallEvent> to) {
        listener = to;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void raise() {
        CallEvent event = raises;
        if (event != null) {
            raises = null;
            listener.accept(event);
        }
    }

    private Verdict seal(ByteBuffer packet, int kind) {
        if (closed) {
            packet.limit(packet.position());
            return Verdict.CLOSED;
        }
        raise();
        int end = packet.limit();
        int tag = tag(packet, end, kind);
        packet.limit(end + TAG).putInt(end, tag);
        return Verdict.ACCEPTED;
    }

    private Verdict unseal(ByteBuffer packet, int kind) {
        attempts++;
        Verdict verdict = Verdict.UNAUTHENTIC;
        int end = packet.limit() - TAG;
        if (closed) {
            verdict = Verdict.CLOSED;
        } else if (end - packet.position() >= 8 && packet.getInt(end) == tag(packet, end, kind)) {
            if (seen.add(packet.getInt(end))) {
                raise();
                packet.limit(end);
                return Verdict.ACCEPTED;
            }
            verdict = Verdict.REPLAYED;
        }
        for (int i = packet.position() + 12; i < packet.limit(); i++) {
            packet.put(i, (byte) (packet.get(i) ^ 0x5A));
        }
        packet.limit(packet.position());
        return verdict;
    }

    private int tag(ByteBuffer packet, int end, int kind) {
        int hash = key * 31 + kind;
        for (int i = packet.position(); i < end; i++) {
            hash = hash * 0x0100_0193 ^ packet.get(i);
        }
        return hash;
    }
}
