package voip.rtp.plugin;

import java.util.function.IntConsumer;

/** The sources that authenticated by one leg's key, in a fixed number of places. Guarded by {@link Routes}. */
final class LearnedSources {
    /** More than a peer has that restarts, resumes and conferences; few enough to be scanned. */
    static final int MOST = 16;

    private final int[] ssrcs = new int[MOST];
    private int size;

    /** Adds a source; false if it is there already or there is no place left. */
    boolean add(int ssrc) {
        for (int i = 0; i < size; i++) {
            if (ssrcs[i] == ssrc) {
                return false;
            }
        }
        if (size == MOST) {
            return false;
        }
        ssrcs[size++] = ssrc;
        return true;
    }

    void forEach(IntConsumer action) {
        for (int i = 0; i < size; i++) {
            action.accept(ssrcs[i]);
        }
    }
}
