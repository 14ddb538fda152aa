package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.STRANGER;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.report;
import static voip.rtp.plugin.Packets.rtp;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.sealedControl;
import static voip.rtp.plugin.Packets.secured;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import voip.api.Direction;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

/** Packets under the former keys may be in flight, and the peer may not have the new ones. */
class KeyHandoverTest {
    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final List<Integer> delivered = new ArrayList<>();
    private final FakeProtection first = new FakeProtection(1);
    private final FakeProtection second = new FakeProtection(2);
    private final RtpLeg leg = start(secured(PEER, first));

    private RtpLeg start(LegSettings settings) {
        RtpLeg started = legs.open(settings);
        started.start(packet -> delivered.add(packet.sequence()));
        return started;
    }

    private Verdict receive(byte[] packet) {
        return receive(packet, PEER);
    }

    private Verdict receive(byte[] packet, InetSocketAddress from) {
        return legs.received(datagram(packet, from, context.nanos));
    }

    private static byte[] under(int key, int sequence) {
        return sealed(new FakeProtection(key), bytes(7, sequence));
    }

    /** The key that the next packet leaves under; 0 for none. */
    private int sendingKey() {
        assertEquals(Verdict.ACCEPTED, leg.send(rtp(1, 1)));
        for (int key = 1; key < 9; key++) {
            byte[] sent = context.last().bytes();
            if (new FakeProtection(key).unprotect(datagram(sent, PEER).bytes()) == Verdict.ACCEPTED) {
                return key;
            }
        }
        return 0;
    }

    @Test
    void formerKeysOpenPacketsUntilTheFirstUnderTheNewOnes() {
        leg.update(secured(PEER, second), true);
        assertEquals(Verdict.ACCEPTED, receive(under(1, 1)));
        assertEquals(Verdict.ACCEPTED, receive(sealedControl(new FakeProtection(1), report(7))));
        assertEquals(Verdict.UNAUTHENTIC, receive(under(3, 2)), "a forgery ends nothing");
        assertFalse(first.closed);
        assertEquals(Verdict.ACCEPTED, receive(under(2, 2)));
        assertTrue(first.closed);
        assertEquals(Verdict.UNAUTHENTIC, receive(under(1, 3)));
        assertEquals(Verdict.ACCEPTED, receive(under(2, 3)));
        assertEquals(List.of(1, 2, 3), delivered);
        assertFalse(second.closed);
    }

    @Test
    void reportUnderTheNewKeysEndsTheFormerToo() {
        leg.update(secured(PEER, second), true);
        assertEquals(Verdict.ACCEPTED, receive(sealedControl(new FakeProtection(2), report(7))));
        assertTrue(first.closed);
    }

    @Test
    void replayUnderTheFormerKeysIsToldFromAForgery() {
        byte[] packet = under(1, 1);
        receive(packet.clone());
        leg.update(secured(PEER, second), true);
        assertEquals(Verdict.REPLAYED, receive(packet));
        assertFalse(first.closed);
    }

    @Test
    void sendsUnderTheNewKeysAtOnceIfThePeerHasThem() {
        leg.update(secured(PEER, second), true);
        assertEquals(2, sendingKey());
    }

    @Test
    void sendsUnderTheFormerKeysUntilThePeerShowsThatItHasTheNewOnes() {
        leg.update(secured(PEER, second), false);
        assertEquals(1, sendingKey());
        receive(under(1, 1));
        assertEquals(1, sendingKey());
        receive(under(2, 2));
        assertEquals(2, sendingKey());
        assertTrue(first.closed);
    }

    @Test
    void sendsUnderTheNewKeysShortlyAfterIfThePeerSaysNothing() {
        leg.update(secured(PEER, second), false);
        assertTrue(legs.due(context.nanos) <= LegKeys.HANDOVER_NANOS);
        context.advance(LegKeys.HANDOVER_NANOS - 1);
        legs.due(context.nanos);
        assertEquals(1, sendingKey());
        context.advance(1);
        legs.due(context.nanos);
        assertEquals(2, sendingKey());
        assertEquals(Verdict.ACCEPTED, receive(under(1, 1)), "what is in flight still comes");
        assertFalse(first.closed);
    }

    @Test
    void thirdKeysEndTheFirst() {
        FakeProtection third = new FakeProtection(3);
        leg.update(secured(PEER, second), false);
        leg.update(secured(PEER, third), false);
        assertTrue(first.closed);
        assertEquals(2, sendingKey());
        assertEquals(Verdict.ACCEPTED, receive(under(2, 1)));
        assertEquals(Verdict.ACCEPTED, receive(under(3, 2)));
        assertTrue(second.closed);
        assertFalse(third.closed);
    }

    @Test
    void keysThatComeBackAreNotClosed() {
        leg.update(secured(PEER, second), true);
        leg.update(secured(PEER, first), true);
        assertFalse(first.closed);
        assertEquals(Verdict.ACCEPTED, receive(under(2, 1)));
        assertEquals(Verdict.ACCEPTED, receive(under(1, 2)));
        assertTrue(second.closed);
        assertFalse(first.closed);
    }

    @Test
    void closingTheLegWipesBothKeys() {
        leg.update(secured(PEER, second), true);
        leg.close();
        assertTrue(first.closed && second.closed);
    }

