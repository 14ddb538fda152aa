package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.report;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.secured;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.CallEvent;
import voip.api.CallEvent.Active;
import voip.api.CallEvent.Inactive;
import voip.api.CallSession;
import voip.api.Direction;
import voip.api.Inactivity;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

class InactivityTest {
    private static final long SECOND = 1_000_000_000;
    private static final Inactivity LIMITS = new Inactivity(
            Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(120), false);

    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final List<CallEvent> told = new ArrayList<>();

    private RtpLeg start(LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {}

            @Override
            public void eventOccurred(CallEvent event) {
                told.add(event);
            }
        });
        return leg;
    }

    /** Lets time pass as a media thread does, from one deadline to the next. */
    private void pass(long seconds) {
        long end = context.nanos + seconds * SECOND;
        long wait = legs.due(context.nanos);
        while (wait <= end - context.nanos) {
            context.advance(wait);
            wait = legs.due(context.nanos);
        }
        context.nanos = end;
    }

    private Verdict receive(byte[] packet) {
        return legs.received(datagram(packet, PEER, context.nanos));
    }

    private static Inactive inactive(boolean control, int seconds, boolean onHold, boolean hangingUp) {
        return new Inactive(control, Duration.ofSeconds(seconds), onHold, hangingUp);
    }

    @Test
    void reportsEachSilenceOnceAndItsEnd() {
        start(Packets.with(plain(PEER), LIMITS));
        pass(29);
        assertEquals(List.of(), told);
        pass(20);
        assertEquals(List.of(inactive(false, 30, false, false)), told);
        pass(1000);
        assertEquals(List.of(inactive(false, 30, false, false), inactive(true, 60, false, false)), told);
        told.clear();
        receive(bytes(7, 1));
        receive(bytes(7, 2));
        assertEquals(List.of(new Active(false)), told);
        pass(29);
        receive(report(7));
        receive(report(7));
        assertEquals(List.of(new Active(false), new Active(true)), told);
        pass(1);
        assertEquals(inactive(false, 30, false, false), told.get(2), "since the last packet");
        assertEquals(told, context.events.subList(2, 5), "the stack is told too");
    }

    @Test
    void peerThatSpeaksIsNotReported() {
        start(Packets.with(plain(PEER), LIMITS));
        for (int i = 0; i < 100; i++) {
            pass(20);
            receive(bytes(7, i));
            receive(report(7));
        }
        assertEquals(List.of(), told);
    }

    @Test
    void forgedPacketsBreakNoSilence() {
        start(Packets.with(secured(PEER, new FakeProtection(1)), LIMITS));
        pass(20);
        assertEquals(Verdict.UNAUTHENTIC, receive(sealed(new FakeProtection(2), bytes(7, 1))));
        pass(10);
        assertEquals(List.of(inactive(false, 30, false, false)), told);
        receive(sealed(new FakeProtection(2), bytes(7, 2)));
        assertEquals(1, told.size());
        receive(sealed(new FakeProtection(1), bytes(7, 3)));
        assertEquals(2, told.size());
    }

    @Test
    void holdHasLimitsOfItsOwnFromTheMomentItBegins() {
        RtpLeg leg = start(Packets.with(plain(PEER), LIMITS));
        pass(29);
        leg.update(Packets.with(Packets.settings(PEER, null, Direction.SENDONLY), LIMITS), true);
        pass(119);
        assertEquals(List.of(), told);
        pass(1);
        assertEquals(List.of(inactive(true, 120, true, false)), told);
        pass(180);
        assertEquals(inactive(false, 300, true, false), told.get(1));
        leg.update(Packets.with(plain(PEER), LIMITS), true);
        pass(30);
        assertEquals(inactive(false, 30, false, false), told.get(2), "after the resume a silence begins anew");
    }

    @Test
    void callThatIsHeldByNoAddressIsOnHold() {
        start(Packets.with(Packets.silent(plain(PEER)), LIMITS));
        pass(121);
        assertEquals(List.of(inactive(true, 120, true, false)), told);
    }

    /** It may ring for minutes, and nobody could send anything that would be taken. */
    @Test
    void silenceOfAPeerThatHasNotAnsweredYetDoesNotCount() {
        RtpLeg leg = start(Packets.with(plain(null), LIMITS));
        pass(1000);
        assertEquals(List.of(), told);
        leg.update(Packets.with(plain(PEER), LIMITS), true);
        pass(29);
        assertEquals(List.of(), told);
        pass(1);
        assertEquals(List.of(inactive(false, 30, false, false)), told, "since the answer");
    }

    @Test
    void silenceOfAPeerThatMayBeAnywhereCounts() {
        start(Packets.with(secured(null, new FakeProtection(1)), LIMITS));
        pass(30);
        assertEquals(List.of(inactive(false, 30, false, false)), told);
    }

    @Test
    void musicOnHoldCountsThoughItIsNotTaken() {
        start(Packets.with(Packets.settings(PEER, null, Direction.SENDONLY), LIMITS));
        for (int i = 0; i < 50; i++) {
            pass(10);
            assertEquals(Verdict.NOT_RECEIVING, receive(bytes(7, i)));
            receive(report(7));
        }
        assertEquals(List.of(), told);
    }

    @Test
    void saysThatTheStackHangsUp() {
        start(Packets.with(plain(PEER), Inactivity.ofRtp(Duration.ofSeconds(5)).hangingUp()));
        pass(5);
        assertEquals(List.of(inactive(false, 5, false, true)), told);
        assertEquals(told, context.events);
    }

    @Test
    void callThatEndsWithItsSilenceIsToldNoMore() {
        Inactivity both =
                new Inactivity(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, true);
        RtpLeg leg = legs.open(Packets.with(plain(PEER), both));
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {}

            @Override
            public void eventOccurred(CallEvent event) {
                told.add(event);
                leg.close();
            }
        });
        pass(100);
        assertEquals(1, told.size());
        assertEquals(0, legs.tableSize());
    }

    @Test
    void withoutLimitsNothingIsWatched() {
        start(plain(PEER));
        pass(100_000);
        assertEquals(List.of(), told);
        assertTrue(legs.timers().size() == 1, "the reports'");
    }
}
