package voip.api;

import java.lang.reflect.Method;

/** The bytes that the current thread has allocated; by reflection, as this module does without {@code jdk.management}. */
final class Allocations {
    private static final Object THREADS;
    private static final Method BYTES;

    static {
        try {
            THREADS = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            BYTES = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Allocations() {}

    static long bytes() {
        try {
            return (Long) BYTES.invoke(THREADS);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
