package voip.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private final Instant start = Instant.parse("2036-02-07T06:28:16Z");
    private final VirtualClock clock = new VirtualClock(start);

    @Test
    void standsStillUntilItIsMoved() {
        long before = clock.nanoTime();
        assertEquals(before, clock.nanoTime());
        assertEquals(start, clock.instant());
        assertEquals(Duration.ZERO, clock.elapsed());
    }

    @Test
    void movesBothClocksTogether() {
        long before = clock.nanoTime();
        clock.advance(Duration.ofNanos(1_500_000_001));
        assertEquals(1_500_000_001, clock.nanoTime() - before);
        assertEquals(start.plusNanos(1_500_000_001), clock.instant());
        assertEquals(Duration.ofNanos(1_500_000_001), clock.elapsed());
    }

    @Test
    void startsBelowZeroAndPassesIt() {
        assertTrue(clock.nanoTime() < 0);
        clock.advance(Duration.ofSeconds(10));
        assertEquals(0, clock.nanoTime());
    }

    @Test
    void neverGoesBackwards() {
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
        assertEquals(Duration.ZERO, clock.elapsed());
    }
}
