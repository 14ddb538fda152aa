package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.testkit.ThreadCost;

/**
 * The packet path allocates nothing of its own. What it allocates with real suites is measured beside their primitives alone,
 * by the benchmarks' tests.
 */
class AllocationTest {
    private static final int PACKETS = 1_000_000;
    private static final int WARM_UP = 50_000;
    private static final int REFUSALS = 100_000;
    /** Bytes a packet. One object in a hundred packets would be more. */
    private static final double NOISE = 0.1;

    private static final int SOURCES = 3;
    private static final int REPORT_EVERY = 16;
    private static final int PACKET = 172;
    private static final int CONTROL = 40;

    private final byte[] array = new byte[2048];
    private final ByteBuffer buffer = ByteBuffer.wrap(array);

    @Test
    void protectingAndUnprotectingAllocateNothingThroughRollOversOfSeveralSources() throws Exception {
        SrtpSession sender = SrtpSession.sender(new FakeSuite(), Fixtures.key(0), SrtpPolicy.standard());
        SrtpSession receiver = SrtpSession.receiver(new FakeSuite(), Fixtures.key(0), SrtpPolicy.standard());
        assertEquals(0, allocatedPerPacket(sender, receiver), NOISE);
    }

    @Test
    void neitherDoSeveralMasterKeysCarriedCountersRetransmissionAndTrials() throws Exception {
        SrtpParameters parameters =
                SrtpParameters.standard().withRolloverCarrier(new RolloverCarrier(RolloverCarrier.Mode.ALL, 16, 14));
        SrtpPolicy policy = SrtpPolicy.standard().withRetransmission().withRolloverTrials(2);
        SrtpSession sender = SrtpSession.builder(new FakeSuite())
                .send(severalKeys(), parameters)
                .policy(policy)
                .open();
        SrtpSession receiver = SrtpSession.builder(new FakeSuite())
                .receive(severalKeys(), parameters)
                .policy(policy)
                .open();
        assertEquals(0, allocatedPerPacket(sender, receiver), NOISE);
    }

    private static MasterKeys severalKeys() {
        return MasterKeys.of(new byte[] {1}, Fixtures.key(0), KeyUse.MOST_PACKETS)
                .and(new byte[] {2}, Fixtures.key(1), KeyUse.MOST_PACKETS);
    }

    private double allocatedPerPacket(SrtpSession sender, SrtpSession receiver) {
        exchange(sender, receiver, 0, WARM_UP);
        long before = ThreadCost.allocatedBytes();
        exchange(sender, receiver, WARM_UP, PACKETS);
        return (double) (ThreadCost.allocatedBytes() - before) / PACKETS;
    }

    /** Of each source in turn an RTP packet, or a report now and then. */
    private void exchange(SrtpSession sender, SrtpSession receiver, int first, int packets) {
        for (int i = first; i < first + packets; i++) {
            if (i % REPORT_EVERY == 0) {
                report(i % SOURCES);
                require(sender.protectControl(buffer) == Verdict.ACCEPTED);
                require(receiver.unprotectControl(buffer) == Verdict.ACCEPTED);
            } else {
                packet(i % SOURCES, i / SOURCES);
                require(sender.protect(buffer) == Verdict.ACCEPTED);
                require(receiver.unprotect(buffer) == Verdict.ACCEPTED);
            }
        }
    }

    @Test
    void refusingAllocatesNothing() throws Exception {
        SrtpSession receiver = SrtpSession.receiver(new FakeSuite(), Fixtures.key(0), SrtpPolicy.standard());
        double bytes = ThreadCost.allocatedPerRound(REFUSALS, () -> {
            for (int i = 0; i < REFUSALS; i++) {
                packet(i, i);
                buffer.limit(i % 20 == 0 ? 15 : PACKET);
                array[0] = (byte) (i % 10 == 0 ? 0 : 0x80);
                require(receiver.unprotect(buffer) != Verdict.ACCEPTED);
                report(i);
                require(receiver.unprotectControl(buffer) != Verdict.ACCEPTED);
            }
        });
        assertEquals(0, bytes, NOISE);
    }

    @Test
    void refusingWhatNoLeaseCoversAllocatesNothing() throws Exception {
        SrtpSession sender = Exports.sender(new FakeSuite(), SrtpParameters.standard(), Exports.POLICY);
        double bytes = ThreadCost.allocatedPerRound(REFUSALS, () -> {
            for (int i = 0; i < REFUSALS; i++) {
                packet(i % SOURCES, 1000 + i % 1000);
                require(sender.protect(buffer) == Verdict.LEASE_ENDED);
                report(i % SOURCES);
                require(sender.protectControl(buffer) == Verdict.LEASE_ENDED);
            }
        });
        assertEquals(0, bytes, NOISE);
    }

    private void packet(int ssrc, int number) {
        BigEndian.putInt32(array, 0, 0x8000_0000 | number & 0xFFFF);
        BigEndian.putInt32(array, 8, ssrc);
        buffer.clear().limit(PACKET);
    }

    private void report(int ssrc) {
        BigEndian.putInt32(array, 0, 0x80C9_0001);
        BigEndian.putInt32(array, 4, ssrc);
        buffer.clear().limit(CONTROL);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError();
        }
    }
}
