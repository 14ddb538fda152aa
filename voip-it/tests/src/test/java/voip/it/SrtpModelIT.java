package voip.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.Datagram;
import voip.api.MediaSocket;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.MasterKeys;
import voip.srtp.RolloverCarrier;
import voip.srtp.SrtpParameters;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;
import voip.testkit.Impairment;
import voip.testkit.MemoryNetwork;

/**
 * Several sources over two bad links at once, which lose, double, spoil, hold back and overtake, and somebody who plays old
 * packets again: for each packet that arrives, the receiver does what a plain model says. One source rolls over 64 times.
 */
@Timeout(120)
class SrtpModelIT {
    private static final int ROLLOVERS = 64;
    private static final int KEYS = 3;
    private static final long LIFETIME = 1L << 48;

    /** What is tested: a suite with a replay window, and what else is agreed on. */
    record Case(String suite, int window, int trials, int carrierRate, boolean rich) {
        boolean hasOutages() {
            return trials > 0 || carrierRate > 0;
        }

        Set<Integer> extensions() {
            return rich ? Set.of(1, 3) : Set.of();
        }

        SrtpParameters parameters() {
            SrtpParameters parameters = SrtpParameters.standard().withKeyDerivationRate(rich ? 1 << 12 : 0);
            if (carrierRate > 0) {
                boolean aead = suite.startsWith("AEAD");
                parameters = parameters.withRolloverCarrier(new RolloverCarrier(
                        aead ? RolloverCarrier.Mode.NONE : RolloverCarrier.Mode.ALL, carrierRate, aead ? 4 : 14));
            }
            return parameters;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String suite : List.of("AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM")) {
            for (int window : new int[] {64, 1024, 32_768}) {
                cases.add(new Case(suite, window, 0, 0, false));
            }
            cases.add(new Case(suite, 1024, 2, 0, true));
            cases.add(new Case(suite, 1024, 0, 10, true));
        }
        return cases;
    }

    /** A packet that was sent, as it was and as it is on the wire. */
    private record Sent(long ssrc, long index, boolean control, byte[] plain, byte[] wire) {}

    /** A source: how fast it is, and how far. */
    private static final class Source {
        final long ssrc;
        final int share;
        long index;
        int run;

        Source(long ssrc, long first, int share) {
            this.ssrc = ssrc;
            this.index = first;
            this.share = share;
        }
    }

    private final Random random = new Random(3711);
    private final MemoryNetwork network = new MemoryNetwork();
    private final InetSocketAddress far = new InetSocketAddress("10.0.0.9", 5004);
    private final List<Source> sources = List.of(
            new Source(0xFFFF_FFFFL, 65_530, 1),
            new Source(0, 0, 2),
            new Source(0x8000_0000L, 32_767, 5),
            new Source(7, 40_000, 11),
            new Source(8, 65_535, 23));
    private final Map<ByteBuffer, Sent> sent = new HashMap<>();
    private final List<Sent> history = new ArrayList<>();
    private final Map<Long, Long> controlIndex = new HashMap<>();
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private SrtpSession sender;
    private SrtpSession receiver;
    private SrtpReference packets;
    private SrtpReference controlPackets;
    private Case tested;
    private int late;
    private int spoilt;

    @ParameterizedTest
    @MethodSource("cases")
    void noFreshPacketIsRefusedAndNoReplayAccepted(Case tried) throws Exception {
        tested = tried;
        packets = new SrtpReference(tried.window, tried.trials);
        controlPackets = new SrtpReference(tried.window, 0);
        SrtpCipherSuite suite = CipherSuites.discover().provider("JCE").suite(tried.suite);
        SrtpPolicy policy = SrtpPolicy.standard().withReplayWindow(tried.window).withRolloverTrials(tried.trials);
        sender = SrtpSession.builder(suite)
                .send(keys(suite), tried.parameters())
                .policy(policy)
                .open();
        receiver = SrtpSession.builder(suite)
                .receive(keys(suite), tried.parameters())
                .policy(policy)
                .open();
        try (network;
                SrtpSession ours = sender;
                SrtpSession theirs = receiver) {
            assertTrue(ours.encryptExtensions(tried.extensions()) && theirs.encryptExtensions(tried.extensions()));
            talk();
        }
        for (Source source : sources) {
            assertTrue(packets.accepted(source.ssrc) > 100, "packets of " + source.ssrc + " were accepted");
        }
        assertTrue(verdicts.get(Verdict.ACCEPTED) > history.size() / 2, verdicts + " of " + history.size());
        assertTrue(verdicts.get(Verdict.REPLAYED) > 500, verdicts.toString());
        assertTrue(verdicts.get(Verdict.UNAUTHENTIC) > 50, "of other cycles than a receiver can tell: " + verdicts);
        assertEquals(tried.window < 32_768, verdicts.containsKey(Verdict.TOO_OLD), verdicts.toString());
        assertTrue(late > 300, late + " packets were overtaken and accepted");
        assertTrue(spoilt > 100, spoilt + " packets were spoilt");
    }

