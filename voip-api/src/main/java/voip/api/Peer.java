package voip.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer's description says that it receives.
 *
 * @param media null while the peer holds by naming the unspecified address (RFC 3264 §8.4)
 * @param control where RTCP goes: the media address with {@code rtcp-mux}, what {@code a=rtcp} says (RFC 3605), or the
 *     port above; null if that is nowhere
 */
record Peer(@Nullable InetSocketAddress media, @Nullable InetSocketAddress control) {
    private static final int LONGEST_NAME = 255;

    /**
     * Reads it from a description, looking up a host name if it has one.
     *
     * @param mux whether RTCP shares the media port
     * @throws OfferRefusedException if there is no usable address
     */
    static Peer of(MediaDescription description, boolean mux) {
        InetAddress address = resolve(description.address().orElse(""));
        if (address.isAnyLocalAddress()) {
            return new Peer(null, null);
        }
        InetSocketAddress media = new InetSocketAddress(address, description.port());
        if (mux) {
            return new Peer(media, media);
        }
        InetAddress controlAddress =
                description.rtcpAddress().map(Peer::resolve).orElse(address);
        int controlPort = description.rtcpPort().orElse(description.port() + 1);
        boolean nowhere = controlPort > 65535 || controlAddress.isAnyLocalAddress();
        return new Peer(media, nowhere ? null : new InetSocketAddress(controlAddress, controlPort));
    }

    private static InetAddress resolve(String host) {
        if (host.isEmpty()) {
            throw refused("the description has no connection address (c= line)");
        }
        if (host.length() > LONGEST_NAME) {
            throw refused("the connection address has " + host.length() + " characters; a host name has at most 255");
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isMulticastAddress()) {
                throw refused("the connection address " + host + " is a multicast group; a call needs a unicast one");
            }
            return address;
        } catch (UnknownHostException e) {
            throw refused("the host of the connection address, " + host + ", is not known");
        }
    }

    private static OfferRefusedException refused(String message) {
        return new OfferRefusedException(OfferRefusedException.Reason.ADDRESS, message);
    }
}
