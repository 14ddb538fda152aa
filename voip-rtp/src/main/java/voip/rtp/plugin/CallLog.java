package voip.rtp.plugin;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.StringMapMessage;
import org.jspecify.annotations.Nullable;

/** What is logged of calls: that they come and go, and the first failure of each one's handler. Never a packet. */
final class CallLog {
    private static final Logger LOGGER = LogManager.getLogger(CallLog.class);

    private CallLog() {}

    static void registered(LegProfile profile) {
        LOGGER.info(event("rtp_call_registered", profile));
    }

    static void unregistered(LegProfile profile) {
        LOGGER.info(event("rtp_call_unregistered", profile));
    }

    /** Both events, if the address is another one now. */
    static void moved(LegProfile before, LegProfile after) {
        if (!text(before.remote()).equals(text(after.remote()))) {
            unregistered(before);
            registered(after);
        }
    }

    static void handlerFailed(LegProfile profile, Throwable failure) {
        LOGGER.warn(
                "The handler {} of the call with {} failed; the call goes on, its further failures are only counted",
                profile.name(),
                text(profile.remote()),
                failure);
    }

    /** Host and port without a look-up, an IPv6 host in brackets. */
    static String text(@Nullable InetSocketAddress remote) {
        if (remote == null) {
            return "unknown";
        }
        InetAddress address = remote.getAddress();
        if (address == null) {
            return remote.getHostString() + ":" + remote.getPort();
        }
        String host = address.getHostAddress();
        return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + remote.getPort();
    }

    private static StringMapMessage event(String event, LegProfile profile) {
        return new StringMapMessage()
                .with("event", event)
                .with("addr", text(profile.remote()))
                .with("handler", profile.name());
    }
}