    private void talk() throws Exception {
        InetSocketAddress slow = new InetSocketAddress("10.0.0.1", 5004);
        InetSocketAddress quick = new InetSocketAddress("10.0.0.2", 5004);
        InetSocketAddress attacker = new InetSocketAddress("10.0.0.3", 5004);
        network.link(slow, far, impairment(1, 40, 0.1, 70));
        network.link(quick, far, impairment(2, 5, 0.2, 30));
        try (MediaSocket overSlow = network.open(slow);
                MediaSocket overQuick = network.open(quick);
                MediaSocket replaying = network.open(attacker);
                MediaSocket arriving = network.open(far)) {
            for (Source source : sources) {
                judge(next(source)); // the first of each arrives first, as it must (RFC 3711 §3.3.1)
                judge(nextControl(source));
            }
            for (int i = 0; sources.get(0).index >> 16 < ROLLOVERS || sources.get(0).run < 100; i++) {
                for (Source source : sources) {
                    if (i % source.share == 0) {
                        Sent next = random.nextInt(30) == 0 ? nextControl(source) : next(source);
                        MediaSocket link = random.nextInt(3) == 0 ? overQuick : overSlow;
                        link.send(ByteBuffer.wrap(next.wire), 5004, far);
                    }
                }
                if (random.nextInt(8) == 0) {
                    int back = random.nextInt(random.nextBoolean() ? 60 : history.size());
                    Sent old = history.get(Math.max(0, history.size() - 1 - back));
                    replaying.send(ByteBuffer.wrap(old.wire), 5004, far);
                }
                network.advance(Duration.ofMillis(1));
                receive(arriving);
            }
            network.advance(Duration.ofSeconds(1));
            receive(arriving);
        }
    }

    private static Impairment impairment(int seed, int delay, double reordering, int holdBack) {
        return Impairment.builder()
                .seed(seed)
                .loss(0.05)
                .duplication(0.03)
                .corruption(0.02)
                .reordering(reordering, Duration.ofMillis(holdBack))
                .delay(Duration.ofMillis(delay))
                .delayVariation(Duration.ofMillis(10))
                .build();
    }

    private void receive(MediaSocket arriving) throws Exception {
        Datagram datagram = new Datagram();
        while (arriving.receive(datagram, 0)) {
            byte[] wire = new byte[datagram.bytes().remaining()];
            datagram.bytes().get(wire);
            Sent known = sent.get(ByteBuffer.wrap(wire));
            if (known == null) {
                spoilt++;
                ByteBuffer packet = ByteBuffer.wrap(wire);
                Verdict verdict = spoilt % 2 == 0 ? receiver.unprotect(packet) : receiver.unprotectControl(packet);
                assertNotEquals(Verdict.ACCEPTED, verdict);
                assertNotEquals(Verdict.FAILED, verdict);
            } else {
                judge(known);
            }
        }
    }

