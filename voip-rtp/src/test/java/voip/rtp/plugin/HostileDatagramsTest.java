package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.STRANGER;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.compound;
import static voip.rtp.plugin.Packets.fill;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.sealedControl;
import static voip.rtp.plugin.Packets.secured;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;
import voip.rtp.ReportBlock;

/** The network cannot make the multiplexer throw, log per packet, or grow. */
class HostileDatagramsTest {
    private static final int DATAGRAMS = 200_000;
    private static final InetSocketAddress SHARED = Packets.address(3, 3000);
    private static final InetSocketAddress PLAIN = Packets.address(4, 4000);

    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final Datagram datagram = new Datagram();
    private final Random random = new Random(7);

    private RtpLeg start(LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(packet -> {});
        return leg;
    }

    private Verdict receive(byte[] bytes, InetSocketAddress from) {
        fill(datagram, bytes, from, context.nanos);
        return legs.received(datagram);
    }

    private byte[] mutated(byte[] packet) {
        byte[] copy = packet.clone();
        switch (random.nextInt(4)) {
            case 0 -> copy[random.nextInt(Math.min(16, copy.length))] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[random.nextInt(copy.length)] = (byte) random.nextInt();
            case 2 -> copy = Arrays.copyOf(copy, random.nextInt(copy.length));
            default -> {
                for (int i = random.nextInt(6); i >= 0; i--) {
                    copy[random.nextInt(copy.length)] = (byte) random.nextInt();
                }
            }
        }
        return copy;
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        if (noise.length > 1 && random.nextBoolean()) {
            noise[0] = (byte) (0x80 | noise[0] & 0x3F);
            noise[1] = (byte) (random.nextBoolean() ? 200 + random.nextInt(8) : noise[1]);
        }
        return noise;
    }

    @Test
    void floodOfRandomAndMutatedDatagramsHarmsNothing() {
        List<Integer> delivered = new ArrayList<>();
        RtpLeg good = legs.open(secured(PEER, new FakeProtection(1)));
        good.start(packet -> delivered.add(packet.sequence()));
        for (int key = 2; key < 6; key++) {
            start(secured(SHARED, new FakeProtection(key)));
        }
        RtpLeg plainLeg = start(plain(PLAIN));
        List<byte[]> seeds = List.of(
                bytes(5, 5),
                RtpPacket.builder()
                        .csrcs(1, 2)
                        .extension(1, new byte[3])
                        .payload(new byte[20])
                        .padding(4)
                        .build()
                        .toBytes(),
                compound(w -> w.senderReport(5, 1, 2, 3, 4)
                        .reportBlock(new ReportBlock(plainLeg.ssrc(), 1, 2, 3, 4, 5, 6))
                        .canonicalName(5, "name")
                        .bye(5, "reason")),
                sealed(new FakeProtection(9), bytes(6, 6)),
                sealedControl(
                        new FakeProtection(9), compound(w -> w.receiverReport(6).canonicalName(6, "x"))));
        List<InetSocketAddress> sources = List.of(PEER, SHARED, PLAIN, STRANGER);
        int size = legs.tableSize();
        int sent = context.sent.size();
        int goodPackets = 0;
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < DATAGRAMS; i++) {
                byte[] bytes = random.nextInt(3) == 0 ? noise() : mutated(seeds.get(random.nextInt(seeds.size())));
                Verdict verdict = receive(bytes, sources.get(random.nextInt(sources.size())));
                assertNotNull(verdict);
                verdicts.merge(verdict, 1, Integer::sum);
                context.advance(1000);
                if (i % 100 == 0) {
                    byte[] packet = sealed(new FakeProtection(1), bytes(7, goodPackets));
                    assertEquals(Verdict.ACCEPTED, receive(packet, PEER));
                    goodPackets++;
                }
            }
            assertEquals(List.of(), log.events());
        }
        assertEquals(goodPackets, delivered.size());
        assertEquals(goodPackets, good.statistics().packetsReceived());
        assertEquals(
                size + 2,
                legs.tableSize(),
                "a source that authenticated, and the timer that the plain call's expire by");
        assertEquals(sent, context.sent.size(), "nobody is answered");
        assertTrue(
                verdicts.keySet()
                        .containsAll(List.of(
                                Verdict.MALFORMED,
                                Verdict.UNCLAIMED,
                                Verdict.UNKNOWN_SOURCE,
                                Verdict.AMBIGUOUS_SOURCE,
                                Verdict.UNAUTHENTIC,
                                Verdict.UNEXPECTED_PAYLOAD_TYPE,
                                Verdict.EMPTY,
                                Verdict.ACCEPTED)),
                verdicts.toString());
        assertEquals(
                DATAGRAMS,
                verdicts.values().stream().mapToInt(Integer::intValue).sum(),
                "one verdict each");
    }

    @Test
    void floodOfSpoofedSourcesAtAPlainCallGrowsNothing() {
        RtpLeg leg = start(plain(PLAIN));
        int size = legs.tableSize();
        for (int ssrc = 0; ssrc < 20_000; ssrc++) {
            receive(bytes(ssrc, ssrc), PLAIN);
        }
        assertEquals(size + 1, legs.tableSize(), "the timer that sources expire by");
        assertEquals(20_000, leg.statistics().packetsReceived());
    }

    @Test
    void floodFromStrangersIsNeitherLoggedNorRemembered() {
        start(plain(PLAIN));
        int size = legs.tableSize();
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 20_000; i++) {
                assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, i), Packets.address(100, 1 + i)));
            }
            assertEquals(List.of(), log.events());
        }
        assertEquals(size, legs.tableSize());
    }
}
