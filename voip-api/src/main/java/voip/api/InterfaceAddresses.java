package voip.api;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The addresses of a network interface that a stack binds to: one of each family that it has. */
final class InterfaceAddresses {
    private InterfaceAddresses() {}

    /**
     * Looks them up, as they are now: IPv4 before IPv6.
     *
     * @throws IOException if there is no interface of that name, or it has no address
     */
    static List<InetAddress> of(String name) throws IOException {
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
            throw new IOException("networkInterface(\"" + name + "\") is not present; there is "
                    + NetworkInterface.networkInterfaces()
                            .map(NetworkInterface::getName)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        List<InetAddress> chosen = chosen(found.inetAddresses().toList());
        if (chosen.isEmpty()) {
            throw new IOException(
                    "networkInterface(\"" + name + "\") has no address" + (found.isUp() ? "" : ", and is down"));
        }
        return chosen;
    }

    /** The first of each family, those that reach beyond the link before those that do not. */
    static List<InetAddress> chosen(List<InetAddress> present) {
        List<InetAddress> chosen = new ArrayList<>();
        best(present, Inet4Address.class).ifPresent(chosen::add);
        best(present, Inet6Address.class).ifPresent(chosen::add);
        return chosen;
    }

    private static Optional<InetAddress> best(List<InetAddress> present, Class<? extends InetAddress> family) {
        return present.stream().filter(family::isInstance).min(Comparator.comparing(InetAddress::isLinkLocalAddress));
    }
}
