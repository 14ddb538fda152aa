package voip.bench.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations of the same thing, in nanoseconds. */
final class Samples {
    private final List<Long> nanos = new ArrayList<>();

    void add(long sample) {
        nanos.add(sample);
    }

    /** Of an even number of samples, the greater of the two in the middle. */
    double medianMillis() {
        return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow() / 1e6;
    }

    /** The median in milliseconds, and in brackets how often it is that of others. */
    String comparedWith(Samples others) {
        return String.format(Locale.ROOT, "%.0f (%.1f)", medianMillis(), medianMillis() / others.medianMillis());
    }
}
