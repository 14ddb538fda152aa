package voip.app.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has used, and what the collector has done, since the start or another moment.
 *
 * @param cpuNanos processor time of the thread, in user mode and in the system
 * @param allocatedBytes of the thread
 * @param collections that stopped all threads
 * @param pauseMillis which that took
 */
record Cost(long cpuNanos, long allocatedBytes, long collections, long pauseMillis) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Up to now; of no thread, for null. */
    static Cost of(@Nullable Thread thread) {
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String name = collector.getName().toLowerCase(Locale.ROOT);
            if (!name.contains("cycles") && !name.contains("concurrent")) { // those run beside the others
                collections += Math.max(0, collector.getCollectionCount());
                millis += Math.max(0, collector.getCollectionTime());
            }
        }
        return thread == null
                ? new Cost(0, 0, collections, millis)
                : new Cost(
                        THREADS.getThreadCpuTime(thread.getId()),
                        THREADS.getThreadAllocatedBytes(thread.getId()),
                        collections,
                        millis);
    }

    /** From an earlier moment to this one. */
    Cost since(Cost earlier) {
        return new Cost(
                cpuNanos - earlier.cpuNanos,
                allocatedBytes - earlier.allocatedBytes,
                collections - earlier.collections,
                pauseMillis - earlier.pauseMillis);
    }
}
