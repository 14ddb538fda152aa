package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import voip.api.Call;
import voip.api.Datagram;
import voip.api.Encryption;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Transport;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** A datagram from each of a million addresses: the stack holds nothing of them, and sends them nothing. */
@Isolated("it measures the heap of all tests")
class ForgedSourcesIT {
    private static final int SOURCES = 1_000_000;
    private static final int CALLS = 50;
    private static final int UNKNOWN_CALLERS = 10;
    private static final long MOST_GROWTH = 4 << 20; // of a million sources, 16 bytes each would be 16 million

    /** Datagrams as fast as they are taken, each from another address; then silence. */
    private static final class Flood implements Transport, MediaSocket {
        private final AtomicInteger left = new AtomicInteger();
        private volatile int first; // address of the next ones
        private final AtomicInteger sent = new AtomicInteger();
        private final byte[] host = new byte[4];
        private final byte[] packet = RtpPacket.builder()
                .payloadType(PayloadType.PCMU)
                .payload(new byte[160])
                .build()
                .toBytes();
        private List<InetSocketAddress> locals = List.of();
        private boolean woken;
        private boolean closed;

        @Override
        public String name() {
            return "flood";
        }

        @Override
        public MediaSocket open(List<InetSocketAddress> wanted, MediaSocketOptions options) {
            locals = wanted;
            return this;
        }

        @Override
        public List<InetSocketAddress> localAddresses() {
            return locals;
        }

        @Override
        public boolean receive(Datagram into, long nanos) throws ClosedChannelException {
            int number = left.getAndUpdate(count -> Math.max(0, count - 1));
            if (number > 0) {
                ByteBuffer.wrap(host).putInt(0x0B00_0000 + first + number);
                ByteBuffer.wrap(packet).putShort(2, (short) number).putInt(8, number * 0x9E37_79B9);
                into.bytes().clear().put(packet).flip();
                into.arrived(address(host), locals.get(0).getPort(), clock().nanoTime());
                return true;
            }
            return await(nanos);
        }

        private synchronized boolean await(long nanos) throws ClosedChannelException {
            try {
                if (!woken && !closed && nanos > 0) {
                    wait(Math.min(10, 1 + nanos / 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (closed) {
                throw new ClosedChannelException();
            }
            woken = false;
            return false;
        }

        private static InetSocketAddress address(byte[] host) {
            try {
                return new InetSocketAddress(InetAddress.getByAddress(host), 4000);
            } catch (UnknownHostException e) {
                throw new AssertionError("four bytes are an address", e);
            }
        }

        @Override
        public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) {
            if (to.getAddress().getAddress()[0] == 0x0B) {
                sent.incrementAndGet();
            }
        }

        @Override
        public synchronized void wakeup() {
            woken = true;
            notifyAll();
        }

        @Override
        public synchronized void close() {
            closed = true;
            notifyAll();
        }
    }

    private final Flood flood = new Flood();
    private final AtomicInteger seen = new AtomicInteger();

    @Test
    void aMillionForgedSourcesLeaveNothingBesideSecuredCallsThatFollowTheirPeers() throws Exception {
        try (VoipStack stack = Stacks.started(VoipStack.builder()
                .bind(new InetSocketAddress("10.0.0.1", 5004))
                .transport(flood)
                .sources(SourcePolicy.AUTHENTICATED))) {
            for (int i = 0; i < CALLS; i++) {
                stack.call(
                        new InetSocketAddress("10.0.0.2", 4000 + 2 * i),
                        call -> packet -> seen.incrementAndGet(),
                        SrtpSession.open(
                                CipherSuites.discover().suite("AES_CM_128_HMAC_SHA1_80"),
                                key(i),
                                key(100 + i),
                                SrtpPolicy.standard()));
            }
            leavesNothing(stack);
            assertEquals(0, seen.get());
            for (Call call : stack.calls()) {
                assertEquals(
                        "10.0.0.2",
                        call.remoteAddress().orElseThrow().getAddress().getHostAddress());
            }
        }
        assertEquals(0, flood.sent.get(), "no byte to any of them");
    }

    @Test
    void aMillionForgedSourcesLeaveNothingBesideUnknownCallersAtTheirLimit() throws Exception {
        try (VoipStack stack = Stacks.started(VoipStack.builder()
                .bind(new InetSocketAddress("10.0.0.1", 5004))
                .transport(flood)
                .encryption(Encryption.OPTIONAL)
                .unknownCallers(call -> packet -> seen.incrementAndGet(), UNKNOWN_CALLERS))) {
            leavesNothing(stack);
            assertEquals(UNKNOWN_CALLERS, stack.calls().size());
            assertEquals(UNKNOWN_CALLERS, seen.get(), "one packet for each session, none shared");
        }
    }

    private void leavesNothing(VoipStack stack) throws Exception {
        take(stack, SOURCES / 20); // whatever is made once is made now
        int calls = stack.calls().size();
        long before = Heap.used();
        take(stack, SOURCES);
        assertEquals(calls, stack.calls().size());
        assertEquals(0, stack.verdicts().getOrDefault(Verdict.FAILED, 0L));
        long growth = Heap.used() - before;
        assertTrue(growth < MOST_GROWTH, "the heap grew by " + growth + " bytes");
    }

    private void take(VoipStack stack, int count) throws Exception {
        long before = received(stack);
        flood.left.set(count);
        flood.wakeup();
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (received(stack) - before < count) {
            assertTrue(System.nanoTime() < deadline, "the flood is not over");
            Thread.sleep(5);
        }
        flood.first += count;
    }

    private static long received(VoipStack stack) {
        return stack.verdicts().values().stream().mapToLong(Long::longValue).sum();
    }

    private static MasterKey key(int number) {
        byte[] key = new byte[16];
        key[0] = (byte) number;
        return new MasterKey(key, new byte[14]);
    }
}
