package voip.srtp;

import java.nio.ByteBuffer;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** Contexts themselves, for tests that look into them or put them into a state. */
final class Contexts {
    private Contexts() {}

    static SendContext sending(SrtpCipherSuite suite, SrtpPolicy policy) throws Exception {
        return SendContext.open(suite, MasterKeys.of(Fixtures.key(0)), SrtpParameters.standard(), policy);
    }

    static ReceiveContext receiving(SrtpCipherSuite suite, SrtpPolicy policy) throws Exception {
        return ReceiveContext.open(suite, MasterKeys.of(Fixtures.key(0)), SrtpParameters.standard(), policy);
    }

    /** Protects or unprotects a packet in place. */
    static Verdict packet(CryptoContext context, ByteBuffer packet) {
        return context.handle(false, packet, packet, null, null);
    }

    /** The same for RTCP. */
    static Verdict control(CryptoContext context, ByteBuffer packet) {
        return context.handle(true, packet, packet, null, null);
    }

    /** A source whose newest packet had an index. */
    static Source source(long highest) {
        Source source = new Source(64, false, null);
        source.use(highest);
        return source;
    }
}