    @Test
    void anUpdateOfOtherThingsLeavesAHandoverAlone() {
        leg.update(secured(PEER, second), false);
        leg.update(Packets.settings(STRANGER, second, Direction.SENDRECV), false);
        assertEquals(1, sendingKey());
        assertEquals(Verdict.ACCEPTED, receive(under(1, 1), STRANGER));
        leg.update(secured(STRANGER, second), true);
        assertEquals(2, sendingKey());
        assertFalse(first.closed);
    }

    @Test
    void updateThatThrowsLeavesTheOldKeysAtWorkAndTheNewOnesToTheCaller() {
        start(plain(STRANGER));
        assertThrows(IllegalStateException.class, () -> leg.update(secured(STRANGER, second), true));
        assertFalse(first.closed || second.closed);
        assertEquals(1, sendingKey());
        assertEquals(PEER, leg.remote());
        assertEquals(Verdict.ACCEPTED, receive(under(1, 1)));
        leg.close();
        assertFalse(second.closed);
    }

    @Test
    void callThatBecomesSecuredRefusesAndSendsNothingPlainFromThenOn() {
        leg.close();
        RtpLeg open = start(plain(STRANGER));
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 1), STRANGER));
        open.update(secured(STRANGER, second), false);
        assertEquals(Verdict.UNAUTHENTIC, receive(bytes(7, 2), STRANGER));
        open.send(rtp(1, 1));
        assertEquals(
                Verdict.ACCEPTED,
                new FakeProtection(2)
                        .unprotect(datagram(context.last().bytes(), PEER).bytes()));
        assertEquals(Verdict.ACCEPTED, receive(under(2, 2), STRANGER));
        assertEquals(List.of(1, 2), delivered);
    }

    @Test
    void callThatBecomesPlainStillOpensWhatIsInFlight() {
        leg.update(plain(PEER), false);
        assertEquals(1, sendingKey());
        assertEquals(Verdict.ACCEPTED, receive(under(1, 1)));
        assertEquals(160, leg.statistics().octetsReceived(), "opened, not taken for a longer plain one");
        assertFalse(first.closed);
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 2)));
        assertTrue(first.closed);
        assertEquals(0, sendingKey());
        assertEquals(List.of(1, 2), delivered);
    }

    @Test
    void callThatBecomesPlainWipesItsKeysShortlyAfter() {
        leg.update(plain(PEER), true);
        assertEquals(0, sendingKey());
        context.advance(LegKeys.HANDOVER_NANOS);
        legs.due(context.nanos);
        assertTrue(first.closed);
    }

    @Test
    void callsThatShareAnAddressAreToldByTheirFormerKeysToo() {
        List<String> names = new ArrayList<>();
        RtpLeg other = legs.open(secured(PEER, new FakeProtection(5)));
        other.start(packet -> names.add("other"));
        leg.update(secured(PEER, second), true);
        assertEquals(Verdict.ACCEPTED, receive(under(1, 1)));
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(5), bytes(8, 1))));
        assertEquals(Verdict.ACCEPTED, receive(under(2, 2)));
        assertEquals(List.of(1, 2), delivered);
        assertEquals(List.of("other"), names);
        assertTrue(first.closed);
    }

    @Test
    void formerKeysThatCannotBeWipedCostNoPacket() {
        FakeProtection stubborn = new FakeProtection(4) {
            @Override
            public void close() {
                throw new IllegalStateException("mine");
            }
        };
        leg.update(secured(PEER, stubborn), true);
        leg.update(secured(PEER, second), true);
        assertEquals(Verdict.ACCEPTED, receive(under(2, 1)));
        assertEquals(1, leg.statistics().verdicts().get(Verdict.FAILED));
        assertEquals(List.of(1), delivered);
    }

    @Test
    void keysMayBeChangedBeforeTheStart() {
        FakeProtection key = new FakeProtection(3);
        RtpLeg early = legs.open(plain(null));
        early.update(secured(STRANGER, key), true);
        early.start(packet -> delivered.add(packet.sequence()));
        assertEquals(Verdict.ACCEPTED, receive(under(3, 9), STRANGER));
        assertEquals(List.of(9), delivered);
        assertSame(key, ((Leg) early).keys().sending());
    }

    @Test
    void keysMayChangeWhileOtherThreadsSend() {
        AtomicInteger running = new AtomicInteger(3);
        List<CompletableFuture<Void>> senders = IntStream.range(0, 3)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    RtpPacket packet = rtp(1, thread);
                    for (int i = 0; i < 5000; i++) {
                        assertEquals(Verdict.ACCEPTED, leg.send(packet));
                    }
                    running.decrementAndGet();
                }))
                .toList();
        List<FakeProtection> keys = new ArrayList<>();
        int sequence = 0;
        while (running.get() > 0 && senders.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
            FakeProtection next = new FakeProtection(sequence);
            keys.add(next);
            leg.update(secured(PEER, next), sequence % 2 == 0);
            assertEquals(Verdict.ACCEPTED, receive(under(sequence, sequence++)));
        }
        senders.forEach(CompletableFuture::join);
        assertEquals(15_000, leg.statistics().packetsSent(), "none under keys that were closed");
        assertEquals(sequence, delivered.size());
        leg.close();
        assertTrue(first.closed && keys.stream().allMatch(key -> key.closed));
    }
}
