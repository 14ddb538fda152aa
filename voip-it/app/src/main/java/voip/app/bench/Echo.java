package voip.app.bench;

import java.net.InetSocketAddress;

/** What sends each packet back to where it came from, on one socket and one thread of its own. */
interface Echo extends AutoCloseable {
    /** Where it receives. */
    InetSocketAddress address();

    /** What went wrong other than packets lost on their way, in words; empty if nothing did. */
    default String trouble() {
        return "";
    }

    @Override
    void close();
}
