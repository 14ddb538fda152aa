package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long PERIOD = 20_000_000;

    private long now = -7;
    private final List<Long> parked = new ArrayList<>();

    private final Pacer pacer = new Pacer(PERIOD, () -> now, nanos -> {
        parked.add(nanos);
        now += nanos;
    });

    @Test
    void waitsForEachStep() {
        pacer.await(0);
        assertTrue(parked.isEmpty());
        pacer.await(1);
        pacer.await(2);
        assertEquals(List.of(PERIOD, PERIOD), parked);
    }

    @Test
    void doesNotDriftWhenAStepIsLate() {
        long start = now;
        pacer.await(1);
        now += PERIOD + 5_000_000; // 5 ms after step 2 was due
        pacer.await(2);
        pacer.await(3);
        assertEquals(List.of(PERIOD, 15_000_000L), parked);
        assertEquals(start + 3 * PERIOD, now);
    }

    @Test
    void waitsOnWhenItIsWokenEarly() {
        Pacer woken = new Pacer(PERIOD, () -> now, nanos -> now += nanos / 2 + 1);
        long start = now;
        woken.await(1);
        assertTrue(now - start >= PERIOD);
    }

    @Test
    void keepsTheScheduleOfAWholeDay() {
        long start = now;
        pacer.await(50 * 86_400);
        assertEquals(start + 86_400_000_000_000L, now);
    }
}
