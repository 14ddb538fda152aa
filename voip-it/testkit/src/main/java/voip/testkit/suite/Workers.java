package voip.testkit.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads for the tests of a contract. */
final class Workers {
    /** As many as a test starts at once: more than there are processors, often. */
    static final int COUNT = 4;

    private static final long PATIENCE_SECONDS = 30;

    private Workers() {}

    /** Waits for the others; not for ever, since one that failed does not come. */
    static void await(CyclicBarrier start) throws Exception {
        start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What a task returns, or throws, on a thread of its own. */
    static <T> T elsewhere(Callable<T> task) throws Exception {
        return together(List.of(task)).get(0);
    }

    /** What the tasks return, each on a thread of its own, all at once. */
    static <T> List<T> together(List<? extends Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdown();
        }
    }
}
