package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.PEER_CONTROL;
import static voip.rtp.plugin.Packets.compound;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.rtp;
import static voip.rtp.plugin.Packets.sealedControl;
import static voip.rtp.plugin.Packets.secured;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.CallStatistics.RemoteReport;
import voip.api.Direction;
import voip.api.Inactivity;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;
import voip.rtp.NtpTimestamp;
import voip.rtp.ReportBlock;
import voip.rtp.RtcpReader;

class LegControlTest {
    private static final long SECOND = 1_000_000_000;

    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final List<Object> told = new ArrayList<>();
    private final CallSession session = new CallSession() {
        @Override
        public void packetReceived(RtpPacket packet) {}

        @Override
        public void controlReceived(ByteBuffer compound) {
            assertTrue(compound.isReadOnly());
            byte[] copy = new byte[compound.remaining()];
            compound.get(copy);
            told.add(HexFormat.of().formatHex(copy));
        }

        @Override
        public void eventOccurred(CallEvent event) {
            told.add(event);
        }
    };

    private RtpLeg start(LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(session);
        return leg;
    }

    private static LegSettings separateControl() {
        return new LegSettings(
                "H",
                PEER,
                PEER_CONTROL,
                false,
                Set.of(),
                List.of(PayloadType.PCMU),
                Direction.SENDRECV,
                false,
                null,
                "me@x",
                SourcePolicy.STRICT,
                Inactivity.NEVER);
    }

    /** Runs the timers like a media thread until a report leaves, and returns how long that took. */
    private long untilNextReport() {
        int before = context.sent.size();
        long start = context.nanos;
        while (context.sent.size() == before) {
            long wait = legs.due(context.nanos);
            if (context.sent.size() == before) {
                context.advance(wait);
            }
        }
        return context.nanos - start;
    }

    private RtcpReader lastReport() {
        RtcpReader reader = new RtcpReader();
        assertEquals(
                Verdict.ACCEPTED, reader.read(ByteBuffer.wrap(context.last().bytes())));
        assertTrue(reader.next());
        return reader;
    }

    private Verdict receive(byte[] compound) {
        return legs.received(datagram(compound, PEER, context.nanos));
    }

