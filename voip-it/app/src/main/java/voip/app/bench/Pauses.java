package voip.app.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What the collector has done, since the start or another moment.
 *
 * @param collections that stopped all threads
 * @param millis that this took
 */
record Pauses(long collections, long millis) {
    /** Up to now. */
    static Pauses soFar() {
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String name = collector.getName().toLowerCase(Locale.ROOT);
            if (!name.contains("cycles") && !name.contains("concurrent")) { // those run beside the others
                collections += Math.max(0, collector.getCollectionCount());
                millis += Math.max(0, collector.getCollectionTime());
            }
        }
        return new Pauses(collections, millis);
    }

    Pauses since(Pauses earlier) {
        return new Pauses(collections - earlier.collections, millis - earlier.millis);
    }
}
