package voip.stun;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a {@link StunClient} learned.
 *
 * @param address our own, as the server sees it
 * @param local the address that we asked from, as this machine sees it
 * @param server that was asked
 * @param requestsSent how many requests it took
 * @param elapsed from the first request to the answer
 */
public record StunAnswer(
        InetSocketAddress address,
        InetSocketAddress local,
        InetSocketAddress server,
        int requestsSent,
        Duration elapsed) {}