    @Test
    void reportsAtRandomIntervalsHalfTheFirstTime() {
        start(plain(PEER));
        long first = untilNextReport();
        assertTrue(first >= 1.026 * SECOND - 1 && first <= 3.079 * SECOND, "2.5 s x 0.5..1.5 / 1.21828: " + first);
        double sum = 0;
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 2000; i++) {
            long next = untilNextReport();
            least = Math.min(least, next);
            most = Math.max(most, next);
            sum += next;
        }
        assertEquals(5 / 1.21828, sum / 2000 / SECOND, 0.1, "5 s in the mean, compensated");
        assertTrue(least >= 2.052 * SECOND - 1 && least < 2.2 * SECOND, "least " + least);
        assertTrue(most <= 6.157 * SECOND && most > 6 * SECOND, "most " + most);
    }

    @Test
    void nothingIsDueWithoutCallsAndQuicklyOtherwise() {
        assertEquals(Long.MAX_VALUE, legs.due(context.nanos));
        start(plain(PEER));
        long wait = legs.due(context.nanos);
        assertTrue(wait > 0 && wait < 4 * SECOND);
        assertEquals(wait, legs.due(context.nanos));
        assertTrue(context.sent.isEmpty());
    }

    @Test
    void reportsOfManyCallsAreSpread() {
        for (int i = 0; i < 20; i++) {
            start(plain(Packets.address(5, 1000 + i)));
        }
        Set<Long> times = new HashSet<>();
        while (context.sent.size() < 20) {
            untilNextReport();
            times.add(context.nanos);
        }
        assertEquals(20, times.size());
    }

    @Test
    void listenerSendsReceiverReportsWithItsName() {
        RtpLeg leg = start(separateControl());
        untilNextReport();
        assertEquals(PEER_CONTROL, context.last().to());
        assertEquals(FakeContext.CONTROL_PORT, context.last().localPort());
        RtcpReader report = lastReport();
        assertEquals(RtcpReader.RECEIVER_REPORT, report.type());
        assertEquals(leg.ssrc(), report.ssrc());
        assertEquals(0, report.count());
        assertTrue(report.next());
        assertEquals("me@x", report.canonicalName(leg.ssrc()));
        assertFalse(report.next());
        assertEquals(1, leg.statistics().controlSent());
    }

    @Test
    void multiplexedControlLeavesByTheMediaPort() {
        start(plain(PEER));
        untilNextReport();
        assertEquals(PEER, context.last().to());
        assertEquals(FakeContext.MEDIA_PORT, context.last().localPort());
    }

    @Test
    void senderReportTellsBothClocksAndCounts() {
        RtpLeg leg = start(plain(PEER));
        context.advance(SECOND / 2);
        leg.send(rtp(1, 100)); // timestamp 16000
        long sentAt = context.nanos;
        leg.relay(rtp(1, 500)); // another's source, in no report on ours
        untilNextReport();
        RtcpReader report = lastReport();
        assertEquals(RtcpReader.SENDER_REPORT, report.type());
        assertEquals(leg.ssrc(), report.ssrc());
        assertEquals(NtpTimestamp.of(context.instant()), report.ntpTimestamp());
        assertEquals(16000 + RtpClock.ticks(context.nanos - sentAt, 8000), report.rtpTimestamp());
        assertEquals(1, report.packetCount());
        assertEquals(160, report.octetCount());
    }

    @Test
    void stopsBeingASenderTwoReportsAfterItsLastPacket() {
        RtpLeg leg = start(plain(PEER));
        leg.send(rtp(1, 1));
        List<Integer> types = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            untilNextReport();
            types.add(lastReport().type());
        }
        assertEquals(List.of(200, 200, 201, 201), types);
    }

    @Test
    void reportsWhatItReceived() {
        start(plain(PEER));
        for (int i = 0; i < 10; i++) {
            if (i != 4) {
                legs.received(datagram(Packets.bytes(77, i), PEER, context.nanos + i * 20_000_000L));
            }
        }
        byte[] theirs = compound(w -> w.senderReport(77, 0x1111_2222_3333_4444L, 0, 9, 9));
        receive(theirs);
        long heard = context.nanos;
        untilNextReport();
        ReportBlock block = lastReport().reportBlock(0);
        assertEquals(77, block.ssrc());
        assertEquals(256 / 10, block.fractionLost());
        assertEquals(1, block.cumulativeLost());
        assertEquals(9, block.highestSequence());
        assertEquals(0, block.jitter());
        assertEquals(0x2222_3333L, block.lastSenderReport());
        assertEquals(RtpClock.ticks(context.nanos - heard, 65536), block.delaySinceLastSenderReport());
        untilNextReport();
        assertEquals(0, lastReport().count(), "nothing came since");
    }

    @Test
    void sendsNoReportWithoutAnAddress() {
        RtpLeg leg = start(plain(null));
        for (int i = 0; i < 10; i++) {
            context.advance(legs.due(context.nanos));
        }
        assertTrue(context.sent.isEmpty());
        leg.close();
        assertTrue(context.sent.isEmpty());
    }

    @Test
    void controlIsProtected() {
        RtpLeg leg = start(secured(PEER, new FakeProtection(1)));
        untilNextReport();
        ByteBuffer sent = datagram(context.last().bytes(), PEER).bytes();
        assertEquals(Verdict.ACCEPTED, new FakeProtection(1).unprotectControl(sent));
        assertEquals(Verdict.ACCEPTED, new RtcpReader().read(sent));

        byte[] theirs = compound(w -> w.receiverReport(9));
        assertEquals(Verdict.UNAUTHENTIC, receive(theirs));
        assertEquals(Verdict.UNAUTHENTIC, receive(Packets.sealed(new FakeProtection(1), theirs)), "an RTP tag");
        assertEquals(0, leg.statistics().controlReceived());
        assertEquals(Verdict.ACCEPTED, receive(sealedControl(new FakeProtection(1), theirs)));
        assertEquals(List.of(HexFormat.of().formatHex(theirs)), told);
    }

    @Test
    void saysGoodbyeOnlyIfItWasHeard() {
        start(plain(PEER)).close();
        assertTrue(context.sent.isEmpty());

        RtpLeg leg = start(plain(PEER));
        leg.send(rtp(1, 1));
        leg.close();
        RtcpReader bye = lastReport();
        assertEquals(RtcpReader.SENDER_REPORT, bye.type());
        assertTrue(bye.next());
        assertEquals("cname", bye.canonicalName(leg.ssrc()));
        assertTrue(bye.next());
        assertEquals(leg.ssrc(), bye.leaving(0));
        assertFalse(bye.next());
        assertEquals(2, context.sent.size());
    }

    @Test
    void peersReportTellsLossJitterAndRoundTrip() {
        RtpLeg leg = start(plain(PEER));
        leg.send(rtp(1, 1));
        untilNextReport();
        long ours = NtpTimestamp.middle(lastReport().ntpTimestamp());
        assertEquals(Optional.empty(), leg.statistics().remote());
        context.advance(1_250_000_000);
        receive(compound(w -> w.receiverReport(9)
                .reportBlock(new ReportBlock(leg.ssrc() ^ 1, 1, 1, 1, 1, 1, 1)) // not about us
                .reportBlock(new ReportBlock(leg.ssrc(), 64, -3, 7, 80, ours, 65536))));
        RemoteReport remote = leg.statistics().remote().orElseThrow();
        assertEquals(0.25, remote.fractionLost());
        assertEquals(-3, remote.packetsLost());
        assertEquals(Duration.ofMillis(10), remote.jitter());
        assertEquals(Duration.ofMillis(250), remote.roundTrip().orElseThrow());
        assertEquals(1, leg.statistics().controlReceived());
    }

    @Test
    void roundTripNeedsASenderReportOfOurs() {
        RtpLeg leg = start(plain(PEER));
        leg.send(rtp(1, 1));
        untilNextReport();
        for (long last : new long[] {0, 0x1234_5678L}) {
            receive(compound(w -> w.receiverReport(9).reportBlock(new ReportBlock(leg.ssrc(), 0, 0, 7, 0, last, 0))));
            RemoteReport remote = leg.statistics().remote().orElseThrow();
            assertEquals(Optional.empty(), remote.roundTrip());
        }
    }

    @Test
    void roundTripIsNeverNegativeWhateverThePeerSays() {
        RtpLeg leg = start(plain(PEER));
        leg.send(rtp(1, 1));
        untilNextReport();
        long ours = NtpTimestamp.middle(lastReport().ntpTimestamp());
        receive(compound(
                w -> w.receiverReport(9).reportBlock(new ReportBlock(leg.ssrc(), 0, 0, 7, 0, ours, 0xFFFF_FFFFL))));
        assertEquals(
                Duration.ZERO,
                leg.statistics().remote().orElseThrow().roundTrip().orElseThrow());
    }

    @Test
    void tellsOncePerSourceThatThePeerLeft() {
        start(plain(PEER));
        legs.received(datagram(Packets.bytes(77, 1), PEER));
        byte[] bye = compound(w ->
                w.receiverReport(78).canonicalName(78, "x").bye(77, "bored").bye(78, ""));
        receive(bye);
        receive(bye);
        String text = HexFormat.of().formatHex(bye);
        assertEquals(List.of(new CallEvent.PeerLeft(77, "bored"), new CallEvent.PeerLeft(78, ""), text, text), told);
    }

    @Test
    void goodbyesForStrangersAndFloodsOfThemAreNotTold() {
        start(plain(PEER));
        receive(compound(w -> w.receiverReport(78).bye(99, "")));
        assertEquals(1, told.size(), "only the packet: nothing was ever sent from 99");
        told.clear();
        for (int ssrc = 0; ssrc < 1000; ssrc++) {
            int from = ssrc;
            receive(compound(w -> w.receiverReport(from).bye(from, "")));
        }
        assertEquals(16, told.stream().filter(CallEvent.class::isInstance).count());
    }

    @Test
    void handlerThatFailsOnControlIsContained() {
        RtpLeg leg = legs.open(plain(PEER));
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {}

            @Override
            public void controlReceived(ByteBuffer compound) {
                throw new IllegalStateException("mine");
            }

            @Override
            public void eventOccurred(CallEvent event) {
                throw new IllegalStateException("mine too");
            }
        });
        try (CapturedLog log = new CapturedLog()) {
            assertEquals(
                    Verdict.HANDLER_FAILED,
                    receive(compound(w -> w.receiverReport(1).bye(1, ""))));
            assertEquals(Verdict.HANDLER_FAILED, receive(compound(w -> w.receiverReport(1))));
            assertEquals(1, log.events().size());
        }
        assertEquals(2, leg.statistics().verdicts().get(Verdict.HANDLER_FAILED));
    }

    @Test
    void handlerMayCloseTheCallWhenThePeerLeaves() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = legs.open(secured(PEER, key));
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {}

            @Override
            public void eventOccurred(CallEvent event) {
                told.add(event);
                leg.close();
            }

            @Override
            public void controlReceived(ByteBuffer compound) {
                told.add("control");
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        });
        receive(sealedControl(
                new FakeProtection(1), compound(w -> w.receiverReport(1).bye(1, ""))));
        assertEquals(List.of(new CallEvent.PeerLeft(1, ""), "closed"), told);
        assertTrue(key.closed);
    }

    @Test
    void refusesMalformedCompounds() {
        RtpLeg leg = start(plain(PEER));
        byte[] sdesFirst = compound(w -> w.canonicalName(1, "x"));
        assertEquals(Verdict.MALFORMED, receive(sdesFirst));
        assertEquals(1, leg.statistics().verdicts().get(Verdict.MALFORMED));
        assertEquals(0, leg.statistics().controlReceived());
        assertEquals(List.of(), told);
    }
}
