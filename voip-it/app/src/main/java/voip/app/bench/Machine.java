package voip.app.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the figures depend on besides the code. */
final class Machine {
    private static final String CRYPTO_SETTINGS = "voip.crypto.";

    private Machine() {}

    static List<String> lines() {
        Runtime runtime = Runtime.getRuntime();
        String collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
        return List.of(
                "Java " + Runtime.version() + ", collectors: " + collectors + ", heap up to "
                        + (runtime.maxMemory() >> 20) + " MB",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + runtime.availableProcessors() + " processors");
    }

    /** The system properties that a crypto module heeds, such as that of its HMAC construction, as far as they are set. */
    static String settings() {
        TreeMap<String, String> set = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(CRYPTO_SETTINGS)) {
                set.put(name, System.getProperty(name));
            }
        }
        return set.isEmpty()
                ? ", arranged as its module does by default (no " + CRYPTO_SETTINGS + "* is set)"
                : ", " + set.entrySet().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
