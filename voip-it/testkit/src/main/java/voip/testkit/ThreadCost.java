package voip.testkit;

import java.lang.reflect.Method;

/**
 * What the calling thread has cost so far, in processor time and in allocated bytes, for tests that hold code to a budget. By
 * reflection, so that the module under test need not read {@code jdk.management}; the JVM has to be one that has it.
 */
public final class ThreadCost {
    private static final Object BEAN;
    private static final Method ALLOCATED;
    private static final Method CPU;

    static {
        try {
            BEAN = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
            ALLOCATED = type.getMethod("getCurrentThreadAllocatedBytes");
            CPU = type.getMethod("getCurrentThreadCpuTime");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ThreadCost() {}

    /** Processor time in nanoseconds. */
    public static long cpuNanos() {
        return read(CPU);
    }

    /** Bytes. Reading them allocates a few. */
    public static long allocatedBytes() {
        return read(ALLOCATED);
    }

    /**
     * The bytes that each round of a run allocates. The run is called three times, and measured the last time; with ten
     * thousand rounds or more, what the reading itself allocates is less than a tenth of a byte.
     *
     * @param rounds how many a run has
     */
    public static double allocatedPerRound(int rounds, Runnable run) {
        run.run();
        run.run();
        long before = allocatedBytes();
        run.run();
        return (double) (allocatedBytes() - before) / rounds;
    }

    private static long read(Method method) {
        try {
            return (long) method.invoke(BEAN);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
