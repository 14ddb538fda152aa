package voip.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CipherSuites;

class CryptoCostTest {
    private static final int CALLS = 3;
    private static final int BURSTS = 2;

    /** And leaves the packets as they were. */
    @Test
    void unprotectsEachPacketByTheSessionOfItsCall() throws GeneralSecurityException {
        Security security = new Security(CipherSuites.discover().suite("AES_CM_128_HMAC_SHA1_80"), new Random(1));
        try (CallKeys keys = security.keys(CALLS);
                CryptoCost cost = new CryptoCost(keys.echo())) {
            Packets packets = new Packets(CALLS, 20, keys.peers(), Packets.store());
            packets.prepare(BURSTS * Burst.PACKETS);
            List<ByteBuffer> before = copies(packets);
            List<Work> works = cost.work(packets, BURSTS);
            assertEquals(BURSTS, works.size());
            assertEquals("", cost.trouble());
            assertEquals(before, copies(packets));
            cost.work(packets, 1);
            assertEquals(Burst.PACKETS + " packets were refused", cost.trouble()); // replayed
        }
    }

    private static List<ByteBuffer> copies(Packets packets) {
        return IntStream.range(0, BURSTS * Burst.PACKETS)
                .mapToObj(i -> ByteBuffer.allocate(packets.length())
                        .put(packets.get(i))
                        .flip())
                .toList();
    }
}
