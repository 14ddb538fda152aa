package voip.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmark runs, and does what it is said to measure. */
@Tag("bcfips")
class PacketBenchmarkTest {
    private static final int PAYLOAD = 160;
    private static final int PLAIN = Packets.HEADER + PAYLOAD;
    private static final int ROUNDS = 3;
    private static final int LAST = ROUNDS * PacketBenchmark.BATCH - 1;

    private final PacketBenchmark benchmark = new PacketBenchmark();
    private Suite suite;

    @BeforeAll
    static void compile(@TempDir Path folder) throws Exception {
        Peers.compileLibsrtp(folder);
    }

    @BeforeEach
    void open() throws Exception {
        suite = Suite.named("AES_CM_128_HMAC_SHA1_80", Crypto.tested());
        benchmark.suite = suite.name();
        benchmark.payload = PAYLOAD;
        benchmark.crypto = Crypto.tested();
        benchmark.entrants = "";
        benchmark.open();
        for (int i = 0; i < ROUNDS; i++) {
            benchmark.round();
        }
    }

    @AfterEach
    void close() throws Exception {
        benchmark.close();
    }

    @Test
    void allTakePartInEachRound() {
        Map<Entrant, Costs> costs = benchmark.costs();
        assertEquals(Crypto.tested().entrants(suite), List.copyOf(costs.keySet()));
        costs.forEach((entrant, cost) -> {
            assertEquals(ROUNDS, cost.turns(), entrant::name);
            assertTrue(cost.of(Operation.PROTECT).nanos() > 0, entrant::name);
            assertTrue(cost.of(Operation.UNPROTECT).nanos() > 0, entrant::name);
            assertTrue(
                    entrant == Entrant.LIBSRTP || cost.of(Operation.ROUND_TRIP).bytes() > 0, entrant::name);
        });
    }

    @Test
    void everyPacketOfABatchComesBack() {
        benchmark.costs().keySet().forEach(entrant -> {
            if (benchmark.turn(entrant) instanceof ContenderTurn turn) {
                for (int i = 0; i < PacketBenchmark.BATCH; i++) {
                    byte[] expected = new byte[PLAIN];
                    Packets.lay(Packets.rtp(PAYLOAD), LAST + 1 - PacketBenchmark.BATCH + i, expected);
                    assertArrayEquals(expected, Arrays.copyOf(turn.slots()[i], PLAIN), entrant::name);
                }
            }
        });
    }

    @Test
    void libsrtpWorksOnTheSamePackets() throws Exception {
        if (benchmark.turn(Entrant.LIBSRTP) instanceof LibsrtpTurn turn) {
            byte[] byUs = new byte[Packets.ROOM];
            Contender ours = Entrant.VOIP.open(suite, byUs);
            int length = 0;
            for (int i = 0; i <= LAST; i++) {
                Packets.lay(Packets.rtp(PAYLOAD), i, byUs);
                length = ours.protect(PLAIN);
            }
            byte[] byLibsrtp = new byte[Packets.ROOM];
            assertEquals(length, turn.libsrtp().last(byLibsrtp));
            assertArrayEquals(byUs, byLibsrtp);
        }
    }

    @ParameterizedTest
    @EnumSource
    void handsEachCostAndRatioToJmh(Operation operation) {
        List<String> labels = new TurnProfiler()
                .afterIteration(null, null, null).stream()
                        .map(result -> result.getLabel())
                        .toList();
        for (Entrant entrant : benchmark.costs().keySet()) {
            assertTrue(labels.contains(TurnProfiler.nanos(entrant, operation)), entrant::name);
            assertTrue(labels.contains(TurnProfiler.bytes(entrant, operation)), entrant::name);
            assertEquals(
                    entrant != Entrant.VOIP, labels.contains(TurnProfiler.ratio(entrant, operation)), entrant::name);
        }
    }
}
