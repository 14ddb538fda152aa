package voip.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.testkit.ThreadCost;

/**
 * A packet allocates what its primitives do, called as often, and nothing besides. That of bc-fips is not asked for: what they
 * allocate changes by hundreds of bytes from one run of the same to the next, as it is compiled.
 */
class AllocationTest {
    private static final int PACKETS = 1_000_000;
    /** Beyond the first roll-over, so that its code is compiled too. */
    private static final int WARM_UP = 100_000;
    /** The floor allocates the same for every packet. */
    private static final int SOME = 100_000;
    /** Bytes a packet: one object in thirty packets would be more. */
    private static final double NOISE = 0.5;

    /**
     * For protecting and for unprotecting, each: two clones of a digest with their states and buffers. Where the compiler sees
     * all of a clone's use it makes do with less, in the floor or in ours.
     */
    private static final int CLONES = 2 * 416;

    private static final int PAYLOAD = 160;
    private static final int REPORT_EVERY = 16;

    private final byte[] array = new byte[Packets.ROOM];
    private final byte[] rtp = Packets.rtp(PAYLOAD);
    private final byte[] rtcp = Packets.rtcp();
    private int number;

    static List<Suite> suites() {
        return Suite.all(Crypto.JCE);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void aMillionPacketsAllocateNoMoreThanTheirPrimitives(Suite suite) throws Exception {
        Contender floor = Entrant.FLOOR.open(suite, array);
        allocatedPerPacket(floor, WARM_UP);
        double measured = allocatedPerPacket(floor, SOME);
        double least = suite.isAead() ? measured : Math.max(measured, CLONES);
        Contender ours = Entrant.VOIP.open(suite, array);
        allocatedPerPacket(ours, WARM_UP);
        double allocated = allocatedPerPacket(ours, PACKETS);
        assertTrue(allocated < least + NOISE, () -> allocated + " bytes a packet, its primitives " + least);
    }

    /** For protecting and unprotecting each, RTP with a report now and then. */
    private double allocatedPerPacket(Contender contender, int packets) throws Exception {
        long before = ThreadCost.allocatedBytes();
        for (int i = 0; i < packets; i++) {
            if (i % REPORT_EVERY == 0) {
                System.arraycopy(rtcp, 0, array, 0, rtcp.length);
                contender.unprotectControl(contender.protectControl(rtcp.length));
            } else {
                Packets.lay(rtp, number++, array);
                contender.unprotect(contender.protect(rtp.length));
            }
        }
        return (double) (ThreadCost.allocatedBytes() - before) / packets;
    }
}
