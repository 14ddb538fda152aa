package voip.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import voip.api.spi.RtpLegs;

/**
 * Closes a stack within a deadline: dialogues first, while media still runs; then all calls, on the media thread; then the
 * socket. What does not end in time is not waited for: the keys are wiped and the port is freed all the same.
 */
final class StackCloser {
    /** How long a media thread that was interrupted gets to come back before the stack is closed around it. */
    private static final long GRACE_MILLIS = 50;

    /**
     * The most of the deadline that is kept for wiping keys around a media thread that does not come back, should sessions
     * that are told of their end block as well.
     */
    private static final long WIPE_MILLIS = 1_000;

    /** What is longer is as good as for ever, and would overflow a clock of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final MediaLoop loop;
    private final RtpLegs legs;
    private final Collection<StackCall> calls;
    private final Duration timeout;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean legsClosed = new AtomicBoolean();
    private final Queue<StackCall> ending = new ConcurrentLinkedQueue<>();

    StackCloser(MediaLoop loop, RtpLegs legs, Collection<StackCall> calls, Duration timeout) {
        this.loop = loop;
        this.legs = legs;
        this.calls = calls;
        this.timeout = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    /** Closes; to be called once. */
    void close() {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            Dialogues dialogues = Dialogues.end(List.copyOf(calls));
            if (loop.isMediaThread()) { // a handler closes the stack: its thread ends when the handler returns
                closeMedia();
                loop.stopAfter(() -> dialogues.join(timeout.toMillis() / 2));
                return;
            }
            dialogues.join(Math.max(1, timeout.toMillis() / 2));
            loop.execute(this::closeMedia);
            loop.stopAfter(() -> {});
            long reserve = Math.min(WIPE_MILLIS, timeout.toMillis() / 4);
            if (!loop.join(Math.max(1, millisTo(deadline) - reserve))) {
                loop.interrupt();
                if (!loop.join(GRACE_MILLIS)) {
                    MediaLoop.join(
                            daemon("voip-close", this::abandonMedia), Math.max(GRACE_MILLIS, millisTo(deadline)));
                }
            }
            loop.closeSocket();
        } finally {
            done.countDown();
        }
    }

    private static long millisTo(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    /** Waits until the thread that closes is done, unless it is the media thread that asks. */
    void await() {
        if (!loop.isMediaThread()) {
            long deadline = System.nanoTime() + timeout.toNanos();
            try {
                if (!done.await(timeout.toNanos(), TimeUnit.NANOSECONDS)
                        || !loop.join(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))) {
                    loop.closeSocket(); // if it was a handler that closed, it has not returned
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Does what the media thread has not done, which may be stuck in the midst of it. */
    private void abandonMedia() {
        loop.abandon();
        closeMedia();
    }

    /**
     * Each on its own, contained: a call that fails to close must not keep the keys of the others. The legs all at once
     * first, because that wipes every key before it tells any session, which may block.
     */
    private void closeMedia() {
        ending.addAll(calls);
        ending.forEach(call -> loop.execute(call::retire));
        if (legsClosed.compareAndSet(false, true)) {
            loop.execute(legs::close);
        }
        ending.forEach(call -> loop.execute(call.leg()::close));
    }
}
