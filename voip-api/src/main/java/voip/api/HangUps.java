package voip.api;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Hangs up calls for the media thread, which must not wait for signalling; several at a time, on threads that come and go. */
final class HangUps {
    private static final int AT_A_TIME = 16;

    private final ThreadPoolExecutor threads;

    HangUps() {
        threads =
                new ThreadPoolExecutor(AT_A_TIME, AT_A_TIME, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "voip-hang-up");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Hangs up soon. */
    void add(StackCall call) {
        threads.execute(call::hangUp);
    }
}
