package voip.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * SIGINT and SIGTERM as a request to come to an end: while one of these is open, they no longer end the JVM at once, but
 * when the command has hung up and told its result.
 */
final class StopSignal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;
    private static final CompletableFuture<Integer> EXIT_CODE = new CompletableFuture<>();

    private final CountDownLatch asked = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Ends the JVM. */
    static void exit(int code) {
        EXIT_CODE.complete(code);
        System.exit(code);
    }

    /** Asks for the end, as a signal does. */
    void ask() {
        asked.countDown();
    }

    /** Waits for the request at most that long; true once there was one. */
    boolean await(long millis) throws InterruptedException {
        return asked.await(millis, TimeUnit.MILLISECONDS);
    }

    private void stop() {
        ask();
        try {
            Runtime.getRuntime().halt(EXIT_CODE.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The JVM ends with the signal's own code.
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The hook runs and waits for the exit code.
        }
    }
}
