package voip.srtp;

import org.jspecify.annotations.Nullable;

/** The windows of the known synchronisation sources: a hash table of bounded size, without boxing, that never forgets. */
final class SourceTable {
    private static final int FIRST_CAPACITY = 4;

    private final int maxSources;
    private int[] ssrcs = new int[FIRST_CAPACITY];
    private @Nullable ReplayWindow[] windows = new @Nullable ReplayWindow[FIRST_CAPACITY];
    private int size;

    SourceTable(int maxSources) {
        this.maxSources = maxSources;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == maxSources;
    }

    /** The window of a source, or null if it is not known. */
    @Nullable
    ReplayWindow find(int ssrc) {
        return windows[slot(ssrc)];
    }

    /** Adds a source that is not known yet. */
    void add(int ssrc, ReplayWindow window) {
        if (2 * (size + 1) > windows.length) {
            grow();
        }
        int slot = slot(ssrc);
        ssrcs[slot] = ssrc;
        windows[slot] = window;
        size++;
    }

    /** Where the source is, or where it would go. A free place always exists: at most half are taken. */
    private int slot(int ssrc) {
        int last = windows.length - 1;
        int slot = (ssrc * 0x9E3779B9) >>> 15 & last;
        while (windows[slot] != null && ssrcs[slot] != ssrc) {
            slot = slot + 1 & last;
        }
        return slot;
    }

    private void grow() {
        int[] oldSsrcs = ssrcs;
        @Nullable ReplayWindow[] oldWindows = windows;
        ssrcs = new int[2 * oldSsrcs.length];
        windows = new @Nullable ReplayWindow[2 * oldWindows.length];
        for (int i = 0; i < oldWindows.length; i++) {
            if (oldWindows[i] != null) {
                int slot = slot(oldSsrcs[i]);
                ssrcs[slot] = oldSsrcs[i];
                windows[slot] = oldWindows[i];
            }
        }
    }
}
