package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.compound;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.rtp;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.secured;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.CallSession;
import voip.api.CallStatistics;
import voip.api.Direction;
import voip.api.Inactivity;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

class LegReceiveTest {
    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final CallSession session = mock(CallSession.class);

    private RtpLeg start(LegSettings settings, CallSession with) {
        RtpLeg leg = legs.open(settings);
        leg.start(with);
        return leg;
    }

    private Verdict receive(byte[] bytes) {
        return legs.received(datagram(bytes, PEER));
    }

    @Test
    void deliversTheWholePacketAndCountsIt() {
        List<RtpPacket> got = new ArrayList<>();
        RtpLeg leg = start(plain(PEER), packet -> got.add(packet.copy()));
        RtpPacket sent = RtpPacket.builder()
                .marker(true)
                .ssrc(0xFFFF_FFFFL)
                .sequence(65535)
                .timestamp(0xFFFF_FFF0L)
                .csrcs(1, 2)
                .extension(3, new byte[] {9})
                .payload(new byte[] {1, 2, 3})
                .padding(5)
                .build();
        assertEquals(Verdict.ACCEPTED, receive(sent.toBytes()));
        assertEquals(1, got.size());
        assertArrayEquals(sent.toBytes(), got.get(0).toBytes());
        CallStatistics statistics = leg.statistics();
        assertEquals(1, statistics.packetsReceived());
        assertEquals(3, statistics.octetsReceived());
        assertEquals(Map.of(Verdict.ACCEPTED, 1L), statistics.verdicts());
    }

    @Test
    void countsLossAndJitterOfTheCurrentSource() {
        RtpLeg leg = start(plain(PEER), session);
        legs.received(datagram(bytes(1, 1), PEER, 0));
        legs.received(datagram(bytes(1, 4), PEER, 76_000_000)); // three packet times and 16 ms
        assertEquals(2, leg.statistics().packetsLost());
        assertEquals(Duration.ofMillis(1), leg.statistics().jitter());
    }

    @Test
    void refusesPayloadTypesThatAreNotAgreedOn() {
        RtpLeg leg = start(plain(PEER), session);
        assertEquals(
                Verdict.UNEXPECTED_PAYLOAD_TYPE,
                receive(RtpPacket.builder()
                        .payloadType(PayloadType.PCMA)
                        .build()
                        .toBytes()));
        assertEquals(0, leg.statistics().packetsReceived());
        assertEquals(1, leg.statistics().verdicts().get(Verdict.UNEXPECTED_PAYLOAD_TYPE));
        verify(session, never()).packetReceived(any());
    }

    @Test
    void takesAnyPayloadTypeWithoutFormats() {
        start(
                new LegSettings(
                        "H",
                        PEER,
                        PEER,
                        true,
                        Set.of(),
                        List.of(),
                        Direction.SENDRECV,
                        false,
                        null,
                        "c",
                        SourcePolicy.STRICT,
                        Inactivity.NEVER),
                session);
        for (int type : new int[] {0, 63, 96, 127}) {
            assertEquals(
                    Verdict.ACCEPTED,
                    receive(RtpPacket.builder().payloadType(type).build().toBytes()));
        }
    }

    @Test
    void refusesMediaWhileTheDirectionDoesNotReceive() {
        for (Direction direction : Direction.values()) {
            RtpLeg leg = start(Packets.settings(PEER, null, direction), session);
            assertEquals(direction.receives() ? Verdict.ACCEPTED : Verdict.NOT_RECEIVING, receive(bytes(1, 1)));
            assertEquals(Verdict.ACCEPTED, receive(compound(w -> w.receiverReport(1))), "RTCP flows all the same");
            leg.close();
        }
    }

    @Test
    void refusesWhatIsNotRtpBehindTheDemultiplexer() {
        start(plain(PEER), session);
        for (int first : new int[] {0, 3, 20, 63, 64, 79, 127, 192, 255}) { // STUN, DTLS, TURN ChannelData and others
            byte[] packet = bytes(1, 1);
            packet[0] = (byte) first;
            assertEquals(Verdict.UNCLAIMED, receive(packet));
        }
        for (int second = 192; second < 224; second++) {
            byte[] control = bytes(1, 1);
            control[1] = (byte) second;
            assertEquals(Verdict.MALFORMED, receive(control), "RTCP by its second byte, and no RTP");
        }
        assertEquals(Verdict.EMPTY, receive(new byte[0]));
        assertEquals(Verdict.MALFORMED, receive(new byte[] {(byte) 0x80}));
        assertEquals(Verdict.MALFORMED, receive(new byte[] {(byte) 0x80, (byte) 200, 0, 0}));
        verify(session, never()).packetReceived(any());
    }

    @Test
    void refusesMalformedHeaderAndPadding() {
        RtpLeg leg = start(secured(PEER, new FakeProtection(1)), session);
        byte[] tooManyCsrcs = bytes(1, 1);
        tooManyCsrcs[0] |= 0x0F;
        assertEquals(Verdict.MALFORMED, receive(Arrays.copyOf(tooManyCsrcs, 60)));
        byte[] wrongPadding = bytes(1, 1);
        wrongPadding[0] |= 0x20;
        assertEquals(Verdict.MALFORMED, receive(sealed(new FakeProtection(1), wrongPadding)));
        assertEquals(1, leg.statistics().verdicts().get(Verdict.MALFORMED));
        verify(session, never()).packetReceived(any());
    }

