package voip.rtp.plugin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines, of which the earliest is at hand: a binary heap whose entries know their places, so that one can be moved or
 * taken out at the cost of a few comparisons. Any thread may use it.
 */
final class Timers {
    /** Something to be done at a time, on the media thread. */
    abstract static class Timer {
        private volatile long nanos;
        private int place = -1; // in the heap; -1: not in it

        abstract void due(long nowNanos);
    }

    private @Nullable Timer[] heap = new @Nullable Timer[16];
    private int size;
    private volatile @Nullable Timer first; // of the heap, to be looked at without the lock before every wait

    /** Sets a timer, in place of the time that it was set for before. */
    synchronized void set(Timer timer, long nanos) {
        remove(timer);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        timer.nanos = nanos;
        rise(size++, timer);
        first = heap[0];
    }

    synchronized void cancel(Timer timer) {
        remove(timer);
        first = heap[0];
    }

    /** Takes out a timer whose time has come; null if there is none. */
    @Nullable
    Timer pollDue(long nowNanos) {
        return untilNext(nowNanos) > 0 ? null : poll(nowNanos);
    }

    private synchronized @Nullable Timer poll(long nowNanos) {
        Timer due = heap[0];
        if (due == null || due.nanos - nowNanos > 0) {
            return null;
        }
        cancel(due);
        return due;
    }

    /** The nanoseconds to the earliest time; {@link Long#MAX_VALUE} without one. */
    long untilNext(long nowNanos) {
        Timer next = first;
        return next == null ? Long.MAX_VALUE : Math.max(0, next.nanos - nowNanos);
    }

    synchronized int size() {
        return size;
    }

    private void remove(Timer timer) {
        int place = timer.place;
        if (place < 0) {
            return;
        }
        timer.place = -1;
        size--;
        Timer last = heap[size];
        heap[size] = null;
        if (last != null && last != timer) {
            sink(place, last);
            rise(last.place, last);
        }
    }

    private void rise(int from, Timer timer) {
        int place = from;
        while (place > 0) {
            Timer parent = heap[(place - 1) / 2];
            if (parent == null || parent.nanos - timer.nanos <= 0) {
                break;
            }
            put(place, parent);
            place = (place - 1) / 2;
        }
        put(place, timer);
    }

    private void sink(int from, Timer timer) {
        int place = from;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            Timer less = heap[child];
            Timer right = child + 1 < size ? heap[child + 1] : null;
            if (right != null && less != null && right.nanos - less.nanos < 0) {
                less = right;
                child++;
            }
            if (less == null || less.nanos - timer.nanos >= 0) {
                break;
            }
            put(place, less);
            place = child;
        }
        put(place, timer);
    }

    private void put(int place, Timer timer) {
        heap[place] = timer;
        timer.place = place;
    }
}
