package voip.testkit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** One direction between two addresses; a wildcard address stands for the loopback address that it sends from. */
record Route(InetSocketAddress from, InetSocketAddress to) {
    private static final InetAddress LOOPBACK_4 = address(new byte[] {127, 0, 0, 1});
    private static final InetAddress LOOPBACK_6 = address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    static Route of(InetSocketAddress from, InetSocketAddress to) {
        return new Route(concrete(from, to), concrete(to, from));
    }

    private static InetSocketAddress concrete(InetSocketAddress address, InetSocketAddress other) {
        if (!address.getAddress().isAnyLocalAddress()) {
            return address;
        }
        InetAddress family = other.getAddress().isAnyLocalAddress() ? address.getAddress() : other.getAddress();
        return new InetSocketAddress(family instanceof Inet4Address ? LOOPBACK_4 : LOOPBACK_6, address.getPort());
    }

    /** A number that is the same for the same addresses in every run. */
    long fingerprint() {
        long hash = 1;
        for (InetSocketAddress end : new InetSocketAddress[] {from, to}) {
            for (byte b : end.getAddress().getAddress()) {
                hash = 31 * hash + b;
            }
            hash = 31 * hash + end.getPort();
        }
        return hash;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }
}
