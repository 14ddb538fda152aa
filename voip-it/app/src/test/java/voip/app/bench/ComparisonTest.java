package voip.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Result bare = Results.of("bare", 2000, 9000, 1000);
    private final Result echo = Results.of("echo", 5000, 9000, 4000);
    private final Result unit = Results.of("unit", 1500, 2000, 1000);

    @Test
    void processorTimesAreComparedRoundByRound() {
        assertEquals(2.5, Comparison.cpu(echo, bare)); // of 2.5, 1 and 4
        assertEquals(2, Comparison.cpuAdded(echo, bare, unit)); // of 2, 0 and 3
    }

    @Test
    void roundIsItsMiddleBurst() {
        Result one = new Result("one");
        one.work(List.of(new Work(9000, 0), new Work(3000, 0), new Work(4000, 0)));
        assertEquals(4000, one.cpuNanos(0));
    }

    @Test
    void roundInWhichNothingCameBackDoesNotCount() {
        Result lame = new Result("lame");
        lame.work(List.of());
        assertTrue(Double.isNaN(Comparison.cpu(lame, bare)));
        lame.work(List.of(new Work(9000, 0)));
        lame.work(List.of(new Work(3000, 0)));
        assertEquals(1, Comparison.cpu(lame, bare)); // of 1 and 3
    }

    @Test
    void fastestButForATwentieth() {
        long[] nanos = new long[40];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = 140 - i;
        }
        assertEquals(102, Results.of("many", nanos).cpuNanos());
    }

    @Test
    void p99IsComparedRoundByRound() {
        Results.pace(bare, 10, 20, 10);
        Results.pace(echo, 20, 20, 60);
        assertEquals(2, Comparison.p99(echo, bare)); // of 2, 1 and 6
    }

    @Test
    void p99OfARoundInWhichNothingCameDoesNotCount() {
        Results.pace(bare, 10, 20, 10);
        echo.paced(new Slice(1, 0, 1, new Pauses(0, 0)), new Histogram());
        Results.pace(echo, 60, 30);
        assertEquals(3, Comparison.p99(echo, bare)); // of 3 and 3, and nothing
    }

    @Test
    void nothingIsNoNumber() {
        assertTrue(Double.isNaN(Comparison.p99(bare, echo)));
    }

    @Test
    void medianIsOneOfTheFigures() {
        assertEquals(2, Quantiles.median(4, round -> new double[] {9, 2, 1, 3}[round]));
        assertEquals(3, Quantiles.median(3, round -> new double[] {9, 3, 1}[round]));
    }
}
