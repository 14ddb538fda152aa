package voip.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * What is logged, and how: warnings, a line each, to standard error. An instance is made by {@code java.util.logging} when
 * something is first to be logged, since setting it up takes as long as starting the JVM.
 */
public final class Logging {
    private static final String CONFIGURATION = """
            handlers = java.util.logging.ConsoleHandler
            .level = WARNING
            """;

    /** Sets {@code java.util.logging} up, which calls this. */
    public Logging() throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Has it set up so, unless the JVM was told otherwise; lines are of one form in any case. */
    static void whenFirstUsed() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %3$s: %5$s%6$s%n");
        if (System.getProperty("java.util.logging.config.file") == null
                && System.getProperty("java.util.logging.config.class") == null) {
            System.setProperty("java.util.logging.config.class", Logging.class.getName());
        }
    }

    /** Has it tell what happens to calls, too. */
    static void verbose() {
        Logger.getLogger("").setLevel(Level.INFO);
    }
}
