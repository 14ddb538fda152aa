package voip.testkit;

import java.time.Duration;
import java.time.Instant;
import voip.api.MediaClock;

/**
 * A clock that stands still until it is told to move.
 *
 * <p>{@link #nanoTime()} starts below zero, as {@link System#nanoTime()} may, and passes zero ten seconds later: code that
 * takes 0 for "never", or time for positive, fails here and not in production. Threads may share a clock.
 */
public final class VirtualClock implements MediaClock {
    /** The wall clock's time at which a clock starts if not told otherwise: 2000-01-01T00:00:00Z. */
    public static final Instant DEFAULT_START = Instant.parse("2000-01-01T00:00:00Z");

    private static final long ORIGIN = -Duration.ofSeconds(10).toNanos();

    private final Instant start;
    private volatile long elapsed;

    /** Makes a clock that starts at {@link #DEFAULT_START}. */
    public VirtualClock() {
        this(DEFAULT_START);
    }

    /** Makes a clock whose wall clock starts at the given time. */
    public VirtualClock(Instant start) {
        this.start = start;
    }

    @Override
    public long nanoTime() {
        return nanoTimeAt(elapsed);
    }

    @Override
    public Instant instant() {
        return start.plusNanos(elapsed);
    }

    /** How far the clock has moved since its start. */
    public Duration elapsed() {
        return Duration.ofNanos(elapsed);
    }

    /**
     * Moves both clocks on.
     *
     * @throws IllegalArgumentException if the duration is negative
     * @throws ArithmeticException if the clock would have moved by more than 292 years
     */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a clock never goes backwards; it cannot advance by " + by);
        }
        elapsed = Math.addExact(elapsed, by.toNanos());
    }

    long elapsedNanos() {
        return elapsed;
    }

    synchronized void moveTo(long elapsedNanos) {
        elapsed = Math.max(elapsed, elapsedNanos);
    }

    static long nanoTimeAt(long elapsedNanos) {
        return ORIGIN + elapsedNanos;
    }
}
