package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PacketIndexTest {
    private static final long CYCLE = 65_536;

    @Test
    void beginsWithRolloverCounterZero() {
        assertEquals(0, PacketIndex.estimate(PacketIndex.NONE, 0));
        assertEquals(65_535, PacketIndex.estimate(PacketIndex.NONE, 65_535));
    }

    @Test
    void rfc3711AppendixA() {
        for (long rolloverCounter : new long[] {1, 2, 0xFFFF_FFFEL}) {
            for (int highest : new int[] {0, 1, 32_766, 32_767, 32_768, 32_769, 65_534, 65_535}) {
                for (int sequence = 0; sequence <= 0xFFFF; sequence++) {
                    long expected = appendixA(rolloverCounter, highest, sequence);
                    assertEquals(expected, PacketIndex.estimate(rolloverCounter * CYCLE + highest, sequence));
                }
            }
        }
    }

    /** The pseudocode as it stands. */
    private static long appendixA(long roc, int highest, int sequence) {
        long v;
        if (highest < 32_768) {
            v = sequence - highest > 32_768 ? roc - 1 : roc;
        } else {
            v = highest - 32_768 > sequence ? roc + 1 : roc;
        }
        return sequence + v * CYCLE;
    }

    @Test
    void thereIsNothingBeforeIndexZero() {
        assertEquals(40_000, PacketIndex.estimate(100, 40_000));
        assertEquals(65_535, PacketIndex.estimate(0, 65_535));
    }

    @Test
    void endsBehindFortyEightBits() {
        long last = (1L << 48) - 1;
        assertFalse(PacketIndex.isExhausted(PacketIndex.estimate(last - 1, 0xFFFF)));
        assertTrue(PacketIndex.isExhausted(PacketIndex.estimate(last, 0)));
        assertEquals(0xFFFF_FFFF, PacketIndex.rolloverCounter(last));
    }
}
