package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.rtp.ReportBlock;

class ReceptionTest {
    private static final long MILLI = 1_000_000;

    private final Reception reception = new Reception();

    private void packet(int ssrc, int sequence, long atMillis) {
        reception.packet(ssrc, sequence & 0xFFFF, 160 * sequence, 8000, atMillis * MILLI, 160);
    }

    /** The block of the only source that was heard. */
    private ReportBlock report(long nanos) {
        List<ReportBlock> blocks = reception.report(nanos);
        assertEquals(1, blocks.size());
        return blocks.get(0);
    }

    @Test
    void countsLossDuplicatesAndReorderingAsAModelDoes() {
        Random random = new Random(1);
        int first = 65_000; // wraps soon
        int highest = first;
        long received = 0;
        long receivedBefore = 0;
        long expectedBefore = 0;
        for (int i = 0; i < 20_000; i++) {
            int sequence = first + i;
            double fate = random.nextDouble();
            int copies = i > 0 && fate < 0.1 ? 0 : fate < 0.15 ? 2 : 1;
            if (i > 20 && fate > 0.95) {
                packet(7, sequence - 1 - random.nextInt(20), i * 20L); // late, again
                received++;
            }
            for (int copy = 0; copy < copies; copy++) {
                packet(7, sequence, i * 20L);
                received++;
                highest = sequence;
            }
            long expected = highest - first + 1;
            assertEquals(expected - received, reception.lost());
            if (i % 250 == 249) {
                ReportBlock block = report(i * 20 * MILLI);
                long interval = expected - expectedBefore;
                long lost = interval - (received - receivedBefore);
                assertEquals(Math.max(0, lost) * 256 / interval, block.fractionLost());
                assertEquals(expected - received, block.cumulativeLost());
                assertEquals(highest, block.highestSequence(), "extended by its cycles");
                expectedBefore = expected;
                receivedBefore = received;
            }
        }
        assertEquals(received, reception.packets());
        assertEquals(160 * received, reception.octets());
    }

    @Test
    void estimatesJitterAsAModelDoes() {
        Random random = new Random(2);
        double model = 0;
        long lastTransit = 0;
        long start = Long.MAX_VALUE - 1_000_000_000L; // the clock's value overflows on the way, which means nothing
        for (int i = 0; i < 1000; i++) {
            long arrival = 20L * i + random.nextInt(15);
            reception.packet(7, i, 160 * i, 8000, start - start % 1_000_000_000 + arrival * MILLI, 160);
            long transit = arrival * 8 - 160L * i;
            if (i > 0) {
                model += (Math.abs(transit - lastTransit) - model) / 16;
            }
            lastTransit = transit;
            if (arrival < 600) {
                assertEquals(model, reception.jitter().toNanos() * 8000 / 1e9, 0.01);
            }
        }
    }

    @Test
    void hasNoJitterWithOnePacketOrEvenOnes() {
        assertEquals(Duration.ZERO, reception.jitter());
        for (int i = 0; i < 100; i++) {
            packet(1, i, 20L * i);
        }
        assertEquals(Duration.ZERO, reception.jitter());
    }

    @Test
    void newSourceStartsClean() {
        packet(1, 0, 0);
        packet(1, 10, 500);
        assertEquals(9, reception.lost());
        packet(2, 40_000, 600);
        assertEquals(0, reception.lost());
        assertEquals(Duration.ZERO, reception.jitter());
        assertEquals(3, reception.packets());
    }

    @Test
    void startsAfreshAfterTwoPacketsOfARestartedSequence() {
        packet(1, 100, 0);
        packet(1, 30_000, 20);
        assertEquals(0, reception.lost(), "one jump may be a stray");
        packet(1, 30_001, 40);
        packet(1, 30_003, 80);
        assertEquals(1, reception.lost());
    }

    @Test
    void rescalesJitterWhenTheClockRateChanges() {
        reception.packet(1, 0, 0, 8000, 0, 1);
        reception.packet(1, 1, 160, 8000, 36 * MILLI, 1); // 16 ms late: 1 ms of jitter
        assertEquals(Duration.ofMillis(1), reception.jitter());
        reception.packet(1, 2, 5_000_000, 48_000, 40 * MILLI, 1);
        assertEquals(Duration.ofMillis(1), reception.jitter(), "transits of two clocks are not compared (RFC 7160)");
    }

