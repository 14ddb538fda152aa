package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Datagram;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;

/** What is asked of the system, and what it tells. */
@Timeout(20)
class UdpOptionsTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);
    private static final int PACKETS = 1000;

    private static int option(InetSocketAddress local, MediaSocketOptions options, SocketOption<Integer> asked)
            throws IOException {
        try (Selector selector = Selector.open()) {
            UdpPort port = UdpPort.bind(local, options, selector);
            DatagramChannel channel =
                    (DatagramChannel) selector.keys().iterator().next().channel();
            int value = channel.getOption(asked);
            port.close();
            return value;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0", "::"})
    void marksWhatItSends(String address) throws IOException {
        assumeTrue(Ipv6.isPresent() || !address.contains(":"), "no IPv6 here");
        InetSocketAddress local = new InetSocketAddress(address, 0);
        assertEquals(46 << 2, option(local, new MediaSocketOptions(46, 0, 0), StandardSocketOptions.IP_TOS));
        assertEquals(0, option(local, new MediaSocketOptions(0, 0, 0), StandardSocketOptions.IP_TOS));
    }

    @Test
    void asksForBuffersOfItsOwnSizes() throws IOException {
        int receive = option(LOOPBACK, MediaSocketOptions.SYSTEM, StandardSocketOptions.SO_RCVBUF);
        int send = option(LOOPBACK, MediaSocketOptions.SYSTEM, StandardSocketOptions.SO_SNDBUF);
        MediaSocketOptions smaller = new MediaSocketOptions(-1, receive / 4, send / 8);
        int smallerReceive = option(LOOPBACK, smaller, StandardSocketOptions.SO_RCVBUF);
        int smallerSend = option(LOOPBACK, smaller, StandardSocketOptions.SO_SNDBUF);
        assertTrue(smallerReceive < receive, "the system may give more than asked, but not all: " + smallerReceive);
        assertTrue(smallerSend < send, "likewise: " + smallerSend);
        assertNotEquals(smallerReceive, smallerSend, "one is not taken for the other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0"})
    void theSystemsDropsAccountForWhatDidNotArrive(String address) throws IOException {
        assumeTrue(Ipv6.isPresent() || !address.contains(":"), "no IPv6 here");
        InetSocketAddress local = new InetSocketAddress(address, 0);
        MediaSocketOptions small = new MediaSocketOptions(-1, 4096, 0);
        Datagram slot = new Datagram();
        try (MediaSocket receiver = new UdpTransport().open(List.of(local, local), small);
                MediaSocket other = new UdpTransport().open(List.of(local));
                MediaSocket sender = new UdpTransport().open(List.of(local))) {
            assumeTrue(receiver.systemDrops().isPresent(), "this system does not tell of drops");
            assertEquals(OptionalLong.of(0), receiver.systemDrops());
            int from = sender.localAddresses().get(0).getPort();
            String to = local.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address;
            int received = 0;
            for (InetSocketAddress port : receiver.localAddresses()) {
                for (int i = 0; i < PACKETS; i++) {
                    sender.send(ByteBuffer.allocate(172), from, new InetSocketAddress(to, port.getPort()));
                }
                while (receiver.receive(slot, 0)) {
                    received++;
                }
            }
            assertTrue(received < PACKETS, "the small buffers overflowed");
            assertEquals(OptionalLong.of(2 * PACKETS - received), receiver.systemDrops());
            assertEquals(OptionalLong.of(0), other.systemDrops(), "of its own ports only");
        }
    }

    @Test
    void aClosedSocketKnowsOfNoDrops() throws IOException {
        MediaSocket socket = new UdpTransport().open(List.of(LOOPBACK));
        socket.close();
        assertEquals(OptionalLong.empty(), socket.systemDrops());
    }

    @Test
    void findsEachAddressInTheSystemsTables() {
        String before = ": ";
        String after =
                " 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 54321 2 0000000000000000 ";
        List<String> ipv4 = List.of(
                "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref"
                        + " pointer drops",
                "  1" + before + "0100007F:138C" + after + "7",
                "  2" + before + "0100007F:138D" + after + "-1",
                "  3" + before + "00000000:138C" + after + "900");
        List<String> ipv6 = List.of("  1" + before + "00000000000000000000000001000000:138C" + after + "30   ");
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "written on such a machine");
        InetSocketAddress media = new InetSocketAddress("127.0.0.1", 5004);
        InetSocketAddress control = new InetSocketAddress("127.0.0.1", 5005);
        InetSocketAddress media6 = new InetSocketAddress("::1", 5004);
        assertEquals(OptionalLong.of(7), SystemDrops.of(List.of(media), ipv4, ipv6));
        assertEquals(OptionalLong.of(37), SystemDrops.of(List.of(media, media6), ipv4, ipv6));
        assertEquals(OptionalLong.of(0xFFFF_FFFFL), SystemDrops.of(List.of(control), ipv4, ipv6));
        assertEquals(OptionalLong.empty(), SystemDrops.of(List.of(media, media6), ipv4, List.of()));
        assertEquals(OptionalLong.empty(), SystemDrops.of(List.of(media), List.of("sl nonsense"), List.of()));
    }
}
