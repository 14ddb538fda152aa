package voip.app.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Packets that an echo finds waiting: its thread is held at the first one until all are sent, and then measures itself from that
 * packet's handler to that of the last. It never waits in between, and nobody else's work is in what it measures.
 */
final class Burst {
    /** How many packets fit into a socket's receive buffer, as the system makes it, whatever their size. */
    static final int PACKETS = 64;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final int first;
    private volatile boolean sent;
    private volatile boolean done;
    private long cpuNanos;
    private long bytes;

    /** A burst that begins with this packet. */
    Burst(int first) {
        this.first = first;
    }

    /** Takes note of a packet, on the thread that echoes it. */
    void handling(int number) {
        if (number == first) {
            while (!sent) {
                Spin.once();
            }
            bytes = THREADS.getCurrentThreadAllocatedBytes();
            cpuNanos = THREADS.getCurrentThreadCpuTime();
        } else if (number == first + PACKETS - 1) {
            cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuNanos;
            bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            done = true;
        }
    }

    /** Lets the echo go on; tells whether the last packet came in time. */
    boolean release() {
        sent = true;
        long start = System.nanoTime();
        while (!done && System.nanoTime() - start < PATIENCE_NANOS) {
            Spin.once();
        }
        return done;
    }

    /** What the echoing thread measured. */
    Work work() {
        return new Work((double) cpuNanos / (PACKETS - 1), (double) bytes / (PACKETS - 1));
    }
}
