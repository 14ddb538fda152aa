package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.RETURNS_DEFAULTS;
import static org.mockito.Mockito.mock;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.STRANGER;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.rtp;
import static voip.rtp.plugin.Packets.secured;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.CallStatistics;
import voip.api.Datagram;
import voip.api.Direction;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;
import voip.api.srtp.PacketProtection;

class LegSendTest {
    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);

    private RtpLeg start(LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(packet -> {});
        return leg;
    }

    private RtpPacket lastSent() {
        return RtpPacket.parse(context.last().bytes());
    }

    private static RtpPacket rich() {
        return RtpPacket.builder()
                .payloadType(101)
                .marker(true)
                .ssrc(0xAAAA_AAAAL)
                .sequence(77)
                .timestamp(0xFFFF_0000L)
                .csrcs(1, 2, 3)
                .extension(5, new byte[] {7, 8})
                .payload(new byte[] {1, 2, 3, 4, 5})
                .padding(3)
                .build();
    }

    @Test
    void sendsUnderItsOwnSourceAndSequence() {
        RtpLeg leg = start(plain(PEER));
        assertEquals(Verdict.ACCEPTED, leg.send(rich()));
        RtpPacket first = lastSent();
        assertEquals(leg.ssrc(), first.ssrc());
        assertNotEquals(0xAAAA_AAAAL, first.ssrc());
        assertTrue(first.sequence() < 0x8000 + 1);
        assertEquals(101, first.payloadType());
        assertTrue(first.marker());
        assertEquals(0xFFFF_0000L, first.timestamp());
        assertEquals(ByteBuffer.wrap(new byte[] {7, 8}), first.extension(5));
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}), first.payload());
        assertEquals(0, first.csrcCount(), "their sources are not ours");
        assertEquals(0, first.paddingLength());
        assertEquals(PEER, context.last().to());
        assertEquals(FakeContext.MEDIA_PORT, context.last().localPort());
        leg.send(rich());
        assertEquals(first.sequence() + 1 & 0xFFFF, lastSent().sequence());
    }

    @Test
    void sequenceStartsInTheLowerHalfAndWraps() {
        Set<Integer> starts = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            RtpLeg leg = start(plain(Packets.address(2, 1000 + i)));
            leg.send(rich());
            starts.add(lastSent().sequence());
        }
        assertTrue(starts.stream().allMatch(start -> start < 0x8000));
        assertTrue(starts.size() > 190, "at random");

        context.keepsSent = false;
        RtpLeg leg = start(plain(PEER));
        for (int i = 0; i < 0x1_0000; i++) {
            leg.send(rich());
        }
        context.keepsSent = true;
        leg.send(rich());
        int sequence = lastSent().sequence();
        assertTrue(sequence < 0x8000, "round once, back at the start");
    }

    @Test
    void relaysPacketsAsTheyAre() {
        RtpLeg leg = start(plain(PEER));
        assertEquals(Verdict.ACCEPTED, leg.relay(rich()));
        assertArrayEquals(rich().toBytes(), context.last().bytes());
    }

    @Test
    void protectsWhatItSends() {
        RtpLeg leg = start(secured(PEER, new FakeProtection(1)));
        leg.send(rtp(1, 1));
        leg.relay(rtp(1, 1));
        for (FakeContext.Sent sent : context.sent) {
            Datagram datagram = datagram(sent.bytes(), PEER);
            assertEquals(Verdict.ACCEPTED, new FakeProtection(1).unprotect(datagram.bytes()));
        }
    }

    @Test
    void neverUsesASequenceNumberTwiceEvenIfThePacketDidNotLeave() {
        RtpLeg leg = start(plain(PEER));
        context.sending = Verdict.UNSENDABLE;
        assertEquals(Verdict.UNSENDABLE, leg.send(rich()));
        int lost = lastSent().sequence();
        context.sending = Verdict.ACCEPTED;
        leg.send(rich());
        assertEquals(lost + 1, lastSent().sequence());
        assertEquals(
                Map.of(Verdict.UNSENDABLE, 1L, Verdict.ACCEPTED, 1L),
                leg.statistics().verdicts());
        assertEquals(1, leg.statistics().packetsSent());
    }

    @Test
    void saysWhyItDoesNotSend() {
        RtpLeg leg = legs.open(plain(null));
        assertEquals(Verdict.NO_DESTINATION, leg.send(rich()));
        for (Direction direction : Direction.values()) {
            leg.update(Packets.settings(PEER, null, direction), true);
            assertEquals(direction.sends() ? Verdict.ACCEPTED : Verdict.NOT_SENDING, leg.send(rich()));
            assertEquals(direction.sends() ? Verdict.ACCEPTED : Verdict.NOT_SENDING, leg.relay(rich()));
        }
        context.sending = Verdict.NOT_STARTED;
        leg.update(plain(PEER), true);
        assertEquals(Verdict.NOT_STARTED, leg.send(rich()));
        leg.close();
        assertEquals(Verdict.CLOSED, leg.send(rich()));
        assertEquals(Verdict.CLOSED, leg.relay(rich()));
        leg.close();
    }

    @Test
    void refusesPacketsTooLongForADatagramWithItsProtection() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(secured(PEER, key));
        int most = Datagram.CAPACITY - 1 - RtpPacket.FIXED_HEADER - FakeProtection.TAG;
        RtpPacket fits = RtpPacket.builder().payload(new byte[most]).build();
        RtpPacket tooLong = RtpPacket.builder().payload(new byte[most + 1]).build();
        assertEquals(Verdict.ACCEPTED, leg.send(fits));
        assertEquals(
                Datagram.CAPACITY - 1, context.last().bytes().length, "what fills a datagram is refused as truncated");
        assertEquals(Verdict.TOO_LONG, leg.send(tooLong));
        assertEquals(Verdict.TOO_LONG, leg.relay(tooLong));
        assertEquals(
                Verdict.TOO_LONG,
                leg.relay(RtpPacket.builder().payload(new byte[60_000]).build()));
        assertEquals(
                Verdict.TOO_LONG,
                leg.send(RtpPacket.builder().payload(new byte[60_000]).build()));
        assertEquals(1, context.sent.size());
    }

    @Test
    void sendsNothingThatCouldNotBeProtected() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(secured(PEER, key));
        key.close();
        assertEquals(Verdict.CLOSED, leg.send(rich()));
        assertTrue(context.sent.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, NoClassDefFoundError.class})
    void protectionThatThrowsIsContained(Class<? extends Throwable> type) {
        PacketProtection broken = mock(PacketProtection.class, invocation -> {
            if (invocation.getMethod().getReturnType() == Verdict.class) {
                throw type.getConstructor().newInstance();
            }
            return RETURNS_DEFAULTS.answer(invocation);
        });
        RtpLeg leg = start(secured(PEER, broken));
        assertEquals(Verdict.FAILED, leg.send(rich()));
        assertEquals(Verdict.FAILED, leg.relay(rich()));
        Datagram received = datagram(Packets.bytes(1, 1), PEER);
        assertEquals(Verdict.FAILED, legs.received(received));
        assertFalse(received.bytes().hasRemaining(), "nothing is left to go on by mistake");
        assertTrue(context.sent.isEmpty());
        leg.close();
    }

    @Test
    void aPacketThatIsNoLongerLentIsMisuse() {
        RtpLeg leg = legs.open(plain(PEER));
        List<RtpPacket> kept = new ArrayList<>();
        leg.start(kept::add);
        legs.received(datagram(Packets.bytes(1, 1), PEER));
        assertThrows(IllegalStateException.class, () -> leg.send(kept.get(0)));
        assertThrows(IllegalStateException.class, () -> leg.relay(kept.get(0)));
        assertTrue(context.sent.isEmpty());
    }

    @Test
    void countsPayloadOctets() {
        RtpLeg leg = start(plain(PEER));
        leg.send(rich());
        leg.relay(rtp(1, 1));
        CallStatistics statistics = leg.statistics();
        assertEquals(2, statistics.packetsSent());
        assertEquals(165, statistics.octetsSent());
    }

    @Test
    void updateChangesWherePacketsGo() {
        RtpLeg leg = start(plain(PEER));
        leg.update(plain(STRANGER), true);
        leg.send(rich());
        assertEquals(STRANGER, context.last().to());
    }

    @Test
    void threadsThatSendAtOnceMixNothingUp() {
        RtpLeg leg = start(plain(PEER));
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    byte[] payload = new byte[100];
                    Arrays.fill(payload, (byte) thread);
                    RtpPacket packet = RtpPacket.builder().payload(payload).build();
                    for (int i = 0; i < 500; i++) {
                        leg.send(packet);
                    }
                }))
                .toList();
        threads.forEach(CompletableFuture::join);
        Set<Integer> sequences = new HashSet<>();
        for (FakeContext.Sent sent : context.sent) {
            RtpPacket packet = RtpPacket.parse(sent.bytes());
            sequences.add(packet.sequence());
            byte[] payload = new byte[100];
            packet.payload().get(payload);
            assertEquals(
                    1, IntStream.range(0, 100).map(i -> payload[i]).distinct().count());
        }
        assertEquals(2000, sequences.size());
    }

    /** The media thread has one buffer for all legs. */
    @Test
    void anotherThreadsPacketLeavesThatOfTheMediaThreadAlone() {
        RtpPacket ofOther = RtpPacket.builder().payload(new byte[] {9, 9, 9, 9}).build();
        RtpLeg other = start(plain(STRANGER));
        FakeProtection slow = new FakeProtection(7) {
            @Override
            public Verdict protect(ByteBuffer rtp) {
                CompletableFuture.runAsync(() -> other.send(ofOther)).join();
                return super.protect(rtp);
            }
        };
        RtpLeg echo = legs.open(secured(PEER, slow));
        echo.start(packet -> echo.send(packet));
        assertEquals(Verdict.ACCEPTED, legs.received(datagram(sealed(rtp(1, 2)), PEER)));
        ByteBuffer sent = ByteBuffer.wrap(context.last().bytes());
        assertEquals(PEER, context.last().to());
        assertEquals(Verdict.ACCEPTED, new FakeProtection(7).unprotect(sent));
        assertEquals(
                rtp(1, 2).payload(),
                RtpPacket.parse(Arrays.copyOf(sent.array(), sent.limit())).payload());
    }

    @Test
    void whatTheMediaThreadSendsIsBuiltInOneBuffer() {
        List<byte[]> arrays = new ArrayList<>();
        RtpLeg one = legs.open(secured(PEER, keeping(arrays)));
        one.start(packet -> one.send(packet));
        RtpLeg other = legs.open(secured(STRANGER, keeping(arrays)));
        other.start(packet -> other.relay(packet));
        assertEquals(Verdict.ACCEPTED, legs.received(datagram(sealed(rtp(1, 2)), PEER)));
        assertEquals(Verdict.ACCEPTED, legs.received(datagram(sealed(rtp(3, 4)), STRANGER)));
        CompletableFuture.runAsync(() -> one.send(rtp(5, 6))).join();
        assertEquals(3, arrays.size());
        assertSame(arrays.get(0), arrays.get(1));
        assertNotSame(arrays.get(0), arrays.get(2));
    }

    private static FakeProtection keeping(List<byte[]> arrays) {
        return new FakeProtection(7) {
            @Override
            public Verdict protect(ByteBuffer rtp) {
                arrays.add(rtp.array());
                return super.protect(rtp);
            }
        };
    }

    /** As a plug-in may that is called for another packet. */
    @Test
    void whatIsSentWhileAPacketIsSentLeavesThatAlone() {
        RtpLeg tapped = start(plain(STRANGER));
        FakeProtection tapping = new FakeProtection(7) {
            @Override
            public Verdict protect(ByteBuffer rtp) {
                tapped.send(RtpPacket.builder().payload(new byte[] {9, 9, 9, 9}).build());
                return super.protect(rtp);
            }
        };
        RtpLeg echo = legs.open(secured(PEER, tapping));
        echo.start(packet -> echo.send(packet));
        for (int i = 1; i < 3; i++) {
            assertEquals(Verdict.ACCEPTED, legs.received(datagram(sealed(rtp(1, i)), PEER)));
            ByteBuffer sent = ByteBuffer.wrap(context.last().bytes());
            assertEquals(PEER, context.last().to());
            assertEquals(Verdict.ACCEPTED, new FakeProtection(7).unprotect(sent));
            assertEquals(
                    rtp(1, i).payload(),
                    RtpPacket.parse(Arrays.copyOf(sent.array(), sent.limit())).payload());
        }
    }

    private static byte[] sealed(RtpPacket packet) {
        ByteBuffer bytes = ByteBuffer.allocate(256);
        packet.writeTo(bytes);
        new FakeProtection(7).protect(bytes.flip());
        return Arrays.copyOf(bytes.array(), bytes.limit());
    }
}
