package voip.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CipherSuites;

class CryptoCostTest {
    private static final int CALLS = 3;
    private static final int BURSTS = 2;

    /** And leaves the packets, which are the echo's, as they were. */
    @Test
    void unprotectsEachPacketByTheSessionOfItsCall() throws GeneralSecurityException {
        Security security = new Security(
                CipherSuites.discover().suite("AES_CM_128_HMAC_SHA1_80"), RandomGenerator.of("L64X128MixRandom"));
        try (CallKeys keys = security.keys(CALLS);
                CryptoCost cost = new CryptoCost(keys.echo())) {
            Packets packets = new Packets(CALLS, 20, keys.peers(), Packets.store());
            packets.prepare(BURSTS * Burst.PACKETS);
            ByteBuffer first = ByteBuffer.allocate(packets.length()).put(packets.get(0));
            List<Work> works = cost.work(packets, BURSTS);
            assertEquals(BURSTS, works.size());
            for (Work work : works) {
                assertTrue(work.cpuNanos() > 0, works.toString());
            }
            assertEquals("", cost.trouble());
            assertEquals(first.flip(), packets.get(0));
            cost.work(packets, 1);
            assertEquals(Burst.PACKETS + " packets were refused", cost.trouble()); // replayed
        }
    }
}