    @Test
    void deliversNothingThatIsNotAuthentic() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(secured(PEER, key), session);
        assertEquals(Verdict.UNAUTHENTIC, receive(bytes(1, 1)));
        assertEquals(Verdict.UNAUTHENTIC, receive(sealed(new FakeProtection(2), bytes(1, 1))));
        assertEquals(0, leg.statistics().packetsReceived());
        assertEquals(2, leg.statistics().verdicts().get(Verdict.UNAUTHENTIC));
        verify(session, never()).packetReceived(any());
        byte[] packet = sealed(new FakeProtection(1), bytes(1, 1));
        assertEquals(Verdict.ACCEPTED, receive(packet));
        assertEquals(Verdict.REPLAYED, receive(packet));
        assertEquals(1, leg.statistics().packetsReceived());
    }

    @Test
    void packetIsRevokedAfterTheCallback() {
        List<RtpPacket> kept = new ArrayList<>();
        start(plain(PEER), kept::add);
        receive(bytes(1, 1));
        assertThrows(IllegalStateException.class, () -> kept.get(0).payloadType());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalArgumentException.class,
                AssertionError.class,
                StackOverflowError.class,
                OutOfMemoryError.class
            })
    void failingHandlerIsContainedCountedAndLoggedOnce(Class<? extends Throwable> type) {
        doThrow(type).when(session).packetReceived(any());
        RtpLeg leg = start(plain(PEER), session);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 5; i++) {
                assertEquals(Verdict.HANDLER_FAILED, receive(bytes(1, i)));
            }
            assertEquals(1, log.events().size());
            LogEvent event = log.events().get(0);
            assertEquals(Level.WARN, event.getLevel());
            assertNotNull(event.getThrown());
            assertSame(type, event.getThrown().getClass());
            assertFalse(event.getMessage().getFormattedMessage().contains("malformed"));
        }
        assertEquals(5, leg.statistics().packetsReceived());
        assertEquals(5, leg.statistics().verdicts().get(Verdict.HANDLER_FAILED));
    }

    @Test
    void failingHandlerDoesNotStopItsOwnCallOrAnother() {
        List<Integer> sequences = new ArrayList<>();
        start(plain(PEER), packet -> {
            sequences.add(packet.sequence());
            if (packet.sequence() == 1) {
                throw new IllegalStateException("mine");
            }
        });
        receive(bytes(1, 1));
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 2)));
        assertEquals(List.of(1, 2), sequences);
    }

    @Test
    void virtualMachineErrorsAreNotSwallowed() {
        doThrow(InternalError.class).when(session).packetReceived(any());
        start(plain(PEER), session);
        assertThrows(InternalError.class, () -> receive(bytes(1, 1)));
    }

    @Test
    void handlersInterruptDoesNotReachTheMediaThread() {
        start(plain(PEER), packet -> Thread.currentThread().interrupt());
        receive(bytes(1, 1));
        assertFalse(Thread.interrupted());
    }

    @Test
    void handlerMaySendFromItsCallback() {
        RtpLeg[] leg = new RtpLeg[1];
        leg[0] = start(plain(PEER), packet -> assertEquals(Verdict.ACCEPTED, leg[0].send(packet)));
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 1)));
        assertEquals(
                rtp(1, 1).payload(), RtpPacket.parse(context.last().bytes()).payload());
    }

    @Test
    void handlerMayCloseItsCallFromItsCallback() {
        FakeProtection key = new FakeProtection(1);
        List<String> events = new ArrayList<>();
        RtpLeg[] leg = new RtpLeg[1];
        leg[0] = start(secured(PEER, key), new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {
                leg[0].close();
                events.add("received " + packet.sequence());
                assertEquals(Verdict.CLOSED, leg[0].send(packet));
            }

            @Override
            public void closed() {
                events.add("closed");
            }
        });
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(1), bytes(1, 1))));
        assertEquals(List.of("received 1", "closed"), events, "nothing follows closed()");
        assertTrue(key.closed);
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(sealed(new FakeProtection(1), bytes(1, 2))));
    }

    @Test
    void packetOfACallThatIsBeingClosedIsRefused() {
        context.postpones = true;
        FakeProtection key = new FakeProtection(1);
        Leg leg = (Leg) start(secured(PEER, key), session);
        leg.close();
        assertFalse(key.closed, "the media thread may be using it");
        Arrival arrival = new Arrival();
        arrival.read(datagram(sealed(new FakeProtection(1), bytes(1, 1)), PEER));
        assertEquals(Verdict.CLOSED, leg.receiver().unprotect(arrival));
        context.drain();
        assertTrue(key.closed);
        verify(session, never()).packetReceived(any());
        verify(session).closed();
    }
}
