package voip.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
    @ParameterizedTest
    @ValueSource(doubles = {300, 99_000, 100_000, 123_456, 1_000_000})
    void findsTheHighestRateThatIsBorne(double capacity) {
        RateSearch search = new RateSearch(100_000);
        int tries = 0;
        while (!search.isDone()) {
            search.tell(search.next(), search.next() <= capacity);
            tries++;
        }
        assertTrue(search.best() <= capacity && search.best() > 0.97 * capacity, search.best() + " of " + capacity);
        assertTrue(tries <= 16, tries + " tries");
    }

    @Test
    void hasNoBestAsLongAsNothingWasBorne() {
        RateSearch search = new RateSearch(1000);
        search.tell(1000, false);
        assertEquals(0, search.best());
        assertEquals(500, search.next());
        assertFalse(search.isDone());
    }

    @Test
    void endsWhereTheSenderKeepsNoHigherRate() {
        RateSearch search = new RateSearch(1000);
        while (!search.isDone()) {
            double rate = search.next();
            search.tell(Math.min(rate, 1500), true);
            if (rate > 1500) {
                search.tell(rate, false);
            }
        }
        assertEquals(1500, search.best());
    }

    @Test
    void believesTheRefusalOfALowerRateMoreThanAHigherOnesLuck() {
        RateSearch search = new RateSearch(1000);
        search.tell(1000, true);
        search.tell(800, false);
        assertEquals(800, search.best());
        assertTrue(search.isDone());
    }
}
