package voip.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 63, 64, 65, 1000, 123_456, 1_000_000_007, 3_600_000_000_000L, Long.MAX_VALUE})
    void readsBackWhatWasRecordedOrAtMostAThirtySecondPartMore(long nanos) {
        histogram.record(nanos);
        long read = histogram.quantile(1);
        assertTrue(read >= nanos && read - nanos <= nanos / 32, read + " for " + nanos);
    }

    @Test
    void quantilesHaveTheirPartBelow() {
        for (int nanos = 1; nanos <= 50; nanos++) {
            histogram.record(nanos);
        }
        assertEquals(50, histogram.count());
        assertEquals(1, histogram.quantile(0.001));
        assertEquals(25, histogram.quantile(0.5));
        assertEquals(26, histogram.quantile(0.501));
        assertEquals(50, histogram.quantile(0.99));
    }

    @Test
    void hasNoQuantileOfNothing() {
        assertEquals(0, histogram.quantile(0.5));
        assertEquals(0, histogram.count());
    }

    @Test
    void takesAClockThatWentBackForNoTime() {
        histogram.record(-5);
        assertEquals(1, histogram.count());
        assertEquals(0, histogram.quantile(1));
    }

    @Test
    void addsWhatAnotherHasCounted() {
        Histogram other = new Histogram();
        other.record(7);
        other.record(1_000_000);
        histogram.record(7);
        histogram.add(other);
        assertEquals(3, histogram.count());
        assertEquals(7, histogram.quantile(0.66));
        assertEquals(other.quantile(1), histogram.quantile(1));
        assertEquals(2, other.count());
    }
}
