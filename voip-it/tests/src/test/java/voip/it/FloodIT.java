package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import voip.api.Call;
import voip.api.MediaDescription;
import voip.api.MediaSocket;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.PacketProtection;
import voip.srtp.Sdes;
import voip.srtp.SrtpPolicy;
import voip.testkit.MemoryNetwork;

/**
 * A flood of random and mutated datagrams, from strangers and from the peer's own address, through a stack with calls: nothing
 * is thrown, logged or kept, and the good call loses nothing.
 */
@Isolated("it measures the heap of all tests")
class FloodIT {
    private static final int FLOOD = 200_000;
    private static final int STRANGERS = 50;
    private static final int OTHER_CALLS = 20;
    private static final int GOOD_EVERY = 100;
    private static final long MOST_GROWTH = 1 << 20;

    private final InetSocketAddress local = new InetSocketAddress("10.0.0.1", 5004);
    private final Random random = new Random(20_260_101);
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicReference<String> wrong = new AtomicReference<>();
    private final List<byte[]> seen = new ArrayList<>();
    private int goodSent;
    private long sent;

    @Test
    void floodLeavesNothingAndCostsTheGoodCallNothing() throws Exception {
        CipherSuites suites = CipherSuites.discover();
        try (MemoryNetwork network = new MemoryNetwork();
                LogCount log = LogCount.open();
                VoipStack stack = Stacks.started(VoipStack.builder().bind(local).transport(network.transport()))) {
            List<MediaSocket> strangers = new ArrayList<>();
            for (int i = 0; i < STRANGERS; i++) {
                strangers.add(network.open(new InetSocketAddress("10.1.0." + (i + 1), 4000 + i)));
            }
            MediaSocket peer = network.open(new InetSocketAddress("10.0.0.2", 4000));
            KeyNegotiation.Offer keys = Sdes.negotiation(
                            List.of(suites.suite("AES_CM_128_HMAC_SHA1_80")),
                            suites.module("JCE").orElseThrow().random(),
                            SrtpPolicy.standard())
                    .offer(null);
            Call call = stack.answer(offer(4000, keys.crypto()), "good", c -> this::received);
            for (int i = 1; i <= OTHER_CALLS; i++) {
                stack.answer(
                        offer(4000 + 2 * i, keys.crypto()),
                        "other " + i,
                        c -> packet -> wrong.set("another call got " + packet));
            }
            PacketProtection protection =
                    keys.complete(call.media().crypto(), null).protection();

            flood(network, peer, strangers, protection, FLOOD / 10); // whatever is made once is made now
            long before = Heap.used();
            long logged = log.events();
            int goodBefore = goodSent;
            flood(network, peer, strangers, protection, FLOOD);

            assertEquals(null, wrong.get());
            assertTrue(goodSent - goodBefore >= FLOOD / GOOD_EVERY);
            assertEquals(goodSent, delivered.get(), "every good packet, once");
            assertEquals(goodSent, call.statistics().packetsReceived());
            assertEquals(
                    sent,
                    stack.verdicts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    "one verdict each");
            assertEquals(goodSent, stack.verdicts().get(Verdict.ACCEPTED));
            assertEquals(0, stack.verdicts().getOrDefault(Verdict.FAILED, 0L), "nothing was thrown");
            for (Verdict verdict : List.of(
                    Verdict.UNCLAIMED,
                    Verdict.MALFORMED,
                    Verdict.UNKNOWN_SOURCE,
                    Verdict.UNAUTHENTIC,
                    Verdict.REPLAYED)) {
                assertTrue(stack.verdicts().containsKey(verdict), "the flood had none that is " + verdict);
            }
            assertEquals(1 + OTHER_CALLS, stack.calls().size());
            assertEquals(logged, log.events(), "nothing is logged per packet");
            long growth = Heap.used() - before;
            assertTrue(growth < MOST_GROWTH, "the heap grew by " + growth + " bytes");
        }
    }

    private void received(RtpPacket packet) {
        if (packet.payloadLength() != 160 || packet.payload().getInt(0) != delivered.getAndIncrement()) {
            wrong.set("the good call got " + packet);
        }
    }

    private void flood(
            MemoryNetwork network,
            MediaSocket peer,
            List<MediaSocket> strangers,
            PacketProtection protection,
            int count)
            throws Exception {
        for (int i = 0; i < count; i++) {
            if (i % GOOD_EVERY == 0) {
                send(peer, good(protection));
            }
            MediaSocket from = random.nextInt(3) == 0 ? peer : strangers.get(random.nextInt(strangers.size()));
            send(from, bad());
            if (i % 500 == 0) {
                network.advance(Duration.ofMillis(20));
            }
        }
        network.advance(Duration.ofMillis(20));
    }

    private void send(MediaSocket from, byte[] datagram) throws Exception {
        from.send(ByteBuffer.wrap(datagram), from.localAddresses().get(0).getPort(), local);
        sent++;
    }

    private byte[] good(PacketProtection protection) {
        byte[] payload = new byte[160];
        ByteBuffer.wrap(payload).putInt(goodSent);
        byte[] packet = RtpPacket.builder()
                .payloadType(PayloadType.PCMU)
                .sequence(goodSent & 0xFFFF)
                .timestamp(160L * goodSent)
                .ssrc(0x1234)
                .payload(payload)
                .build()
                .toBytes();
        goodSent++;
        ByteBuffer buffer = ByteBuffer.allocate(packet.length + protection.overhead());
        buffer.put(packet).flip();
        assertEquals(Verdict.ACCEPTED, protection.protect(buffer));
        byte[] secured = new byte[buffer.remaining()];
        buffer.get(secured);
        if (seen.size() < 1000) {
            seen.add(secured);
        } else {
            seen.set(random.nextInt(1000), secured);
        }
        return secured;
    }

    /** Noise, noise that looks like RTP or RTCP, a good packet again, or one with a few bytes changed or cut off. */
    private byte[] bad() {
        byte[] datagram = new byte[random.nextInt(220)];
        random.nextBytes(datagram);
        byte[] old = seen.get(random.nextInt(seen.size()));
        switch (random.nextInt(5)) {
            case 0 -> {
                return datagram;
            }
            case 1 -> {
                if (datagram.length > 1) {
                    datagram[0] = (byte) (0x80 | datagram[0] & 0x3F);
                    datagram[1] = (byte) (random.nextBoolean() ? 200 + random.nextInt(8) : random.nextInt(128));
                }
                return datagram;
            }
            case 2 -> {
                return old;
            }
            case 3 -> {
                byte[] mutated = old.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    mutated[random.nextInt(mutated.length)] ^= (byte) (1 + random.nextInt(255));
                }
                return Arrays.equals(mutated, old) ? datagram : mutated;
            }
            default -> {
                return Arrays.copyOf(old, random.nextInt(old.length));
            }
        }
    }

    private static MediaDescription offer(int port, List<String> crypto) {
        return MediaDescription.builder()
                .address("10.0.0.2")
                .port(port)
                .protocol("RTP/SAVP")
                .formats(List.of(PayloadType.PCMU))
                .crypto(crypto)
                .build();
    }
}
