package voip.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.spi.AddressDiscovery.Timing;
import voip.stun.StunTransaction.State;

/** When requests are sent and when it is given up (RFC 8489 §6.2.1), on a clock that the test moves. */
class ScheduleTest {
    /** The times of the requests and, last, of the end, in milliseconds from the first, on a clock that starts anywhere. */
    private static List<Long> run(Timing timing, long origin) {
        StunTransaction transaction = new Exchange(timing).transaction;
        List<Long> times = new ArrayList<>();
        long now = origin;
        while (true) {
            boolean send = transaction.due(now);
            if (send || transaction.state() != State.WAITING) {
                times.add(TimeUnit.NANOSECONDS.toMillis(now - origin));
            }
            if (transaction.state() != State.WAITING) {
                assertEquals(State.TIMED_OUT, transaction.state());
                assertEquals(Duration.ofNanos(now - origin), transaction.elapsed(now + 1));
                assertEquals(Long.MAX_VALUE, transaction.nanosToNext(now));
                return times;
            }
            long next = transaction.nanosToNext(now);
            assertTrue(next > 0, "waits for nothing");
            assertFalse(transaction.due(now + next - 1), "a nanosecond early");
            now += next;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -10_000_000_000L, Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE})
    void rfc8489Section621(long origin) {
        assertEquals(
                List.of(0L, 500L, 1_500L, 3_500L, 7_500L, 15_500L, 31_500L, 39_500L), run(Timing.STANDARD, origin));
    }

    @Test
    void eachOfItsNumbersCanBeSet() {
        assertEquals(List.of(0L, 100L, 300L, 400L), run(Exchange.timing(100, 3, 1), 0));
        assertEquals(List.of(0L, 1_000L, 3_000L, 19_000L), run(Exchange.timing(1_000, 3, 16), 0));
        assertEquals(List.of(0L, 500L, 1_500L), run(Exchange.timing(500, 2, 2), 0));
        assertEquals(List.of(0L, 8_000L), run(Exchange.timing(500, 1, 16), 0));
    }

    @Test
    void hugeNumbersDoNotOverflowTheClock() {
        StunTransaction transaction =
                new Exchange(new Timing(Duration.ofDays(100_000), 1_000, Integer.MAX_VALUE, Duration.ZERO)).transaction;
        long now = 0;
        for (int i = 0; i < 4; i++) {
            assertTrue(transaction.due(now));
            assertTrue(transaction.nanosToNext(now) > TimeUnit.DAYS.toNanos(10_000));
            now += transaction.nanosToNext(now);
        }
        StunTransaction many = new Exchange(Exchange.timing(1, 200, 1)).transaction;
        now = 0;
        for (int i = 0; i < 100; i++) {
            assertTrue(many.due(now));
            assertTrue(many.nanosToNext(now) > 0);
            now += many.nanosToNext(now);
        }
    }

    @Test
    void lateCallsMoveTheScheduleInsteadOfBunchingIt() {
        StunTransaction transaction = new Exchange().transaction;
        assertTrue(transaction.due(0));
        long late = TimeUnit.SECONDS.toNanos(5);
        assertTrue(transaction.due(late));
        assertFalse(transaction.due(late));
        assertEquals(TimeUnit.SECONDS.toNanos(1), transaction.nanosToNext(late));
    }

    @Test
    void timeOutSaysWhoWasAskedHowOftenAndForHowLong() {
        StunTransaction transaction = new Exchange(Exchange.timing(500, 2, 2)).transaction;
        for (long millis : new long[] {0, 500, 1_500}) {
            transaction.due(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        assertEquals(2, transaction.requestsSent());
        assertEquals("the STUN server 192.0.2.1:3478 did not answer (2 requests in 1.5 s)", transaction.failure(0));
        assertFalse(transaction.due(TimeUnit.DAYS.toNanos(1)));
    }

    @Test
    void answerInTheLastMomentCounts() {
        Exchange exchange = new Exchange(Exchange.timing(500, 1, 16));
        assertTrue(exchange.transaction.due(0));
        assertTrue(exchange.receives(exchange.good()));
        assertFalse(exchange.transaction.due(TimeUnit.SECONDS.toNanos(8)));
        assertEquals(State.SUCCEEDED, exchange.transaction.state());
    }
}
