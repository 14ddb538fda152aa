package voip.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Discrete-event time: the clock moves from one event to the next, each an arrival or the end of a wait, and only when
 * every receiving thread waits. One receiver runs per event, so that what they do has one order.
 */
final class Simulation {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    final VirtualClock clock;
    private final int mostEventsAtOneTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<MemorySocket> sockets = new ArrayList<>();
    private Duration patience = Duration.ofSeconds(10);

    // Of the advance() that is under way:
    private @Nullable Thread driver;
    private long target;
    private boolean arrived;
    private @Nullable String failure;
    private int eventsAtOneTime;
    private long progress;

    Simulation(VirtualClock clock, int mostEventsAtOneTime) {
        this.clock = clock;
        this.mostEventsAtOneTime = mostEventsAtOneTime;
    }

    ReentrantLock lock() {
        return lock;
    }

    void patience(Duration limit) {
        lock.lock();
        try {
            patience = limit;
        } finally {
            lock.unlock();
        }
    }

    void add(MemorySocket socket) {
        sockets.add(socket);
    }

    /** Takes a closed socket out, and goes on at once if it was the last that time waited for. */
    void remove(MemorySocket socket) {
        sockets.remove(socket);
        step();
    }

    List<MemorySocket> sockets() {
        return List.copyOf(sockets);
    }

    void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time never goes backwards; it cannot advance by " + by);
        }
        lock.lock();
        try {
            if (driver != null) {
                throw new IllegalStateException("advance() is under way already, on thread " + driver.getName()
                        + "; one thread at a time may move the time, and none that receives");
            }
            target = Math.addExact(clock.elapsedNanos(), by.toNanos());
            driver = Thread.currentThread();
            try {
                arrived = false;
                failure = null;
                eventsAtOneTime = 0;
                step();
                awaitTarget();
            } finally {
                driver = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time advanced", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on while every receiver waits. Whoever is the last to wait calls this, and so wakes the next directly, or goes
     * on itself, without a detour over the thread in advance().
     */
    void step() {
        while (driver != null && !arrived && failure == null && allWait()) {
            MemorySocket next = earliest();
            if (next == null || next.eventTime() > target) {
                clock.moveTo(target);
                arrived = true;
                ended.signal();
            } else {
                count(next.eventTime());
                next.release();
            }
        }
    }

    /** A receiver was released or waits again. */
    void progressed() {
        progress++;
    }

    private void count(long eventTime) {
        if (eventTime > clock.elapsedNanos()) {
            clock.moveTo(eventTime);
            eventsAtOneTime = 0;
        } else if (++eventsAtOneTime > mostEventsAtOneTime) {
            failure = "more than " + mostEventsAtOneTime
                    + " events at one time: two ends may be echoing each other; give their link a delay";
            ended.signal();
        }
    }

    private boolean allWait() {
        for (int i = 0; i < sockets.size(); i++) {
            if (sockets.get(i).keepsTimeFrom(driver)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable MemorySocket earliest() {
        MemorySocket best = null;
        for (int i = 0; i < sockets.size(); i++) {
            MemorySocket socket = sockets.get(i);
            if (socket.isWaiting() && (best == null || socket.isBefore(best))) {
                best = socket;
            }
        }
        return best;
    }

    private void awaitTarget() throws InterruptedException {
        long seen = progress;
        long since = System.nanoTime();
        while (!arrived && failure == null) {
            ended.awaitNanos(POLL_NANOS);
            sockets.forEach(MemorySocket::leaveIfReceiverEnded);
            step();
            if (progress != seen) {
                seen = progress;
                since = System.nanoTime();
            } else if (!arrived && System.nanoTime() - since > patience.toNanos()) {
                throw stuck();
            }
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private IllegalStateException stuck() {
        for (MemorySocket socket : sockets) {
            if (socket.keepsTimeFrom(driver)) {
                return socket.stuck(patience);
            }
        }
        return new IllegalStateException("time did not advance for " + patience.toMillis() + " ms");
    }
}
