package voip.rtp.plugin;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;

/** Whether this machine has IPv6, at least to itself. */
final class Ipv6 {
    private Ipv6() {}

    static boolean isPresent() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
    }
}
