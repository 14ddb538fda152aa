package voip.app.bench;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * When packets were sent, and how long it took each to the code that handles it. The sender stamps a packet under its number,
 * which stands in the packet's RTP timestamp and so in the clear; the thread that echoes looks it up.
 */
final class Recorder {
    /** How many packets can be on their way; a power of two. */
    static final int SLOTS = 1 << 14;

    private final AtomicLongArray sentNanos = new AtomicLongArray(SLOTS);
    private volatile @Nullable Histogram histogram;
    private volatile @Nullable Burst burst;

    /** Records into this from now on; null for nowhere, which costs the echoing thread one read. */
    void histogram(@Nullable Histogram next) {
        histogram = next;
    }

    /** Lets a burst measure itself from now on; null for none. */
    void burst(@Nullable Burst next) {
        burst = next;
    }

    /** Stamps a packet that is about to be sent. */
    void sending(int number) {
        sentNanos.setRelease(number & SLOTS - 1, System.nanoTime());
    }

    /** Takes note of a packet, on the thread that echoes it and before that does anything with it. */
    void handling(int number) {
        Histogram current = histogram;
        if (current != null) {
            current.record(System.nanoTime() - sentNanos.getAcquire(number & SLOTS - 1));
        }
        Burst measuring = burst;
        if (measuring != null) {
            measuring.handling(number);
        }
    }
}
