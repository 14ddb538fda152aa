package voip.app.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of durations in a space of fixed size, 32 buckets to each doubling: what is read back is at most 1/32 too high. One
 * thread records, which allocates nothing; any thread reads.
 */
final class Histogram {
    private static final int STEP_BITS = 5;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int BUCKETS = (Long.SIZE - STEP_BITS) * STEPS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    /** Counts a duration; one below zero, which only clocks of two processors can make, as zero. */
    void record(long nanos) {
        add(bucket(Math.max(0, nanos)), 1);
    }

    /** Adds what another one has counted; for the recording thread. */
    void add(Histogram other) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            add(bucket, other.counts.get(bucket));
        }
    }

    private void add(int bucket, long count) {
        counts.setRelease(bucket, counts.getPlain(bucket) + count); // there is one writer
    }

    long count() {
        long sum = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            sum += counts.get(bucket);
        }
        return sum;
    }

    /**
     * The least duration that at least this part of all are not above; 0 if there are none.
     *
     * @param part above 0, to 1
     */
    long quantile(double part) {
        long count = count();
        long rank = Math.max(1, (long) Math.ceil(part * count));
        long sum = 0;
        for (int bucket = 0; bucket < BUCKETS && count > 0; bucket++) {
            sum += counts.get(bucket);
            if (sum >= rank) {
                return highest(bucket);
            }
        }
        return 0;
    }

    /** Below 64 each value has a bucket of its own; above, the leading one and the five bits behind it choose. */
    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - STEP_BITS - Long.numberOfLeadingZeros(value));
        return shift * STEPS + (int) (value >>> shift);
    }

    private static long highest(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        return ((long) (bucket - shift * STEPS) + 1 << shift) - 1;
    }
}
