package voip.rtp.plugin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;
import voip.api.Transport;

/** UDP over IPv4 and IPv6; a wildcard address carries both where the system does. */
public final class UdpTransport implements Transport {
    /** Makes the service. */
    public UdpTransport() {}

    @Override
    public String name() {
        return "udp";
    }

    @Override
    public MediaSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException {
        return UdpSocket.open(locals, options);
    }
}
