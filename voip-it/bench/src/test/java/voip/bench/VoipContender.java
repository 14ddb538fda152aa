package voip.bench;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** Our own sessions under the standard policy. */
final class VoipContender implements Contender {
    private final ByteBuffer[] packets;
    private final SrtpSession sender;
    private final SrtpSession receiver;
    private ByteBuffer packet;

    VoipContender(Suite suite, byte[]... slots) throws Exception {
        packets = Stream.of(slots).map(ByteBuffer::wrap).toArray(ByteBuffer[]::new);
        packet = packets[0];
        sender = SrtpSession.sender(suite.ours(), new MasterKey(suite.key(), suite.salt()), SrtpPolicy.standard());
        receiver = SrtpSession.receiver(suite.ours(), new MasterKey(suite.key(), suite.salt()), SrtpPolicy.standard());
    }

    @Override
    public void take(int slot) {
        packet = packets[slot];
    }

    @Override
    public int protect(int length) {
        return accepted(sender.protect(packet.clear().limit(length)));
    }

    @Override
    public int unprotect(int length) {
        return accepted(receiver.unprotect(packet.clear().limit(length)));
    }

    @Override
    public int protectControl(int length) {
        return accepted(sender.protectControl(packet.clear().limit(length)));
    }

    @Override
    public int unprotectControl(int length) {
        return accepted(receiver.unprotectControl(packet.clear().limit(length)));
    }

    private int accepted(Verdict verdict) {
        if (verdict != Verdict.ACCEPTED) {
            throw new AssertionError(verdict);
        }
        return packet.remaining();
    }
}
