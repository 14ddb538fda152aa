package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import voip.testkit.ThreadCost;

class AddressIndexTest {
    private static final int ROUNDS = 20_000;

    private final AddressIndex index = new AddressIndex();

    /** One of some hundred, of all kinds; a new object each time. */
    private static InetSocketAddress address(int number) {
        int port = 1000 + number / 6;
        return switch (number % 6) {
            case 0 -> at(port, 192, 0, 2, 1);
            case 1 -> at(port, 224, 0, 2, 255);
            case 2 -> at(port, 0x20, 1, 0xD, 0xB8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0); // the same hash as the next
            case 3 -> at(port, 0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
            case 4 -> at(port, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 2, 1); // the same hash as the first
            default -> InetSocketAddress.createUnresolved("example.org", port);
        };
    }

    private static InetSocketAddress at(int port, int... host) {
        byte[] bytes = new byte[host.length];
        for (int i = 0; i < host.length; i++) {
            bytes[i] = (byte) host[i];
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void findsWhatAMapFindsWhateverComesAndGoes() {
        Random random = new Random(1);
        Map<InetSocketAddress, Route> model = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            int most = round % 5_000 < 2_500 ? 600 : 6; // many, then few
            InetSocketAddress address = address(random.nextInt(most));
            if (model.containsKey(address)) {
                index.remove(address);
                model.remove(address);
            } else {
                Route route = new Route();
                index.put(address, route);
                model.put(address, route);
            }
            InetSocketAddress other = address(random.nextInt(most));
            assertSame(model.get(other), index.get(other));
            assertEquals(model.size(), index.size());
        }
    }

    @Test
    void tellsAddressesOfOneHashApart() {
        assertEquals(address(2).hashCode(), address(3).hashCode());
        assertEquals(address(0).hashCode(), address(4).hashCode());
        Map<InetSocketAddress, Route> routes = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            assertNull(index.get(address(i)));
            routes.put(address(i), new Route());
            index.put(address(i), routes.get(address(i)));
        }
        routes.forEach((address, route) -> assertSame(route, index.get(address)));
        assertNull(index.get(at(1001, 192, 0, 2, 1)));
        assertNull(index.get(at(1000, 192, 0, 2, 2)));
    }

    @Test
    void knowsTheLegThatIsAloneAtItsAddress() {
        Legs legs = new Legs(new FakeContext());
        Routes routes = new Routes();
        FakeProtection key = new FakeProtection(1);
        Leg first = (Leg) legs.open(Packets.secured(address(0), key));
        Leg second = (Leg) legs.open(Packets.secured(address(0), key));
        Leg third = (Leg) legs.open(Packets.withControl(Packets.secured(address(6), key), address(12)));
        assertNull(routes.soleAt(address(0)));
        routes.put(first);
        assertSame(first, routes.soleAt(address(0)));
        routes.put(second);
        assertNull(routes.soleAt(address(0)));
        routes.remove(first);
        assertSame(second, routes.soleAt(address(0)));
        for (int i = 2; i < 300; i += 6) { // into another table
            routes.put((Leg) legs.open(Packets.secured(address(i), key)));
        }
        assertSame(second, routes.soleAt(address(0)));
        routes.remove(second);
        assertNull(routes.soleAt(address(0)));
        routes.put(third);
        assertSame(third, routes.soleAt(address(6)));
        assertNull(routes.soleAt(address(12)), "only RTCP comes from there");
    }

    @Test
    void readerFindsWhatStaysWhileOthersComeAndGo() throws Exception {
        Route stays = new Route();
        index.put(address(0), stays);
        index.put(address(2), stays);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try {
            Future<Boolean> alwaysFound = reader.submit(() -> {
                boolean found = true;
                while (found && done.getCount() > 0) {
                    found = index.get(address(0)) == stays && index.get(address(2)) == stays;
                    reading.countDown();
                }
                return found;
            });
            reading.await();
            for (int round = 0; round < 20; round++) {
                for (int i = 6; i < 3_000; i++) {
                    index.put(address(i), new Route());
                }
                for (int i = 6; i < 3_000; i++) {
                    index.remove(address(i));
                }
            }
            done.countDown();
            assertTrue(alwaysFound.get());
        } finally {
            done.countDown();
            reader.shutdownNow();
        }
    }

    @Test
    void lookingUpAllocatesNothing() {
        InetSocketAddress[] addresses = new InetSocketAddress[600];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = address(i);
            if (i % 2 == 0) {
                index.put(addresses[i], new Route());
            }
        }
        double bytes = ThreadCost.allocatedPerRound(50_000, () -> {
            for (int i = 0; i < 50_000; i++) {
                if (index.get(addresses[i % 600]) == null == (i % 2 == 0)) {
                    throw new AssertionError("not as entered");
                }
            }
        });
        assertTrue(bytes < 0.5, bytes + " bytes for one");
    }
}
