package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import voip.api.Verdict;

/** Index estimate and window against a model that knows the true indexes, over a link with loss, reordering and duplication. */
class ReplayWindowProperties {
    @Property(tries = 40)
    void agreesWithAModelThatKnowsTheTrueIndex(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 32767) int first,
            @ForAll @IntRange(min = 64, max = 3000) int size,
            @ForAll @IntRange(min = 1, max = 4000) int delay) {
        Random random = new Random(seed);
        ReplayWindow window = new ReplayWindow(size);
        Set<Long> used = new HashSet<>();
        long highest = PacketIndex.NONE;
        for (long index : overALink(random, first, delay)) {
            long estimated = PacketIndex.estimate(window.highest(), (int) (index & 0xFFFF));
            assertEquals(index, estimated, "the index estimate");
            Verdict expected = index <= highest - size
                    ? Verdict.TOO_OLD
                    : used.contains(index) ? Verdict.REPLAYED : Verdict.ACCEPTED;
            assertEquals(expected, window.check(estimated));
            if (expected == Verdict.ACCEPTED) {
                window.use(estimated);
                used.add(index);
                highest = Math.max(highest, index);
                assertEquals(highest, window.highest());
            }
        }
    }

    /** The indexes of five cycles as they arrive; the first one arrives first, as it must (RFC 3711 §3.3.1). */
    private static List<Long> overALink(Random random, int first, int delay) {
        record Arrival(long time, long index) {}
        List<Arrival> arrivals = new ArrayList<>();
        long index = first;
        for (long end = first + (5L << 16); index < end; index += random.nextInt(100) == 0 ? random.nextInt(9000) : 7) {
            arrivals.add(new Arrival(index + random.nextInt(delay), index));
            if (random.nextInt(10) == 0) {
                arrivals.add(new Arrival(index + random.nextInt(2 * delay), index));
            }
        }
        arrivals.sort((a, b) -> Long.compare(a.time, b.time));
        List<Long> indexes = new ArrayList<>(List.of((long) first));
        arrivals.forEach(arrival -> indexes.add(arrival.index));
        return indexes;
    }
}