    private void judge(Sent packet) {
        SrtpReference model = packet.control ? controlPackets : packets;
        boolean told = packet.control || tested.carrierRate > 0 && packet.index % 65_536 % tested.carrierRate == 0;
        Verdict expected = model.expect(packet.ssrc, packet.index, told);
        ByteBuffer buffer = ByteBuffer.wrap(packet.wire.clone());
        Verdict verdict = packet.control ? receiver.unprotectControl(buffer) : receiver.unprotect(buffer);
        assertEquals(expected, verdict, () -> packet + " after " + model.highest(packet.ssrc));
        verdicts.merge(verdict, 1, Integer::sum);
        if (verdict == Verdict.ACCEPTED) {
            byte[] plain = new byte[buffer.remaining()];
            buffer.get(plain);
            assertArrayEquals(packet.plain, plain);
            late += packet.index < model.highest(packet.ssrc) ? 1 : 0;
            if (!packet.control) {
                assertEquals(
                        model.highest(packet.ssrc) >> 16,
                        receiver.receiveRolloverCounter(packet.ssrc).orElseThrow());
            }
        } else {
            assertEquals(0, buffer.remaining());
        }
    }

    private Sent next(Source source) {
        Sent packet = protect(source, source.index, false, packet(source));
        move(source);
        return packet;
    }

    private byte[] packet(Source source) {
        byte[] payload = new byte[random.nextInt(60)];
        random.nextBytes(payload);
        return RtpPacket.builder()
                .ssrc(source.ssrc)
                .sequence((int) source.index & 0xFFFF)
                .timestamp(source.index & 0xFFFF_FFFFL)
                .extension(1 + random.nextInt(3), new byte[] {1, 2, 3})
                .payload(payload)
                .build()
                .toBytes();
    }

    /** One after the other around each roll-over; else in short runs, with gaps below the half of a cycle between them. */
    private void move(Source source) {
        long toWrap = 65_536 - (source.index & 0xFFFF);
        source.run++;
        if (toWrap <= 60 || toWrap > 65_536 - 60 || source.run % 20 != 0) {
            source.index++;
            return;
        }
        if (tested.hasOutages() && random.nextInt(40) == 0) {
            outage(source);
            return;
        }
        int gap;
        switch (random.nextInt(4)) {
            case 0 -> gap = 30 + random.nextInt(70);
            case 1 -> gap = 500 + random.nextInt(1000);
            default -> gap = 15_000 + random.nextInt(17_500);
        }
        source.index += Math.min(gap, toWrap - 60);
    }

    /** Goes on a cycle or two later, on the sending side in steps that it can follow. */
    private void outage(Source source) {
        long end = source.index + 65_536L * (1 + random.nextInt(2));
        while (source.index + 30_000 < end) {
            source.index += 30_000;
            protect(source, source.index, false, packet(source));
        }
        source.index = end;
    }

    private Sent nextControl(Source source) {
        byte[] plain = new byte[8 + 4 * random.nextInt(12)];
        random.nextBytes(plain);
        ByteBuffer.wrap(plain).putInt(0, 0x80C9_0001).putInt(4, (int) source.ssrc);
        return protect(source, controlIndex.merge(source.ssrc, 1L, Long::sum) - 1, true, plain);
    }

    private Sent protect(Source source, long index, boolean control, byte[] plain) {
        if (tested.rich && random.nextInt(100) == 0) {
            sender.sendWith(new byte[] {1, (byte) random.nextInt(KEYS)});
        }
        ByteBuffer buffer = ByteBuffer.allocate(plain.length + sender.overhead());
        buffer.put(plain).flip();
        assertEquals(Verdict.ACCEPTED, control ? sender.protectControl(buffer) : sender.protect(buffer));
        byte[] wire = new byte[buffer.remaining()];
        buffer.get(wire);
        Sent packet = new Sent(source.ssrc, index, control, plain, wire);
        sent.put(ByteBuffer.wrap(wire), packet);
        history.add(packet);
        return packet;
    }

    private MasterKeys keys(SrtpCipherSuite suite) {
        if (!tested.rich) {
            return MasterKeys.of(key(suite, 0));
        }
        MasterKeys keys = MasterKeys.of(new byte[] {1, 0}, key(suite, 0), LIFETIME);
        for (int i = 1; i < KEYS; i++) {
            keys = keys.and(new byte[] {1, (byte) i}, key(suite, i), LIFETIME);
        }
        return keys;
    }

    private static MasterKey key(SrtpCipherSuite suite, int number) {
        byte[] key = new byte[suite.spec().keyLength()];
        key[3] = (byte) (1 + number);
        return new MasterKey(key, new byte[suite.spec().saltLength()]);
    }
}
