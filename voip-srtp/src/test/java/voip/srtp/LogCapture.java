package voip.srtp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What sessions log. */
final class LogCapture extends AbstractAppender {
    private final List<String> messages = new ArrayList<>();

    private LogCapture() {
        super("capture", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
        messages.add(event.getMessage().getFormattedMessage());
    }

    static List<String> during(Callable<Void> action) throws Exception {
        LogCapture capture = new LogCapture();
        Logger logger = (Logger) LogManager.getLogger(SrtpSession.class);
        capture.start();
        logger.addAppender(capture);
        try {
            action.call();
        } finally {
            logger.removeAppender(capture);
        }
        return capture.messages;
    }
}
