package voip.rtp.plugin;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import voip.api.Verdict;

/** How often each verdict was given. One thread counts at a time, for an atomic increment is dear; any may read. */
final class Verdicts {
    private final AtomicLongArray counts = new AtomicLongArray(Verdict.count());

    /** For {@link Leg#fetch}. */
    int fetch() {
        return (int) counts.getPlain(0);
    }

    /** Counts a verdict and returns it. */
    Verdict count(Verdict verdict) {
        int index = verdict.ordinal();
        counts.lazySet(index, counts.getPlain(index) + 1);
        return verdict;
    }

    /** Those that occurred, here or among others. */
    Map<Verdict, Long> with(Verdicts others) {
        Map<Verdict, Long> map = new EnumMap<>(Verdict.class);
        for (int i = 0; i < counts.length(); i++) {
            long count = counts.get(i) + others.counts.get(i);
            if (count > 0) {
                map.put(Verdict.of(i), count);
            }
        }
        return map;
    }
}
