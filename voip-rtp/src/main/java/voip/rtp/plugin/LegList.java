package voip.rtp.plugin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Legs in no order, to be gone through by number without allocating; any thread may use it. */
final class LegList {
    private @Nullable Leg[] legs = new @Nullable Leg[8];
    private int size;

    synchronized void add(Leg leg) {
        if (size == legs.length) {
            legs = Arrays.copyOf(legs, 2 * size);
        }
        legs[size++] = leg;
    }

    /** Removes a leg, if it is there. */
    synchronized boolean remove(Leg leg) {
        for (int i = 0; i < size; i++) {
            if (legs[i] == leg) {
                size--;
                legs[i] = legs[size];
                legs[size] = null;
                return true;
            }
        }
        return false;
    }

    synchronized boolean contains(Leg leg) {
        for (int i = 0; i < size; i++) {
            if (legs[i] == leg) {
                return true;
            }
        }
        return false;
    }

    /** The leg with a number below {@link #size}; null if it was removed meanwhile. */
    synchronized @Nullable Leg get(int number) {
        return number < size ? legs[number] : null;
    }

    synchronized int size() {
        return size;
    }
}
