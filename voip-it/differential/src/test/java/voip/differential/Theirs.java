package voip.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/** Both ends of a stream, by jitsi-srtp, which has a context for each source. */
final class Theirs implements AutoCloseable {
    private static final Logger LOGGER = new LoggerImpl("theirs");

    static {
        // Otherwise it measures all that it finds, and takes the fastest at that moment.
        Aes.setFactoryClassName("SunJCE");
    }

    private final SrtpContextFactory sending;
    private final SrtpContextFactory receiving;
    private final Map<Integer, SrtpCryptoContext> senders = new HashMap<>();
    private final Map<Integer, SrtpCryptoContext> receivers = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> controlSenders = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> controlReceivers = new HashMap<>();

    Theirs(Suite suite, byte[] key, byte[] salt) {
        sending = new SrtpContextFactory(true, key, salt, suite.theirs(), suite.theirsForControl(), LOGGER);
        receiving = new SrtpContextFactory(false, key, salt, suite.theirs(), suite.theirsForControl(), LOGGER);
    }

    void protect(Packet packet) throws GeneralSecurityException {
        SrtpErrorStatus status;
        if (packet.isControl()) {
            status = control(controlSenders, sending, packet.ssrc()).transformPacket(packet);
        } else {
            status = context(senders, sending, packet.ssrc()).transformPacket(packet);
        }
        assertEquals(SrtpErrorStatus.OK, status);
    }

    void unprotect(Packet packet) throws GeneralSecurityException {
        SrtpErrorStatus status;
        if (packet.isControl()) {
            status = control(controlReceivers, receiving, packet.ssrc()).reverseTransformPacket(packet);
        } else {
            status = context(receivers, receiving, packet.ssrc()).reverseTransformPacket(packet, false);
        }
        assertEquals(SrtpErrorStatus.OK, status);
    }

    private static SrtpCryptoContext context(
            Map<Integer, SrtpCryptoContext> known, SrtpContextFactory factory, int ssrc)
            throws GeneralSecurityException {
        SrtpCryptoContext context = known.get(ssrc);
        if (context == null) {
            context = factory.deriveContext(ssrc, 0);
            known.put(ssrc, context);
        }
        return context;
    }

    private static SrtcpCryptoContext control(
            Map<Integer, SrtcpCryptoContext> known, SrtpContextFactory factory, int ssrc)
            throws GeneralSecurityException {
        SrtcpCryptoContext context = known.get(ssrc);
        if (context == null) {
            context = factory.deriveControlContext(ssrc);
            known.put(ssrc, context);
        }
        return context;
    }

    @Override
    public void close() {
        sending.close();
        receiving.close();
    }
}
