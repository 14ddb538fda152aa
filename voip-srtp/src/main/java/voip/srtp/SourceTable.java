package voip.srtp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The known synchronisation sources: a hash table of bounded size, without boxing. It never forgets one by itself: its packets
 * could be replayed then, or its indexes used twice.
 */
final class SourceTable {
    private static final int FIRST_CAPACITY = 4;

    private final int maxSources;
    private int[] ssrcs = new int[FIRST_CAPACITY];
    private @Nullable Source[] sources = new @Nullable Source[FIRST_CAPACITY];
    private int size;
    private int firstSsrc;
    private @Nullable Source first; // of them, which mostly is the only one: found without the table

    SourceTable(int maxSources) {
        this.maxSources = maxSources;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == maxSources;
    }

    /** The source of that SSRC, or null if it is not known. */
    @Nullable
    Source find(int ssrc) {
        return first != null && firstSsrc == ssrc ? first : sources[slot(ssrc)];
    }

    /** Adds a source that is not known yet. */
    void add(int ssrc, Source source) {
        if (2 * (size + 1) > sources.length) {
            grow();
        }
        int slot = slot(ssrc);
        ssrcs[slot] = ssrc;
        sources[slot] = source;
        size++;
        if (first == null) {
            first = source;
            firstSsrc = ssrc;
        }
    }

    /** Forgets a source; false if it is not known. */
    boolean remove(int ssrc) {
        int slot = slot(ssrc);
        if (sources[slot] == null) {
            return false;
        }
        if (sources[slot] == first) {
            first = null;
        }
        sources[slot] = null;
        size--;
        // Those behind it in the same run may have been put there because its place was taken.
        int last = sources.length - 1;
        for (int next = slot + 1 & last; sources[next] != null; next = next + 1 & last) {
            Source moved = sources[next];
            sources[next] = null;
            int place = slot(ssrcs[next]);
            ssrcs[place] = ssrcs[next];
            sources[place] = moved;
        }
        return true;
    }

    /** The SSRCs of all, in no particular order. */
    int[] ssrcs() {
        int[] all = new int[size];
        int count = 0;
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] != null) {
                all[count++] = ssrcs[i];
            }
        }
        return all;
    }

    /** What an exported state has of all, with a run reserved in each of a sender. */
    List<SourceState> states(long run, long end) {
        List<SourceState> states = new ArrayList<>(size);
        for (int i = 0; i < sources.length; i++) {
            Source source = sources[i];
            if (source != null) {
                states.add(source.state(ssrcs[i], run, end));
            }
        }
        return states;
    }

    /** The state that reserved runs is stored. */
    void stored() {
        for (Source source : sources) {
            if (source != null) {
                source.stored();
            }
        }
    }

    /** Where the source is, or where it would go. A free place always exists: at most half are taken. */
    private int slot(int ssrc) {
        int last = sources.length - 1;
        int slot = (ssrc * 0x9E3779B9) >>> 15 & last;
        while (sources[slot] != null && ssrcs[slot] != ssrc) {
            slot = slot + 1 & last;
        }
        return slot;
    }

    private void grow() {
        int[] oldSsrcs = ssrcs;
        @Nullable Source[] oldSources = sources;
        ssrcs = new int[2 * oldSsrcs.length];
        sources = new @Nullable Source[2 * oldSources.length];
        for (int i = 0; i < oldSources.length; i++) {
            if (oldSources[i] != null) {
                int slot = slot(oldSsrcs[i]);
                ssrcs[slot] = oldSsrcs[i];
                sources[slot] = oldSources[i];
            }
        }
    }
}
