package voip.rtp.plugin;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import voip.api.Verdict;

/** How often each verdict was given; any thread may count. */
final class Verdicts {
    private final AtomicLongArray counts = new AtomicLongArray(Verdict.count());

    /** Counts a verdict and returns it. */
    Verdict count(Verdict verdict) {
        counts.getAndIncrement(verdict.ordinal());
        return verdict;
    }

    /** Those that occurred. */
    Map<Verdict, Long> toMap() {
        Map<Verdict, Long> map = new EnumMap<>(Verdict.class);
        for (int i = 0; i < counts.length(); i++) {
            if (counts.get(i) > 0) {
                map.put(Verdict.of(i), counts.get(i));
            }
        }
        return map;
    }
}