    @Test
    void reportsOnlyWhatWasHeardSinceTheLastReport() {
        assertEquals(List.of(), reception.report(0));
        packet(1, 0, 0);
        assertEquals(1, reception.report(0).size());
        assertEquals(List.of(), reception.report(0));
    }

    @Test
    void namesTheSourcesLastSenderReportAndItsAge() {
        packet(1, 0, 0);
        assertEquals(0, report(0).lastSenderReport());
        reception.senderReport(1, 0xB705_2000L, 1000 * MILLI);
        packet(1, 1, 1001);
        ReportBlock block = report(6250 * MILLI);
        assertEquals(0xB705_2000L, block.lastSenderReport());
        assertEquals(0x0005_4000L, block.delaySinceLastSenderReport(), "5.25 s, as in RFC 3550 figure 2");
        packet(2, 0, 7000);
        assertEquals(0, report(7000 * MILLI).lastSenderReport(), "it was another source's");
    }

    @Test
    void clampsLossTo24Bits() {
        Set<Integer> seen = new HashSet<>();
        packet(1, 0, 0);
        for (int i = 1; i < 4000; i++) {
            packet(1, i * 2999, i); // a gap below MAX_DROPOUT each time
            seen.add(report(0).cumulativeLost());
        }
        assertEquals(0x7F_FFFF, seen.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    @Test
    void keepsTheStatisticsOfSourcesApart() {
        packet(1, 0, 0);
        packet(1, 10, 500);
        packet(2, 40_000, 600);
        packet(1, 12, 620);
        assertEquals(0, reception.lost(), "the current one's");
        List<ReportBlock> blocks = reception.report(700 * MILLI);
        assertEquals(List.of(1L, 2L), blocks.stream().map(ReportBlock::ssrc).toList());
        assertEquals(
                List.of(10, 0), blocks.stream().map(ReportBlock::cumulativeLost).toList());
        packet(2, 40_001, 720);
        assertEquals(2, report(800 * MILLI).ssrc(), "only what was heard since");
    }

    @Test
    void newestSourceIsCurrentAndAFormerOneAgainAfterASilence() {
        assertEquals(Reception.Change.NONE, change(1, 0));
        assertEquals(Reception.Change.NONE, change(1, 20));
        assertEquals(Reception.Change.CURRENT, change(2, 40));
        assertEquals(1, reception.before());
        assertEquals(Reception.Change.NONE, change(1, 60), "in flight");
        assertEquals(Reception.Change.NONE, change(2, 80));
        assertEquals(Reception.Change.NONE, change(1, 1079));
        assertEquals(Reception.Change.CURRENT, change(1, 1080));
        assertEquals(2, reception.before());
    }

    @Test
    void currentSourceChangesOnceASecondAtMost() {
        change(1, 0);
        assertEquals(Reception.Change.CURRENT, change(2, 10));
        assertEquals(Reception.Change.ADDED, change(3, 20));
        change(2, 500);
        assertEquals(Reception.Change.NONE, change(3, 1009));
        assertEquals(Reception.Change.CURRENT, change(3, 1010));
        assertEquals(2, reception.before());
    }

    @Test
    void keepsFewSourcesAndTheCurrentOneAmongThem() {
        packet(1, 0, 0);
        packet(1, 2, 40);
        for (int ssrc = 100; ssrc < 1000; ssrc++) {
            packet(ssrc, ssrc, 50);
        }
        assertEquals(Reception.MOST_SOURCES, reception.sources());
        assertEquals(Reception.MOST_SOURCES, reception.report(60 * MILLI).size());
        assertEquals(0, reception.lost(), "100 is current, for all that came after");
    }

    @Test
    void sourceExpiresWhenItWasSilentForFiveReports() {
        packet(1, 0, 0);
        packet(2, 0, 10);
        packet(3, 0, 2000);
        assertEquals(23_000 * MILLI, reception.untilExpiry(2000 * MILLI));
        assertNull(reception.expired(24_999 * MILLI));
        assertEquals(1, reception.expired(25_000 * MILLI).ssrc());
        assertNull(reception.expired(25_000 * MILLI));
        assertEquals(2, reception.expired(25_010 * MILLI).ssrc());
        assertEquals(Long.MAX_VALUE, reception.untilExpiry(26_000 * MILLI), "the current one does not");
        assertEquals(1, reception.sources());
    }

    private Reception.Change change(int ssrc, long atMillis) {
        return reception.packet(ssrc, (int) atMillis, 0, 8000, atMillis * MILLI, 1);
    }
}
