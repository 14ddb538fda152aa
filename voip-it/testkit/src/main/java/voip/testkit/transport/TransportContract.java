package voip.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.MediaClock;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;
import voip.api.Transport;

/**
 * What every {@link Transport} and the {@link MediaSocket}s that it opens have to do: JUnit tests to inherit. They open
 * sockets at one local address, and send datagrams from one to another.
 *
 * <p>A transport whose clock is not the machine's overrides {@link #elapse}. It may lose no datagram of these tests.
 */
public abstract class TransportContract extends MediaSocketContract {
    /** For the classes that extend it. */
    protected TransportContract() {}

    @Test
    void hasANameAndAClockThatDoesNotGoBack() {
        Transport transport = tested();
        assertFalse(transport.name().isBlank());
        assertEquals(transport.name(), transport.name());
        MediaClock clock = transport.clock();
        long last = clock.nanoTime();
        for (int i = 0; i < 1000; i++) {
            long now = clock.nanoTime();
            assertTrue(now - last >= 0);
            last = now;
        }
    }

    @Test
    void bindsEachAddressInTheOrderInWhichTheyAreAskedFor() throws Exception {
        InetSocketAddress free = address(open(local()));
        closeSockets();
        MediaSocket socket = open(local(), free, local());
        List<InetSocketAddress> bound = socket.localAddresses();
        assertEquals(3, bound.size());
        assertEquals(free, bound.get(1));
        Set<Integer> ports = new HashSet<>();
        for (InetSocketAddress address : bound) {
            assertEquals(local().getAddress(), address.getAddress());
            assertNotEquals(0, address.getPort(), "the actual port");
            ports.add(address.getPort());
        }
        assertEquals(3, ports.size());
    }

    @Test
    void refusesWhatItCannotBindAndLeavesNoneOpen() throws Exception {
        InetSocketAddress free = address(open(local()));
        closeSockets();
        InetSocketAddress occupied = address(open(local()));
        assertThrows(IOException.class, () -> open(free, occupied));
        open(free);
        assertThrows(IOException.class, () -> open(InetSocketAddress.createUnresolved("nowhere.invalid", 0)));
    }

    @Test
    void takesOptionsAsTheSystemHasThem() throws Exception {
        try (MediaSocket socket = tested().open(List.of(local()), MediaSocketOptions.SYSTEM)) {
            send(socket, address(socket), "x");
            assertEquals("x", receive(socket).text());
        }
    }

    @Test
    void portsAreFreeAsSoonAsTheirSocketIsClosed() throws Exception {
        MediaSocket socket = open(local(), local());
        InetSocketAddress[] locals = socket.localAddresses().toArray(InetSocketAddress[]::new);
        for (int i = 0; i < 20; i++) {
            socket.close();
            socket = open(locals);
        }
        send(socket, locals[1], "the last one works");
        assertEquals(locals[1].getPort(), receive(socket).localPort());
    }

    @Test
    void tellsWhereADatagramCameFromAndWhereAndWhenItArrived() throws Exception {
        MediaSocket one = open(local());
        MediaSocket other = open(local(), local());
        MediaClock clock = tested().clock();
        long before = clock.nanoTime();
        send(one, other.localAddresses().get(1), "hello");
        Received received = receive(other);
        assertEquals("hello", received.text());
        assertEquals(address(one), received.remote());
        assertEquals(other.localAddresses().get(1).getPort(), received.localPort());
        assertTrue(received.nanos() - before >= 0, "it arrived before it was sent");
        assertTrue(clock.nanoTime() - received.nanos() >= 0, "it has yet to arrive");
    }

    @Test
    void oneThreadWaitsForAllPorts() throws Exception {
        MediaSocket ports = open(local(), local(), local());
        MediaSocket peer = open(local());
        Set<Integer> expected = new HashSet<>();
        for (InetSocketAddress local : ports.localAddresses()) {
            send(peer, local, "to " + local.getPort());
            expected.add(local.getPort());
        }
        Set<Integer> served = new HashSet<>();
        for (Received received : receive(ports, 3)) {
            assertEquals("to " + received.localPort(), received.text());
            served.add(received.localPort());
        }
        assertEquals(expected, served);
    }

    @Test
    void sendsFromThePortThatIsAskedFor() throws Exception {
        MediaSocket ports = open(local(), local());
        MediaSocket peer = open(local());
        for (InetSocketAddress local : ports.localAddresses()) {
            ports.send(bytes("x"), local.getPort(), address(peer));
            assertEquals(local, receive(peer).remote());
        }
        // Not promised: by which exception. It is a mistake of the caller, not of the network.
        assertThrows(Exception.class, () -> ports.send(bytes("x"), 1, address(peer)), "from a port that is not bound");
    }

