package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.compound;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.rtp;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.secured;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.CallEvent;
import voip.api.CallEvent.KeysNearEnd;
import voip.api.CallEvent.PeerLeft;
import voip.api.CallEvent.RolloverRecovered;
import voip.api.CallEvent.SourceChanged;
import voip.api.CallEvent.SourceExpired;
import voip.api.CallSession;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

/** What a leg tells besides packets: its session first, then the stack, on the media thread and under no lock. */
class LegEventsTest {
    private static final long SECOND = 1_000_000_000;

    private final List<Object> told = new ArrayList<>();
    private final FakeContext context = new FakeContext() {
        @Override
        public void occurred(RtpLeg leg, CallEvent event) {
            told.add("stack");
            super.occurred(leg, event);
        }
    };
    private final Legs legs = new Legs(context);
    private final FakeProtection key = new FakeProtection(1);
    private Runnable onEvent = () -> {};
    private Runnable onPacket = () -> {};

    private RtpLeg start(LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {
                told.add(packet.sequence());
                onPacket.run();
                told.add("end");
            }

            @Override
            public void eventOccurred(CallEvent event) {
                told.add(event);
                onEvent.run();
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        });
        return leg;
    }

    private Verdict receive(byte[] packet) {
        return legs.received(datagram(packet, PEER, context.nanos));
    }

    @Test
    void goodbyeIsToldTheSessionFirst() {
        start(plain(PEER));
        receive(compound(w -> w.receiverReport(7).bye(7, "bored")));
        assertEquals(List.of(new PeerLeft(7, "bored"), "stack"), told);
        assertEquals(List.of(new PeerLeft(7, "bored")), context.events);
    }

    @Test
    void whatAProtectionRaisesWhileItOpensAPacketIsToldAfterThePacket() {
        start(secured(PEER, key));
        key.raises = new RolloverRecovered(7, 1);
        receive(sealed(new FakeProtection(1), bytes(7, 1)));
        assertEquals(List.of(1, "end", new RolloverRecovered(7, 1), "stack"), told);
    }

    @Test
    void whatAProtectionRaisesWhileItSendsInAHandlerIsToldAfterTheHandler() {
        RtpLeg leg = start(secured(PEER, key));
        onPacket = () -> {
            key.raises = new KeysNearEnd(true, 9);
            leg.send(rtp(1, 1));
        };
        receive(sealed(new FakeProtection(1), bytes(7, 1)));
        assertEquals(List.of(1, "end", new KeysNearEnd(true, 9), "stack"), told);
    }

    @Test
    void whatIsRaisedWhileAnotherThreadSendsWakesTheMediaThreadWhichTellsIt() {
        RtpLeg leg = start(secured(PEER, key));
        context.postpones = true;
        key.raises = new KeysNearEnd(true, 9);
        leg.send(rtp(1, 1));
        assertEquals(List.of(), told);
        assertFalse(context.mailbox.isEmpty());
        context.drain();
        assertEquals(List.of(), told, "not from the mailbox: a command may run under a lock");
        legs.due(context.nanos);
        assertEquals(List.of(new KeysNearEnd(true, 9), "stack"), told);
    }

    @Test
    void keysOfAnUpdateRaiseEventsToo() {
        RtpLeg leg = start(secured(PEER, key));
        FakeProtection next = new FakeProtection(2);
        leg.update(secured(PEER, next), true);
        next.raises = new KeysNearEnd(true, 9);
        leg.send(rtp(1, 1));
        legs.due(context.nanos);
        assertEquals(List.of(new KeysNearEnd(true, 9), "stack"), told);
    }

    @Test
    void keysOfAnUpdateThatWasRefusedRaiseNothing() {
        start(plain(Packets.STRANGER));
        RtpLeg leg = start(secured(PEER, key));
        FakeProtection next = new FakeProtection(2);
        assertThrows(IllegalStateException.class, () -> leg.update(secured(Packets.STRANGER, next), true));
        next.listener.accept(new KeysNearEnd(true, 9));
        legs.due(context.nanos);
        assertEquals(List.of(), told);
    }

    @Test
    void handlerThatFailsOnAnEventIsContainedAndCounted() {
        RtpLeg leg = start(secured(PEER, key));
        onEvent = () -> {
            throw new IllegalStateException("mine");
        };
        key.raises = new RolloverRecovered(7, 1);
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(1), bytes(7, 1))));
        assertEquals(1, leg.statistics().verdicts().get(Verdict.HANDLER_FAILED));
        assertEquals(1, context.events.size(), "the stack is told all the same");
    }

    @Test
    void closedCallIsToldNothing() {
        RtpLeg leg = start(secured(PEER, key));
        leg.close();
        told.clear();
        key.listener.accept(new KeysNearEnd(true, 9));
        legs.due(context.nanos);
        assertEquals(List.of(), told);
    }

    @Test
    void newSourceIsToldOnceHoweverTheTwoAlternate() {
        start(plain(PEER));
        for (int i = 0; i < 200; i++) {
            receive(bytes(7, i));
            if (i >= 50) {
                receive(bytes(8, i));
            }
            context.advance(SECOND / 50);
        }
        assertEquals(List.of(new SourceChanged(7, 8)), context.events);
    }

    @Test
    void floodOfInventedSourcesIsToldOnceASecondAtMost() {
        RtpLeg leg = start(plain(PEER));
        for (int i = 0; i < 10_000; i++) {
            receive(bytes(i, i));
            context.advance(SECOND / 1000);
        }
        assertEquals(10_000, leg.statistics().packetsReceived());
        assertEquals(
                10,
                context.events.stream().filter(SourceChanged.class::isInstance).count());
    }

    @Test
    void formerSourceExpiresAndItsPlaceIsFreed() {
        start(secured(PEER, key));
        start(secured(PEER, new FakeProtection(2))); // so that sources are looked up
        FakeProtection peer = new FakeProtection(1);
        receive(sealed(peer, bytes(7, 1)));
        int size = legs.routes().size();
        receive(sealed(peer, bytes(8, 1)));
        assertEquals(size + 1, legs.routes().size());
        context.advance(Reception.EXPIRY_NANOS - 1);
        legs.due(context.nanos);
        assertEquals(List.of(new SourceChanged(7, 8)), context.events);
        context.advance(1);
        legs.due(context.nanos);
        assertEquals(List.of(new SourceChanged(7, 8), new SourceExpired(7)), context.events);
        assertEquals(size, legs.routes().size());
        context.advance(100 * SECOND);
        legs.due(context.nanos);
        assertEquals(2, context.events.size(), "the current one does not");
        assertEquals(Verdict.ACCEPTED, receive(sealed(peer, bytes(7, 2))), "it may come again");
        assertEquals(new SourceChanged(8, 7), context.events.get(2));
    }

    @Test
    void sourceThatIsHeardByItsReportsDoesNotExpire() {
        start(plain(PEER));
        receive(bytes(7, 1));
        receive(bytes(8, 1));
        for (int i = 0; i < 20; i++) {
            context.advance(5 * SECOND);
            receive(compound(w -> w.receiverReport(7)));
            legs.due(context.nanos);
        }
        assertEquals(List.of(new SourceChanged(7, 8)), context.events);
    }

    /** RFC 3550 §8.2: our own source was signalled, so it stays, and what the peer sends under it is its own. */
    @Test
    void peerThatSendsUnderOurOwnSourceIsHeardAndOursStays() {
        RtpLeg leg = start(plain(PEER));
        long ours = leg.ssrc();
        assertEquals(Verdict.ACCEPTED, receive(bytes(ours, 1)));
        leg.send(rtp(1, 1));
        assertEquals(ours, RtpPacket.parse(context.last().bytes()).ssrc());
        assertEquals(ours, leg.ssrc());
        assertEquals(List.of(1, "end"), told);
    }

    @Test
    void ourOwnSecuredPacketsThatComeBackAreForgeries() {
        FakeProtection ours = new FakeProtection(1);
        FakeProtection directions = new FakeProtection(2) { // opens with another key than it seals with
                    @Override
                    public Verdict protect(ByteBuffer packet) {
                        return ours.protect(packet);
                    }
                };
        RtpLeg leg = start(secured(PEER, directions));
        leg.send(rtp(1, 1));
        assertEquals(Verdict.UNAUTHENTIC, receive(context.last().bytes()));
        assertEquals(List.of(), told);
    }
}
