package voip.app;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A schedule of equal steps, counted from its start: a step that comes late does not delay those after it, so that the
 * rate does not drift.
 */
final class Pacer {
    private final LongSupplier clock;
    private final LongConsumer park;
    private final long periodNanos;
    private final long startNanos;

    /** A schedule that starts now, on the machine's clock. */
    Pacer(long periodNanos) {
        this(periodNanos, System::nanoTime, LockSupport::parkNanos);
    }

    /** A schedule that starts now, on the given clock. */
    Pacer(long periodNanos, LongSupplier clock, LongConsumer park) {
        this.clock = clock;
        this.park = park;
        this.periodNanos = periodNanos;
        this.startNanos = clock.getAsLong();
    }

    /** Waits until the step is due, from 0 on; returns at once if it is late, or if the thread is interrupted. */
    void await(int step) {
        long due = startNanos + step * periodNanos;
        long left;
        while ((left = due - clock.getAsLong()) > 0 && !Thread.currentThread().isInterrupted()) {
            park.accept(left);
        }
    }
}
