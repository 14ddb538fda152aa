package voip.api;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer is told to send.
 *
 * @param media the address of the media port
 * @param control the address of the port for RTCP; null for where the peer would guess it
 */
record MediaAddress(InetSocketAddress media, @Nullable InetSocketAddress control) {
    /** Writes it into a description: RTCP only if it is not at the port above the media's (RFC 3605 §2.1). */
    MediaDescriptionBuilder describe(MediaDescriptionBuilder description) {
        description.address(LocalRoute.text(media.getAddress())).port(media.getPort());
        if (control != null) {
            boolean otherHost = !control.getAddress().equals(media.getAddress());
            if (otherHost || control.getPort() != media.getPort() + 1) {
                description.rtcpPort(control.getPort());
            }
            if (otherHost) {
                description.rtcpAddress(LocalRoute.text(control.getAddress()));
            }
        }
        return description;
    }
}
