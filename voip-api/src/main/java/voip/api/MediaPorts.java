package voip.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Opens a stack's ports: the media port, and the one above it for the RTCP of peers without {@code rtcp-mux}; both on each of
 * the stack's addresses.
 */
final class MediaPorts {
    private final Transport transport;
    private final MediaSocketOptions options;
    private final List<InetAddress> addresses;
    private final boolean muxOnly;

    private MediaPorts(Transport transport, StackSettings settings, List<InetAddress> addresses) {
        this.transport = transport;
        this.options = settings.socketOptions;
        this.addresses = addresses;
        this.muxOnly = settings.muxOnly;
    }

    /**
     * Opens them; the media ports come first among the local addresses.
     *
     * @throws IOException if an address cannot be bound, there is no such network interface, or no port is free
     */
    static MediaSocket open(Transport transport, StackSettings settings, RandomGenerator random) throws IOException {
        String name = settings.networkInterface;
        List<InetAddress> addresses = name == null ? List.of(settings.bind.getAddress()) : InterfaceAddresses.of(name);
        MediaPorts ports = new MediaPorts(transport, settings, addresses);
        int port = settings.bind.getPort();
        return port == 0 ? ports.openWithin(settings.ports, random) : ports.open(port);
    }

    private MediaSocket open(int port) throws IOException {
        List<InetSocketAddress> locals = new ArrayList<>();
        for (InetAddress address : addresses) {
            locals.add(new InetSocketAddress(address, port));
        }
        if (!muxOnly) {
            for (InetAddress address : addresses) {
                locals.add(new InetSocketAddress(address, port + 1));
            }
        }
        return transport.open(locals, options);
    }

    /** Begins anywhere, so that stacks do not meet, and goes all the way round, so that the last free one is found. */
    private MediaSocket openWithin(PortRange range, RandomGenerator random) throws IOException {
        int choices = range.choices(!muxOnly);
        int first = random.nextInt(choices);
        IOException last = new IOException("not tried");
        for (int tried = 0; tried < choices; tried++) {
            try {
                return open(range.choice((first + tried) % choices));
            } catch (IOException taken) {
                last = taken;
            }
            if (tried == 0) {
                requireAddresses();
            }
        }
        String on = addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" and "));
        throw new IOException(
                (muxOnly ? "no even port" : "no pair of ports") + " from " + range + " is free on " + on + " ("
                        + choices + " tried; the last: " + last.getMessage() + "); widen ports()",
                last);
    }

    /** Where no port at all can be bound, the ports of a range are not at fault, and need not be tried one by one. */
    private void requireAddresses() throws IOException {
        List<InetSocketAddress> anyPorts = new ArrayList<>();
        for (InetAddress address : addresses) {
            anyPorts.add(new InetSocketAddress(address, 0));
        }
        transport.open(anyPorts, options).close();
    }
}
