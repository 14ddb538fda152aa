package voip.stun.plugin;

import java.lang.reflect.Method;

/** How many bytes the current thread has allocated; by reflection, as no module here requires the management of the JVM. */
final class Allocation {
    private static final Object THREADS;
    private static final Method BYTES;

    static {
        try {
            THREADS = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            BYTES = Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Allocation() {}

    /** The bytes that a run allocates for each of its rounds; a run before it warms up. */
    static long perRound(int rounds, Runnable run) throws ReflectiveOperationException {
        run.run();
        run.run();
        long thread = Thread.currentThread().getId();
        long before = (long) BYTES.invoke(THREADS, thread);
        run.run();
        long after = (long) BYTES.invoke(THREADS, thread);
        // Whole bytes: asking has cost a few hundred.
        return (after - before) / rounds;
    }
}
