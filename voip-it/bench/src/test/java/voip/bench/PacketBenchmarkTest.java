package voip.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each benchmark runs, and does what it is said to measure. */
class PacketBenchmarkTest {
    private static final int PAYLOAD = 160;
    private static final int TAG = 10;
    private static final int PLAIN = Packets.HEADER + PAYLOAD;

    private final PacketBenchmark benchmark = new PacketBenchmark();
    private final PacketBenchmark.Cost cost = new PacketBenchmark.Cost();

    private void open(Entrant entrant) throws Exception {
        benchmark.suite = "AES_CM_128_HMAC_SHA1_80";
        benchmark.payload = PAYLOAD;
        benchmark.entrant = entrant;
        benchmark.open();
    }

    @ParameterizedTest
    @EnumSource
    void protectsABatch(Entrant entrant) throws Exception {
        open(entrant);
        assertEquals(PacketBenchmark.BATCH * (PLAIN + TAG), benchmark.protect(cost));
        assertTrue(cost.nanosPerPacket() > 0);
    }

    @ParameterizedTest
    @EnumSource
    void unprotectsABatchOfNewPacketsAgainAndAgain(Entrant entrant) throws Exception {
        open(entrant);
        PacketBenchmark.Arriving arriving = new PacketBenchmark.Arriving();
        for (int batch = 0; batch < 3; batch++) {
            arriving.arrive(benchmark);
            assertEquals(PacketBenchmark.BATCH * PLAIN, benchmark.unprotect(arriving, cost));
        }
        assertLastIs(3 * PacketBenchmark.BATCH - 1);
    }

    @ParameterizedTest
    @EnumSource
    void bringsABatchBack(Entrant entrant) throws Exception {
        open(entrant);
        assertEquals(PacketBenchmark.BATCH * PLAIN, benchmark.roundTrip(cost));
        assertLastIs(PacketBenchmark.BATCH - 1);
    }

    private void assertLastIs(int number) {
        byte[] expected = new byte[PLAIN];
        Packets.lay(Packets.rtp(PAYLOAD), number, expected);
        assertArrayEquals(expected, Arrays.copyOf(benchmark.array(), PLAIN));
    }
}
