package voip.rtp.plugin;

import java.lang.reflect.Method;

/** What the calling thread has used so far; by reflection, because the module under test reads no management module. */
final class ThreadCost {
    private static final Object BEAN;
    private static final Method ALLOCATED;
    private static final Method CPU;

    static {
        try {
            BEAN = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
            ALLOCATED = type.getMethod("getThreadAllocatedBytes", long.class);
            CPU = type.getMethod("getCurrentThreadCpuTime");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ThreadCost() {}

    static long cpuNanos() {
        return read(CPU);
    }

    static long allocatedBytes() {
        return read(ALLOCATED, Thread.currentThread().getId());
    }

    private static long read(Method method, Object... arguments) {
        try {
            return (long) method.invoke(BEAN, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