    @Test
    void sendsFromPositionToLimitOfAnyBuffer() throws Exception {
        MediaSocket one = open(local());
        ByteBuffer part = bytes("_hello_").position(1).limit(6);
        one.send(part, address(one).getPort(), address(one));
        assertEquals(6, part.position(), "the position ends at the limit");
        assertEquals("hello", receive(one).text());
        ByteBuffer direct =
                ByteBuffer.allocateDirect(3).put(bytes("abc")).flip().asReadOnlyBuffer();
        one.send(direct, address(one).getPort(), address(one));
        assertEquals(3, direct.position(), "the position ends at the limit");
        assertEquals("abc", receive(one).text());
    }

    /** The packet path sends from one array again and again. */
    @Test
    void keepsNothingOfTheBufferThatWasSent() throws Exception {
        MediaSocket socket = open(local());
        byte[] array = {'o', 'n', 'e'};
        socket.send(ByteBuffer.wrap(array), address(socket).getPort(), address(socket));
        Arrays.fill(array, (byte) 'x');
        assertEquals("one", receive(socket).text());
    }

    /** And leaves nothing of what was in it before. */
    @Test
    void fillsTheSlotFromItsBeginning() throws Exception {
        MediaSocket socket = open(local());
        send(socket, address(socket), "a long one");
        send(socket, address(socket), "short");
        Set<String> texts = attend(() -> {
            Set<String> all = new HashSet<>();
            Datagram slot = new Datagram();
            slot.bytes().position(9).limit(11);
            for (int i = 0; i < 2; i++) {
                assertTrue(socket.receive(slot, HOUR));
                assertEquals(0, slot.bytes().position());
                all.add(Received.of(slot).text());
                slot.bytes().position(3);
            }
            return all;
        });
        assertEquals(Set.of("a long one", "short"), texts);
    }

    @Test
    void carriesEmptyDatagrams() throws Exception {
        MediaSocket socket = open(local());
        send(socket, address(socket), "");
        assertEquals(0, receive(socket).length());
    }

    /** A full slot is how the core learns that a datagram was cut. The one who receives sends it, as the packet path does. */
    @Test
    void fillsTheSlotWithWhatFitsOfALongDatagram() throws Exception {
        MediaSocket socket = open(local());
        boolean sent = attend(() -> {
            assertFalse(socket.receive(new Datagram(), 0));
            try {
                socket.send(ByteBuffer.allocate(3000), address(socket).getPort(), address(socket));
                return true;
            } catch (IOException refused) {
                return false;
            }
        });
        assumeTrue(sent, "the transport sends no datagrams of 3000 bytes");
        assertEquals(Datagram.CAPACITY, receive(socket).length());
        send(socket, address(socket), "the next one");
        assertEquals("the next one", receive(socket).text());
    }

    @Test
    void refusesWhatCannotBeSentWithAnIoException() throws Exception {
        MediaSocket socket = open(local());
        InetSocketAddress own = address(socket);
        String otherFamily = own.getAddress() instanceof Inet4Address ? "::1" : "127.0.0.1";
        for (InetSocketAddress to : List.of(
                InetSocketAddress.createUnresolved("nowhere.invalid", 9),
                new InetSocketAddress(otherFamily, 9),
                new InetSocketAddress(own.getAddress(), 0))) {
            assertThrows(IOException.class, () -> send(socket, to, "x"), () -> "to " + to);
        }
        assertThrows(IOException.class, () -> socket.send(ByteBuffer.allocate(70_000), own.getPort(), own));
        send(socket, own, "still works");
        assertEquals("still works", receive(socket).text());
    }

    /** The one that receives among them: the packet path sends from there. */
    @Test
    void manyThreadsSendAtOnce() throws Exception {
        MediaSocket receiver = open(local());
        MediaSocket sender = open(local());
        List<FutureTask<Boolean>> sending = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        for (int thread = 0; thread < 4; thread++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                texts.add("t" + thread + "-" + i);
            }
            expected.addAll(texts);
            boolean receives = thread == 0;
            sending.add(start(() -> {
                if (receives) {
                    assertFalse(sender.receive(new Datagram(), 0));
                }
                for (String text : texts) {
                    send(sender, address(receiver), text);
                }
                return true;
            }));
        }
        for (FutureTask<Boolean> task : sending) {
            finish(task);
        }
        Set<String> received = new HashSet<>();
        receive(receiver, expected.size()).forEach(each -> received.add(each.text()));
        assertEquals(expected, received);
    }
}
