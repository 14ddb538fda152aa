package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index estimate for all 2<sup>32</sup> pairs of highest and received sequence number, against RFC 3711 Appendix A. */
@Tag("slow")
class IndexEstimateTest {
    private static final long MODULUS = 1L << 32;

    @ParameterizedTest
    @ValueSource(longs = {1, 0, MODULUS - 1})
    void rfc3711AppendixAForEveryPair(long roc) {
        long differ = 0;
        long pairs = 0;
        for (int highest = 0; highest <= 0xFFFF; highest++) {
            differ += differing(roc, highest);
            pairs += 0x1_0000;
        }
        assertEquals(1L << 32, pairs);
        assertEquals(0, differ, "pairs for which the estimate is another");
    }

    private static int differing(long roc, int highest) {
        int differ = 0;
        long packetIndex = roc * 0x1_0000 + highest;
        for (int sequence = 0; sequence <= 0xFFFF; sequence++) {
            if (PacketIndex.estimate(packetIndex, sequence) != expected(roc, highest, sequence)) {
                differ++;
            }
        }
        return differ;
    }

    /** Where the pseudocode turns around, ours does not: nothing was sent before index 0, and nothing may be after the last. */
    private static long expected(long roc, int highest, int sequence) {
        long index = appendixA(roc, highest, sequence);
        long v = index >>> 16;
        if (roc == 0 && v == MODULUS - 1) {
            return sequence;
        }
        return roc == MODULUS - 1 && v == 0 ? MODULUS * 0x1_0000 + sequence : index;
    }

    /** As it stands. */
    private static long appendixA(long ROC, int s_l, int SEQ) {
        long v;
        if (s_l < 32768) {
            if (SEQ - s_l > 32768) {
                v = ROC - 1 & 0xFFFF_FFFFL;
            } else {
                v = ROC;
            }
        } else {
            if (s_l - 32768 > SEQ) {
                v = ROC + 1 & 0xFFFF_FFFFL;
            } else {
                v = ROC;
            }
        }
        return SEQ + v * 65536;
    }

    @ParameterizedTest
    @ValueSource(ints = {32_768, 40_000, 65_535})
    void whatLiesBehindTheLastIndexIsRefused(int highest) {
        for (int sequence = 0; sequence < highest - 32_768; sequence++) {
            assertTrue(PacketIndex.isExhausted(PacketIndex.estimate((MODULUS - 1 << 16) + highest, sequence)));
        }
    }
}
