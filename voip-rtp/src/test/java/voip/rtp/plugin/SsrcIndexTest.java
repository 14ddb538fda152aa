package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static voip.rtp.plugin.Packets.plain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SsrcIndexTest {
    private final Legs legs = new Legs(new FakeContext());
    private final SsrcIndex index = new SsrcIndex();

    @Test
    void keepsTheLegsOfASourceInTheirOrder() {
        Leg first = (Leg) legs.open(plain(null));
        Leg second = (Leg) legs.open(plain(null));
        index.add(7, first);
        index.add(7, second);
        index.add(7, first);
        assertEquals(2, index.size());
        assertSame(first, index.get(7, 0));
        assertSame(second, index.get(7, 1));
        assertNull(index.get(7, 2));
        index.remove(7, first);
        assertSame(second, index.get(7, 0));
    }

    @Test
    void keepsTheirOrderWhenAnotherLegLeaves() {
        Leg first = (Leg) legs.open(plain(null));
        Leg second = (Leg) legs.open(plain(null));
        Leg leaving = (Leg) legs.open(plain(null));
        for (int ssrc = 0; ssrc < 100; ssrc++) { // wherever in the table they are
            SsrcIndex small = new SsrcIndex();
            small.add(ssrc, first);
            small.add(ssrc, second);
            small.add(ssrc, leaving);
            small.removeAll(leaving);
            assertSame(first, small.get(ssrc, 0));
            assertSame(second, small.get(ssrc, 1));
            assertNull(small.get(ssrc, 2));
        }
    }

    /** Sources whose places collide, bound and unbound at random, against a map of lists. */
    @Test
    void findsWhatIsBoundAndNothingElse() {
        Random random = new Random(5);
        List<Leg> some = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            some.add((Leg) legs.open(plain(null)));
        }
        Map<Integer, List<Leg>> model = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            int ssrc = random.nextInt(-60, 60);
            Leg leg = some.get(random.nextInt(some.size()));
            List<Leg> bound = model.computeIfAbsent(ssrc, absent -> new ArrayList<>());
            if (random.nextInt(500) == 0) {
                index.removeAll(leg);
                model.values().forEach(all -> all.remove(leg));
            } else if (random.nextBoolean()) {
                index.add(ssrc, leg);
                if (!bound.contains(leg)) {
                    bound.add(leg);
                }
            } else {
                index.remove(ssrc, leg);
                bound.remove(leg);
            }
            assertEquals(model.values().stream().mapToInt(List::size).sum(), index.size());
            int asked = random.nextInt(-60, 60);
            List<Leg> expected = model.getOrDefault(asked, List.of());
            for (int before = 0; before < expected.size(); before++) {
                assertSame(expected.get(before), index.get(asked, before));
            }
            assertNull(index.get(asked, expected.size()));
        }
    }
}
