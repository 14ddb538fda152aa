package voip.rtp.plugin;

import java.util.function.IntConsumer;

/** The sources that authenticated by one leg's key, in a fixed number of places. Guarded by {@link Routes}. */
final class LearnedSources {
    /** More than a peer has at once that restarts, resumes and conferences; few enough to be scanned. */
    static final int MOST = 16;

    private final int[] ssrcs = new int[MOST]; // in the order of their last use
    private int size;

    /** Makes a source the one used last; false if it is not among them. */
    boolean used(int ssrc) {
        boolean known = remove(ssrc);
        if (known) {
            add(ssrc);
        }
        return known;
    }

    boolean contains(int ssrc) {
        return indexOf(ssrc) >= 0;
    }

    boolean remove(int ssrc) {
        int index = indexOf(ssrc);
        if (index < 0) {
            return false;
        }
        removeAt(index);
        return true;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == MOST;
    }

    /** Adds a source that is not among them, if they are not full. */
    void add(int ssrc) {
        ssrcs[size++] = ssrc;
    }

    /** Removes the source whose last use is longest ago, if there is one. */
    int removeOldest() {
        int oldest = ssrcs[0];
        removeAt(0);
        return oldest;
    }

    void forEach(IntConsumer action) {
        for (int i = 0; i < size; i++) {
            action.accept(ssrcs[i]);
        }
    }

    private int indexOf(int ssrc) {
        for (int i = 0; i < size; i++) {
            if (ssrcs[i] == ssrc) {
                return i;
            }
        }
        return -1;
    }

    private void removeAt(int index) {
        size--;
        System.arraycopy(ssrcs, index + 1, ssrcs, index, size - index);
    }
}
