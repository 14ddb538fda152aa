package voip.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.MediaSocket;

class MemoryNetworkImpairmentTest {
    private static final InetSocketAddress ALICE = new InetSocketAddress("10.0.0.1", 5004);
    private static final InetSocketAddress BOB = new InetSocketAddress("10.0.0.2", 5004);
    private static final int MANY = 20_000;
    private static final Duration INTERVAL = Duration.ofMillis(20);

    /** A datagram as it arrived: its number, how long it took, and how many of its bits were wrong. */
    private record Arrival(int number, Duration took, int wrongBits) {}

    /** What arrived of a stream, and what the network says about it. */
    private record Outcome(List<Arrival> arrivals, LinkReport report) {
        List<Integer> numbers() {
            return arrivals.stream().map(Arrival::number).toList();
        }
    }

    @Test
    void withoutImpairmentEverythingArrivesOnceUnchangedInOrderAtOnce() throws IOException {
        Outcome outcome = stream(Impairment.builder().seed(1).build(), MANY);
        assertEquals(new LinkReport(MANY, MANY, 0, 0, 0, 0, 0, 0), outcome.report());
        for (int i = 0; i < MANY; i++) {
            assertEquals(new Arrival(i, Duration.ZERO, 0), outcome.arrivals().get(i));
        }
    }

    @Test
    void sameSeedGivesSameFate() throws IOException {
        Impairment everything = everything(42);
        assertEquals(stream(everything, 2_000), stream(everything, 2_000));
        assertNotEquals(stream(everything, 2_000), stream(everything(43), 2_000));
    }

    @Test
    void switchingOneFaultOffLeavesTheOthersWhereTheyWere() throws IOException {
        Impairment.Builder both = Impairment.builder().seed(5).loss(0.1).corruption(0.1);
        Outcome with = stream(both.build(), MANY);
        Outcome without = stream(both.corruption(0).build(), MANY);
        assertTrue(with.report().corrupted() > 0);
        assertEquals(with.numbers(), without.numbers());
    }

    @Test
    void losesAsOftenAsAsked() throws IOException {
        Outcome outcome = stream(Impairment.builder().seed(2).loss(0.1).build(), MANY);
        assertRate(0.1, outcome.report().lost());
        assertEquals(MANY - outcome.report().lost(), outcome.arrivals().size());
        assertEquals(outcome.numbers().stream().distinct().sorted().toList(), outcome.numbers());
        assertEquals(
                0, stream(Impairment.builder().loss(1).build(), 100).arrivals().size());
    }

    @Test
    void duplicatesAsOftenAsAsked() throws IOException {
        Outcome outcome = stream(Impairment.builder().seed(3).duplication(0.1).build(), MANY);
        assertRate(0.1, outcome.report().duplicated());
        assertEquals(MANY + outcome.report().duplicated(), outcome.report().delivered());
        assertEquals(MANY, outcome.numbers().stream().distinct().count());
        assertEquals(
                200,
                stream(Impairment.builder().duplication(1).build(), 100)
                        .arrivals()
                        .size());
    }

    @Test
    void corruptsOneBitAsOftenAsAsked() throws IOException {
        Outcome outcome = stream(Impairment.builder().seed(4).corruption(0.1).build(), MANY);
        assertRate(0.1, outcome.report().corrupted());
        assertEquals(
                outcome.report().corrupted(),
                outcome.arrivals().stream().filter(a -> a.wrongBits() == 1).count());
        assertTrue(outcome.arrivals().stream().allMatch(a -> a.wrongBits() <= 1));
    }

    @Test
    void holdsBackAsOftenAsAskedSoThatLaterOnesOvertake() throws IOException {
        Outcome outcome = stream(
                Impairment.builder()
                        .seed(6)
                        .reordering(0.1, Duration.ofMillis(50))
                        .build(),
                MANY);
        assertRate(0.1, outcome.report().reordered());
        assertEquals(
                outcome.report().reordered(),
                outcome.arrivals().stream()
                        .filter(a -> a.took().equals(Duration.ofMillis(50)))
                        .count());
        List<Integer> sorted = new ArrayList<>(outcome.numbers());
        Collections.sort(sorted);
        assertNotEquals(sorted, outcome.numbers());
        assertEquals(MANY, sorted.size());
    }

    @Test
    void variesDelayEvenlyWithinItsBoundsAndInOrder() throws IOException {
        Outcome outcome = stream(
                Impairment.builder()
                        .seed(7)
                        .delay(Duration.ofMillis(40))
                        .delayVariation(Duration.ofMillis(10))
                        .build(),
                MANY);
        double mean = 0;
        for (Arrival arrival : outcome.arrivals()) {
            long micros = arrival.took().toNanos() / 1000;
            assertTrue(micros >= 40_000 && micros <= 50_000, arrival::toString);
            mean += micros / (double) MANY;
        }
        assertEquals(45_000, mean, 100);
        assertEquals(MANY, outcome.numbers().stream().distinct().count());
    }

