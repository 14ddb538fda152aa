package voip.it;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.message.Message;

/** Counts what is logged, at every level, while it is open. */
final class LogCount extends AbstractAppender implements AutoCloseable {
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final Level before = context().getRootLogger().getLevel();

    private LogCount() {
        super("count", null, null, true, Property.EMPTY_ARRAY);
    }

    static LogCount open() {
        LogCount count = new LogCount();
        count.start();
        context().getRootLogger().addAppender(count);
        Configurator.setRootLevel(Level.ALL);
        return count;
    }

    int events() {
        return messages.size();
    }

    Queue<Message> messages() {
        return messages;
    }

    @Override
    public void append(LogEvent event) {
        messages.add(event.toImmutable().getMessage());
    }

    @Override
    public void close() {
        context().getRootLogger().removeAppender(this);
        Configurator.setRootLevel(before);
        stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }
}
