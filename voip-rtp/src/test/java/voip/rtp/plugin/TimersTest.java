package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {
    /** An origin from which the clock overflows soon, which means nothing. */
    private static final long ORIGIN = Long.MAX_VALUE - 500;

    private final Timers timers = new Timers();

    private static Timers.Timer timer() {
        return new Timers.Timer() {
            @Override
            void due(long nowNanos) {}
        };
    }

    @Test
    void nothingIsDueWithoutTimers() {
        assertEquals(Long.MAX_VALUE, timers.untilNext(0));
        assertNull(timers.pollDue(Long.MAX_VALUE));
    }

    /** Set, moved, cancelled and polled at random, against a map. */
    @Test
    void findsTheEarliestAsAModelDoes() {
        Random random = new Random(3);
        List<Timers.Timer> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(timer());
        }
        Map<Timers.Timer, Long> model = new HashMap<>();
        long now = ORIGIN;
        for (int step = 0; step < 50_000; step++) {
            Timers.Timer timer = all.get(random.nextInt(all.size()));
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long at = now + random.nextInt(100);
                    timers.set(timer, at);
                    model.put(timer, at);
                }
                case 2 -> {
                    timers.cancel(timer);
                    model.remove(timer);
                }
                default -> now += random.nextInt(8);
            }
            long at = now;
            long least = model.values().stream()
                    .map(nanos -> nanos - at)
                    .min(Comparator.naturalOrder())
                    .orElse(Long.MAX_VALUE);
            assertEquals(Math.max(0, least), timers.untilNext(now));
            Timers.Timer due = timers.pollDue(now);
            if (least > 0) {
                assertNull(due);
            } else {
                assertEquals(least, model.remove(due) - now);
            }
            assertEquals(model.size(), timers.size());
        }
    }
}
