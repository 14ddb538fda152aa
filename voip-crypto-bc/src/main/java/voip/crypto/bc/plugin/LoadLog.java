package voip.crypto.bc.plugin;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.StringMapMessage;

/** What is logged of bc-fips: that it was loaded, in which version and mode. */
final class LoadLog {
    private static final Logger LOGGER = LogManager.getLogger(LoadLog.class);

    private LoadLog() {}

    static void loaded(BcFips.Loaded loaded) {
        LOGGER.info(new StringMapMessage()
                .with("event", "bcfips_loaded")
                .with("version", loaded.version())
                .with("approvedOnly", Boolean.toString(loaded.approvedOnly())));
    }
}
