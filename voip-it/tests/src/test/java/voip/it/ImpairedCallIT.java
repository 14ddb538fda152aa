package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import voip.api.Call;
import voip.api.CallStatistics;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.testkit.Impairment;
import voip.testkit.LinkReport;
import voip.testkit.MemoryNetwork;

/** A secured call of 23 minutes over a bad link, through a roll-over of the sequence number, on a clock that a test moves. */
class ImpairedCallIT {
    private static final int PACKETS = 70_000;

    private final InetSocketAddress near = new InetSocketAddress("10.0.0.1", 5004);
    private final InetSocketAddress far = new InetSocketAddress("10.0.0.2", 5004);
    private final BitSet heard = new BitSet();
    private int twice;

    @Test
    void everyPacketOfABadLinkIsAccountedFor() throws Exception {
        try (MemoryNetwork network = new MemoryNetwork()) {
            Impairment bad = Impairment.builder()
                    .seed(7)
                    .loss(0.05)
                    .duplication(0.03)
                    .corruption(0.02)
                    .reordering(0.05, Duration.ofMillis(70))
                    .delay(Duration.ofMillis(40))
                    .delayVariation(Duration.ofMillis(10))
                    .build();
            network.link(near, far, bad);
            try (VoipStack caller = Stacks.started(builder(network, near));
                    VoipStack callee = Stacks.started(builder(network, far))) {
                Call calling = caller.offer("bob", call -> packet -> {});
                Call answered = callee.answer(Stacks.onTheWire(calling.media()), "alice", call -> packet -> {
                    int number = packet.payload().getInt();
                    twice += heard.get(number) ? 1 : 0;
                    heard.set(number);
                });
                calling.complete(Stacks.onTheWire(answered.media()));
                for (int i = 0; i < PACKETS; i++) {
                    byte[] number = {(byte) (i >> 24), (byte) (i >> 16), (byte) (i >> 8), (byte) i};
                    assertEquals(Verdict.ACCEPTED, calling.send(Stacks.packet(160 * i, number)));
                    network.advance(Duration.ofMillis(20));
                }
                network.advance(Duration.ofSeconds(1));

                LinkReport link = network.report(near, far);
                CallStatistics statistics = answered.statistics();
                Map<Verdict, Long> verdicts = callee.verdicts();
                assertEquals(0, twice, "no packet is heard twice");
                assertEquals(statistics.packetsReceived(), heard.cardinality());
                assertEquals(
                        link.delivered(),
                        verdicts.values().stream().mapToLong(Long::longValue).sum());
                assertEquals(
                        link.sent() - link.lost() - link.corrupted(),
                        statistics.packetsReceived() + statistics.controlReceived(),
                        "what the link neither lost nor spoilt was heard: " + link);
                assertTrue(verdicts.get(Verdict.REPLAYED) > PACKETS / 50, "copies are refused: " + verdicts);
                assertTrue(verdicts.get(Verdict.UNAUTHENTIC) > PACKETS / 100, "flipped bits are refused: " + verdicts);
                long lost = statistics.packetsLost();
                assertTrue(
                        Math.abs(lost - (PACKETS - heard.cardinality())) <= 5, lost + " packets were counted as lost");
                assertTrue(statistics.jitter().toMillis() > 1
                        && statistics.jitter().toMillis() < 60);
                CallStatistics.RemoteReport remote =
                        calling.statistics().remote().orElseThrow();
                assertTrue(remote.fractionLost() > 0.01 && remote.fractionLost() < 0.2, "reported: " + remote);
                Duration roundTrip = remote.roundTrip().orElseThrow();
                assertTrue(roundTrip.toMillis() >= 40 && roundTrip.toMillis() < 130, "round trip: " + roundTrip);
            }
        }
    }

    private static VoipStackBuilder builder(MemoryNetwork network, InetSocketAddress local) {
        return VoipStack.builder().bind(local).transport(network.transport());
    }
}
