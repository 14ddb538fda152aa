package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.fill;
import static voip.rtp.plugin.Packets.secured;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.RtpLeg;
import voip.api.srtp.PacketProtection;
import voip.testkit.ThreadCost;

/** The packet path allocates nothing of its own. */
class AllocationTest {
    private static final int PACKETS = 20_000;
    /** What reading the counter itself and the JVM at work may cost, over all packets. */
    private static final long NOISE_BYTES = PACKETS / 4;

    /** Protection that does nothing; the second of two at one address authenticates nothing. */
    private record Open(Verdict verdict) implements PacketProtection {
        @Override
        public String suite() {
            return "OPEN";
        }

        @Override
        public String provider() {
            return "TEST";
        }

        @Override
        public int overhead() {
            return 0;
        }

        @Override
        public Verdict protect(ByteBuffer rtp) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Verdict protectControl(ByteBuffer rtcp) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Verdict unprotect(ByteBuffer srtp) {
            return verdict;
        }

        @Override
        public Verdict unprotectControl(ByteBuffer srtcp) {
            return verdict;
        }

        @Override
        public void close() {}
    }

    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final Datagram datagram = new Datagram();
    private final byte[] packet = Packets.bytes(7, 0);

    private RtpLeg echo(PacketProtection protection) {
        RtpLeg leg = legs.open(secured(PEER, protection));
        leg.start(leg::send);
        return leg;
    }

    private Verdict receive(int sequence, InetSocketAddress from) {
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        fill(datagram, packet, from, sequence * 20_000_000L);
        Verdict verdict = legs.received(datagram);
        legs.due(context.nanos);
        return verdict;
    }

    private long bytesOf(InetSocketAddress from, Verdict expected) {
        return bytesOf(from, expected, false);
    }

    private long bytesOf(InetSocketAddress from, Verdict expected, boolean withGaps) {
        context.keepsSent = false;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 4; round++) { // the first ones warm up
            long before = ThreadCost.allocatedBytes();
            for (int i = 0; i < PACKETS; i++) {
                if (receive(withGaps ? 2 * i : i, from) != expected) {
                    throw new AssertionError("not " + expected);
                }
            }
            least = Math.min(least, ThreadCost.allocatedBytes() - before);
        }
        return least;
    }

    private static void assertNothing(long bytes) {
        assertTrue(bytes < NOISE_BYTES, bytes + " bytes for " + PACKETS + " packets");
    }

    @Test
    void echoAllocatesNothing() {
        RtpLeg leg = echo(new Open(Verdict.ACCEPTED));
        assertNothing(bytesOf(PEER, Verdict.ACCEPTED));
        assertEquals(4 * PACKETS, leg.statistics().packetsSent());
    }

    @Test
    void echoOfCallsThatShareAnAddressAllocatesNothing() {
        List<RtpLeg> all = new ArrayList<>();
        for (int i = 0; i < 49; i++) {
            all.add(echo(new Open(Verdict.UNAUTHENTIC)));
        }
        RtpLeg right = echo(new Open(Verdict.ACCEPTED));
        assertNothing(bytesOf(PEER, Verdict.ACCEPTED));
        assertEquals(4 * PACKETS, right.statistics().packetsSent());
    }

    @Test
    void refusalAllocatesNothing() {
        echo(new Open(Verdict.UNAUTHENTIC));
        assertNothing(bytesOf(PEER, Verdict.UNAUTHENTIC));
        assertNothing(bytesOf(Packets.STRANGER, Verdict.UNKNOWN_SOURCE));
    }

    @Test
    void echoOfCallsThatMayMoveAllocatesNothing() {
        List<RtpLeg> all = new ArrayList<>();
        for (int i = 0; i < 49; i++) {
            all.add(legs.open(Packets.following(Packets.address(2, 2000 + i), new Open(Verdict.UNAUTHENTIC))));
            all.get(i).start(packet -> {});
        }
        RtpLeg leg = legs.open(Packets.following(PEER, new Open(Verdict.ACCEPTED)));
        leg.start(leg::send);
        assertNothing(bytesOf(PEER, Verdict.ACCEPTED));
        assertEquals(4 * PACKETS, leg.statistics().packetsSent());
        leg.close();
        assertNothing(bytesOf(Packets.STRANGER, Verdict.UNKNOWN_SOURCE));
    }

    @Test
    void handoverThatLastsAllocatesNothing() {
        RtpLeg leg = echo(new Open(Verdict.ACCEPTED));
        leg.update(secured(PEER, new Open(Verdict.UNAUTHENTIC)), true);
        assertNothing(bytesOf(PEER, Verdict.ACCEPTED));
    }

    @Test
    void callOnProbationAllocatesNothing() {
        RtpLeg leg = legs.open(Packets.with(Packets.plain(PEER), SourcePolicy.PROBATION));
        leg.start(packet -> {});
        assertNothing(bytesOf(Packets.address(1, 6000), Verdict.UNKNOWN_SOURCE, true));
    }
}