    @Test
    void variationBeyondTheIntervalQueuesAndDoesNotReorder() throws IOException {
        Outcome outcome = stream(
                Impairment.builder()
                        .seed(8)
                        .delayVariation(Duration.ofMillis(200))
                        .build(),
                MANY);
        assertEquals(MANY, outcome.arrivals().size());
        assertEquals(outcome.numbers().stream().sorted().toList(), outcome.numbers());
    }

    @Test
    void linkOfItsOwnGoesBeforeTheCommonImpairmentAndOneWay() throws IOException {
        try (MemoryNetwork network = new MemoryNetwork()) {
            MediaSocket alice = network.open(ALICE);
            MediaSocket bob = network.open(BOB);
            network.link(ALICE, BOB, Impairment.builder().loss(1).build());
            network.impair(Impairment.builder().duplication(1).build());
            alice.send(ByteBuffer.allocate(1), 5004, BOB);
            bob.send(ByteBuffer.allocate(1), 5004, ALICE);
            assertFalse(bob.receive(new Datagram(), 0));
            assertEquals(new LinkReport(1, 0, 1, 0, 0, 0, 0, 0), network.report(ALICE, BOB));
            assertEquals(new LinkReport(1, 0, 0, 1, 0, 0, 0, 0), network.report(BOB, ALICE));
            assertEquals(new LinkReport(2, 0, 1, 1, 0, 0, 0, 0), network.report());
        }
    }

    @Test
    void linkNamedByTheWildcardAddressItsSocketWasBoundToIsFound() throws IOException {
        try (MemoryNetwork network = new MemoryNetwork()) {
            InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 6000);
            network.open(everywhere).send(ByteBuffer.allocate(1), 6000, BOB);
            assertEquals(1, network.report(everywhere, BOB).sent());
        }
    }

    @Test
    void commonImpairmentMeetsEachDirectionOnItsOwn() throws IOException {
        try (MemoryNetwork network = new MemoryNetwork()) {
            MediaSocket alice = network.open(ALICE);
            MediaSocket bob = network.open(BOB);
            network.impair(Impairment.builder().seed(9).loss(0.5).build());
            List<Boolean> there = new ArrayList<>();
            List<Boolean> back = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                alice.send(ByteBuffer.allocate(1), 5004, BOB);
                bob.send(ByteBuffer.allocate(1), 5004, ALICE);
                there.add(bob.receive(new Datagram(), 0));
                back.add(alice.receive(new Datagram(), 0));
            }
            assertNotEquals(there, back);
        }
    }

    private static Impairment everything(long seed) {
        return Impairment.builder()
                .seed(seed)
                .loss(0.05)
                .duplication(0.05)
                .corruption(0.05)
                .reordering(0.05, Duration.ofMillis(45))
                .delay(Duration.ofMillis(20))
                .delayVariation(Duration.ofMillis(15))
                .build();
    }

    /** Within four standard deviations. */
    private static void assertRate(double expected, long count) {
        assertEquals(expected * MANY, count, 4 * Math.sqrt(MANY * expected * (1 - expected)));
    }

    /** Sends numbered datagrams at a fixed interval and records what arrives. */
    private static Outcome stream(Impairment impairment, int count) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        try (MemoryNetwork network = new MemoryNetwork()) {
            MediaSocket alice = network.open(ALICE);
            MediaSocket bob = network.open(BOB);
            network.link(ALICE, BOB, impairment);
            long start = network.clock().nanoTime();
            for (int i = 0; i < count; i++) {
                // Three times, so that the number survives one wrong bit.
                alice.send(ByteBuffer.allocate(12).putInt(i).putInt(i).putInt(i).flip(), 5004, BOB);
                drain(bob, start, arrivals);
                network.advance(INTERVAL);
            }
            network.advance(Duration.ofSeconds(1));
            drain(bob, start, arrivals);
            return new Outcome(arrivals, network.report(ALICE, BOB));
        }
    }

    private static void drain(MediaSocket socket, long start, List<Arrival> into) throws IOException {
        Datagram datagram = new Datagram();
        while (socket.receive(datagram, 0)) {
            int a = datagram.bytes().getInt();
            int b = datagram.bytes().getInt();
            int c = datagram.bytes().getInt();
            int number = a & b | b & c | a & c;
            long sent = start + number * INTERVAL.toNanos();
            into.add(new Arrival(
                    number,
                    Duration.ofNanos(datagram.arrivalNanos() - sent),
                    Integer.bitCount(a ^ number) + Integer.bitCount(b ^ number) + Integer.bitCount(c ^ number)));
        }
    }
}
