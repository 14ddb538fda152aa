package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Datagram;
import voip.api.MediaSocket;

/** IPv4 and IPv6 on the same ports, and IPv6 addresses that mean something on one link only. */
@Timeout(20)
class UdpFamiliesTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Datagram slot = new Datagram();

    private static MediaSocket open(InetAddress... addresses) throws IOException {
        return new UdpTransport()
                .open(List.of(addresses).stream()
                        .map(address -> new InetSocketAddress(address, 0))
                        .toList());
    }

    private static int port(MediaSocket socket) {
        return socket.localAddresses().get(0).getPort();
    }

    /** Sends there and back, to the addresses that are given and to where it came from. */
    private void assertExchange(MediaSocket one, InetSocketAddress toOther, MediaSocket other) throws IOException {
        one.send(ByteBuffer.wrap(new byte[] {1}), port(one), toOther);
        assertTrue(other.receive(slot, SECOND), "nothing came to " + toOther);
        InetSocketAddress from = slot.remote();
        other.send(ByteBuffer.wrap(new byte[] {2}), port(other), from);
        assertTrue(one.receive(slot, SECOND), "nothing came back to " + from);
        assertEquals(toOther, slot.remote());
    }

    @Test
    void oneWildcardServesPeersOfBothFamiliesAtOnce() throws IOException {
        assumeTrue(Ipv6.isPresent(), "no IPv6 loopback on this machine");
        InetAddress ipv4 = InetAddress.getByName("127.0.0.1");
        InetAddress ipv6 = InetAddress.getByName("::1");
        try (MediaSocket wildcard = open(InetAddress.getByName("0.0.0.0"));
                MediaSocket peer4 = open(ipv4);
                MediaSocket peer6 = open(ipv6)) {
            for (int i = 0; i < 3; i++) {
                assertExchange(peer4, new InetSocketAddress(ipv4, port(wildcard)), wildcard);
                assertExchange(peer6, new InetSocketAddress(ipv6, port(wildcard)), wildcard);
            }
        }
    }

    @Test
    void addressesOfBothFamiliesShareAPortNumber() throws IOException {
        assumeTrue(Ipv6.isPresent(), "no IPv6 loopback on this machine");
        InetAddress ipv4 = InetAddress.getByName("127.0.0.1");
        InetAddress ipv6 = InetAddress.getByName("::1");
        try (MediaSocket peer4 = open(ipv4);
                MediaSocket peer6 = open(ipv6);
                MediaSocket both = openOnOnePort(ipv4, ipv6)) {
            assertExchange(peer4, new InetSocketAddress(ipv4, port(both)), both);
            assertExchange(peer6, new InetSocketAddress(ipv6, port(both)), both);
        }
    }

    private static MediaSocket openOnOnePort(InetAddress ipv4, InetAddress ipv6) throws IOException {
        for (int port = 30_000; port < 32_000; port += 2) {
            try {
                return new UdpTransport()
                        .open(List.of(new InetSocketAddress(ipv4, port), new InetSocketAddress(ipv6, port)));
            } catch (IOException taken) {
                // the next one may be free
            }
        }
        throw new IOException("no port is free");
    }

    @Test
    void aLinkLocalAddressWithoutScopeIsReachedThroughTheInterfaceThatIsBound() throws IOException {
        List<InetAddress> linkLocal = linkLocalAddresses();
        assumeTrue(!linkLocal.isEmpty(), "no interface here has a link-local IPv6 address");
        for (InetAddress scoped : linkLocal) {
            InetAddress unscoped = InetAddress.getByAddress(scoped.getAddress());
            try (MediaSocket one = open(scoped);
                    MediaSocket other = open(scoped);
                    MediaSocket third = open(scoped)) {
                for (int i = 0; i < 3; i++) {
                    assertExchange(one, new InetSocketAddress(unscoped, port(other)), other);
                    assertExchange(one, new InetSocketAddress(unscoped, port(third)), third);
                }
            }
        }
    }

    @Test
    void aLinkLocalPeerIsReachedFromTheInterfacesGlobalAddressToo() throws IOException {
        for (InetAddress scoped : linkLocalAddresses()) {
            NetworkInterface link = ((Inet6Address) scoped).getScopedInterface();
            InetAddress global = link.inetAddresses()
                    .filter(address -> address instanceof Inet6Address && !address.isLinkLocalAddress())
                    .findFirst()
                    .orElse(null);
            assumeTrue(global != null, link + " has no other IPv6 address");
            InetAddress unscoped = InetAddress.getByAddress(scoped.getAddress());
            try (MediaSocket one = open(global);
                    MediaSocket other = open(scoped)) {
                assertExchange(one, new InetSocketAddress(unscoped, port(other)), other);
            }
        }
    }

    private static List<InetAddress> linkLocalAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
                .toList();
    }
}
