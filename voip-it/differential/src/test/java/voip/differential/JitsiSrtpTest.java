package voip.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What this framework protects, jitsi-srtp opens, and would have protected to the same bytes; and the other way round. */
class JitsiSrtpTest {
    private static final int PACKETS = 100_000;
    private static final int PACKETS_OF_A_KEY = 5_000;

    private final Packet packet = new Packet(false);
    private final Packet control = new Packet(true);
    private final Packet byUs = new Packet(false);
    private final Packet byThem = new Packet(false);
    private final Packet controlByUs = new Packet(true);
    private final Packet controlByThem = new Packet(true);

    @ParameterizedTest
    @EnumSource
    void eachOpensWhatTheOtherProtects(Suite suite) throws Exception {
        SplittableRandom random = new SplittableRandom(3711);
        int packets = 0;
        int rollovers = 0;
        int late = 0;
        while (packets < PACKETS) {
            byte[] key = suite.randomKey(random);
            byte[] salt = suite.randomSalt(random);
            RandomPackets stream = new RandomPackets(random.split());
            try (Ours ours = new Ours(suite, key, salt);
                    Theirs theirs = new Theirs(suite, key, salt)) {
                for (int i = 0; i < PACKETS_OF_A_KEY; i++) {
                    stream.next(packet);
                    assertCrosses(packet, byUs, byThem, ours, theirs);
                    stream.nextControl(control);
                    assertCrosses(control, controlByUs, controlByThem, ours, theirs);
                    packets++;
                }
            }
            rollovers += stream.rollovers();
            late += stream.late();
        }
        assertEquals(PACKETS, packets);
        assertTrue(rollovers > 1_000, "sequence numbers rolled over " + rollovers + " times only");
        assertTrue(late > 1_000, late + " packets were late only");
    }

    private static void assertCrosses(Packet packet, Packet byUs, Packet byThem, Ours ours, Theirs theirs)
            throws Exception {
        byUs.set(packet);
        byThem.set(packet);
        ours.protect(byUs);
        theirs.protect(byThem);
        byUs.assertSame(byThem, "protected to different bytes");
        theirs.unprotect(byUs);
        ours.unprotect(byThem);
        byUs.assertSame(packet, "they opened another packet than we protected");
        byThem.assertSame(packet, "we opened another packet than they protected");
    }
}
