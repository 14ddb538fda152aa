package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaPortsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    private final FakeTransport transport = new FakeTransport();

    @Test
    void choosesAnEvenDynamicPortAndTheOneAbove() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            List<InetSocketAddress> ports = open(ANY_PORT, false, random).localAddresses();
            int media = ports.get(0).getPort();
            assertEquals(0, media % 2);
            assertTrue(media >= 49152 && media <= 65534, "port " + media);
            assertEquals(
                    List.of(new InetSocketAddress("127.0.0.1", media), new InetSocketAddress("127.0.0.1", media + 1)),
                    ports);
        }
    }

    @Test
    void takesTheGivenPortAndTheOneAbove() throws IOException {
        assertEquals(
                List.of(new InetSocketAddress("127.0.0.1", 5005), new InetSocketAddress("127.0.0.1", 5006)),
                open(new InetSocketAddress("127.0.0.1", 5005), false, new Random(1))
                        .localAddresses());
    }

    @Test
    void opensOneEvenPortWhereRtcpIsAlwaysMultiplexed() throws IOException {
        for (int i = 0; i < 100; i++) {
            List<InetSocketAddress> ports = open(ANY_PORT, true, new Random(i)).localAddresses();
            assertEquals(1, ports.size());
            assertEquals(0, ports.get(0).getPort() % 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"40000, 40009, false, 5", "40001, 40010, false, 4", "40001, 40010, true, 5", "40004, 40004, true, 1"})
    void findsTheLastFreePortOfARangeWhereverItBegins(int first, int last, boolean muxOnly, int choices)
            throws IOException {
        for (int free = first + first % 2; free <= last - (muxOnly ? 0 : 1); free += 2) {
            for (int seed = 0; seed < 10; seed++) {
                int only = free;
                Set<Integer> tried = new HashSet<>();
                Transport nearlyFull = onlyFree(port -> port == only || port == only + 1 || port == 0, tried);
                MediaSocket socket = open(nearlyFull, new PortRange(first, last), muxOnly, new Random(seed));
                assertEquals(free, socket.localAddresses().get(0).getPort());
                assertTrue(tried.stream().allMatch(port -> port == 0 || port >= first && port <= last), "" + tried);
            }
        }
        Set<Integer> tried = new HashSet<>();
        PortRange range = new PortRange(first, last);
        IOException none = assertThrows(
                IOException.class, () -> open(onlyFree(port -> port == 0, tried), range, muxOnly, new Random(1)));
        String what = muxOnly ? "no even port" : "no pair of ports";
        assertEquals(
                what + " from " + first + " to " + last + " is free on 127.0.0.1 (" + choices
                        + " tried; the last: taken); widen ports()",
                none.getMessage());
        assertEquals(choices + 1, tried.size());
    }

    @Test
    void beginsAtAnyOfThem() throws IOException {
        Set<Integer> chosen = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            chosen.add(open(transport, new PortRange(40000, 40009), false, new Random(seed))
                    .localAddresses()
                    .get(0)
                    .getPort());
        }
        assertEquals(Set.of(40000, 40002, 40004, 40006, 40008), chosen);
    }

    @Test
    void anAddressThatCannotBeBoundIsNotTriedOnEveryPort() {
        BindException failure = new BindException("no such address");
        transport.failOpens(1_000, failure);
        assertSame(failure, assertThrows(IOException.class, () -> open(ANY_PORT, false, new Random(1))));
        assertEquals(2, transport.opens());
    }

    @Test
    void doesNotTryOtherPortsThanTheGivenOne() {
        transport.failOpens(1, new BindException("taken"));
        InetSocketAddress given = new InetSocketAddress("127.0.0.1", 5004);
        assertThrows(BindException.class, () -> open(given, false, new Random(1)));
        assertEquals(1, transport.opens());
    }

    @Test
    void opensTheSamePortsOnEachAddressOfANetworkInterface() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        List<InetAddress> addresses = InterfaceAddresses.of(loopback.getName());
        StackSettings settings = new StackSettings();
        settings.networkInterface = loopback.getName();
        settings.ports = new PortRange(40000, 40001);
        settings.socketOptions = new MediaSocketOptions(46, 1, 2);
        List<InetSocketAddress> expected = new ArrayList<>();
        addresses.forEach(address -> expected.add(new InetSocketAddress(address, 40000)));
        addresses.forEach(address -> expected.add(new InetSocketAddress(address, 40001)));
        assertEquals(
                expected, MediaPorts.open(transport, settings, new Random(1)).localAddresses());
        assertEquals(settings.socketOptions, transport.options());
    }

    @Test
    void choosesTheAddressesThatReachBeyondTheLink() throws IOException {
        InetAddress link4 = InetAddress.getByName("169.254.1.1");
        InetAddress link6 = InetAddress.getByName("fe80::1");
        InetAddress first4 = InetAddress.getByName("192.0.2.1");
        InetAddress second4 = InetAddress.getByName("192.0.2.2");
        InetAddress global6 = InetAddress.getByName("2001:db8::1");
        assertEquals(
                List.of(first4, global6), InterfaceAddresses.chosen(List.of(link6, link4, first4, second4, global6)));
        assertEquals(List.of(link4, link6), InterfaceAddresses.chosen(List.of(link6, link4)));
        assertEquals(List.of(), InterfaceAddresses.chosen(List.of()));
    }

    @Test
    void namesTheInterfacesThereAreWhenOneIsUnknown() throws IOException {
        String loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                .getName();
        String message = assertThrows(IOException.class, () -> InterfaceAddresses.of("nosuch7"))
                .getMessage();
        assertTrue(message.startsWith("networkInterface(\"nosuch7\") is not present; there is "), message);
        assertTrue(
                List.of(message.substring(message.indexOf("there is ") + 9).split(", "))
                        .contains(loopback),
                message);
    }

    private MediaSocket open(InetSocketAddress bind, boolean muxOnly, Random random) throws IOException {
        StackSettings settings = new StackSettings();
        settings.bind = bind;
        settings.muxOnly = muxOnly;
        return MediaPorts.open(transport, settings, random);
    }

    private static MediaSocket open(Transport transport, PortRange range, boolean muxOnly, Random random)
            throws IOException {
        StackSettings settings = new StackSettings();
        settings.bind = ANY_PORT;
        settings.ports = range;
        settings.muxOnly = muxOnly;
        return MediaPorts.open(transport, settings, random);
    }

    /** A system on which other ports are taken. */
    private static Transport onlyFree(IntPredicate free, Set<Integer> tried) {
        return new Transport() {
            @Override
            public String name() {
                return "nearly full";
            }

            @Override
            public MediaSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException {
                tried.add(locals.get(0).getPort());
                for (InetSocketAddress local : locals) {
                    if (!free.test(local.getPort())) {
                        throw new BindException("taken");
                    }
                }
                return new FakeSocket(locals);
            }
        };
    }
}
