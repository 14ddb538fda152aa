package voip.bench.path;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What the turns of one contender cost: kept apart from the others', though they alternate. */
final class Turns {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MOST = 1 << 16;

    private final Contender contender;
    private final int passes;
    private final long[] nanos = new long[MOST];
    private int turns;
    private long bytes;

    /** @param passes how often a turn runs the contender: enough for the reading of the clock not to matter */
    Turns(Contender contender, int passes) {
        this.contender = contender;
        this.passes = passes;
    }

    /** Forgets what was measured. */
    void reset() {
        turns = 0;
        bytes = 0;
    }

    /** Takes a turn. */
    long take() throws Exception {
        contender.prepare();
        long sum = 0;
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long before = System.nanoTime();
        for (int pass = 0; pass < passes; pass++) {
            sum += contender.run();
        }
        nanos[turns % MOST] = System.nanoTime() - before;
        bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        turns++;
        return sum;
    }

    /** The time of one packet in a turn that nothing disturbed: the fastest but for a twentieth. */
    double nanosPerPacket() {
        long[] measured = Arrays.copyOf(nanos, Math.min(turns, MOST));
        Arrays.sort(measured);
        return (double) measured[measured.length / 20] / passes / Operation.WORKLOAD;
    }

    /** What one packet allocates, on average. */
    double bytesPerPacket() {
        return (double) bytes / passes / Operation.WORKLOAD / turns;
    }
}
