package voip.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** Both ends of a stream, by this framework. */
final class Ours implements AutoCloseable {
    private final SrtpSession sender;
    private final SrtpSession receiver;
    private final ByteBuffer buffer = ByteBuffer.allocate(Packet.ROOM);

    Ours(Suite suite, byte[] key, byte[] salt) throws GeneralSecurityException {
        sender = SrtpSession.sender(suite.ours(), new MasterKey(key.clone(), salt.clone()), SrtpPolicy.standard());
        receiver = SrtpSession.receiver(suite.ours(), new MasterKey(key.clone(), salt.clone()), SrtpPolicy.standard());
    }

    void protect(Packet packet) {
        load(packet);
        assertEquals(Verdict.ACCEPTED, packet.isControl() ? sender.protectControl(buffer) : sender.protect(buffer));
        packet.set(buffer.array(), buffer.limit());
    }

    void unprotect(Packet packet) {
        load(packet);
        assertEquals(
                Verdict.ACCEPTED, packet.isControl() ? receiver.unprotectControl(buffer) : receiver.unprotect(buffer));
        packet.set(buffer.array(), buffer.limit());
    }

    private void load(Packet packet) {
        buffer.clear();
        buffer.put(packet.getBuffer(), 0, packet.getLength()).flip();
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
