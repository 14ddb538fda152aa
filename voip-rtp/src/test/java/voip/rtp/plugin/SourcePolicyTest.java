package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.PEER_CONTROL;
import static voip.rtp.plugin.Packets.STRANGER;
import static voip.rtp.plugin.Packets.address;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.following;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.report;
import static voip.rtp.plugin.Packets.rtp;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.sealedControl;
import static voip.rtp.plugin.Packets.secured;
import static voip.rtp.plugin.Packets.withControl;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import voip.api.CallEvent;
import voip.api.CallEvent.RemoteMoved;
import voip.api.CallEvent.RemoteMoved.Cause;
import voip.api.CallSession;
import voip.api.Datagram;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

/** STRICT and AUTHENTICATED: where a secured call's packets may come from. */
class SourcePolicyTest {
    private static final InetSocketAddress ELSEWHERE = address(7, 7000);
    private static final long SECOND = 1_000_000_000;

    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final List<Object> told = new ArrayList<>();

    private RtpLeg start(LegSettings settings) {
        return start("", settings);
    }

    private RtpLeg start(String name, LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {
                told.add(name + packet.sequence());
            }

            @Override
            public void eventOccurred(CallEvent event) {
                told.add(event);
            }
        });
        return leg;
    }

    private Verdict receive(byte[] packet, InetSocketAddress from) {
        return legs.received(datagram(packet, from, context.nanos));
    }

    private Verdict receive(int key, long ssrc, int sequence, InetSocketAddress from) {
        return receive(sealed(new FakeProtection(key), bytes(ssrc, sequence)), from);
    }

    private static RemoteMoved moved(@Nullable InetSocketAddress before, InetSocketAddress now) {
        return new RemoteMoved(false, before, now, Cause.AUTHENTICATED);
    }

    @Test
    void packetThatAuthenticatesMovesTheCallAndSendingFollows() {
        RtpLeg leg = start(following(PEER, new FakeProtection(1)));
        receive(1, 7, 1, PEER);
        assertEquals(Verdict.ACCEPTED, receive(1, 7, 2, ELSEWHERE));
        assertEquals(ELSEWHERE, leg.remote());
        leg.send(rtp(1, 1));
        assertEquals(ELSEWHERE, context.last().to());
        assertEquals(List.of("1", moved(PEER, ELSEWHERE), "2"), told);
        assertEquals(List.of(moved(PEER, ELSEWHERE)), context.events);
        legs.due(context.nanos + 4 * SECOND);
        assertEquals(ELSEWHERE, context.last().to(), "reports follow where they share the port");
    }

    @Test
    void firstPacketMayComeFromElsewhere() {
        RtpLeg leg = start(following(PEER, new FakeProtection(1)));
        assertEquals(Verdict.ACCEPTED, receive(1, 7, 1, ELSEWHERE));
        assertEquals(ELSEWHERE, leg.remote());
    }

    @Test
    void strictCallStaysWhereItWasSignalled() {
        RtpLeg leg = start(secured(PEER, new FakeProtection(1)));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(1, 7, 1, ELSEWHERE));
        assertEquals(PEER, leg.remote());
        assertEquals(List.of(), told);
    }

    @Test
    void plainCallThatIsToFollowKeysIsStrict() {
        RtpLeg leg = start(Packets.with(plain(PEER), SourcePolicy.AUTHENTICATED));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, 1), ELSEWHERE));
        assertEquals(PEER, leg.remote());
    }

    @Test
    void forgedReplayedAndOldPacketsMoveNothing() {
        RtpLeg leg = start(following(PEER, new FakeProtection(1)));
        byte[] seen = sealed(new FakeProtection(1), bytes(7, 10));
        receive(seen.clone(), PEER);
        int size = legs.tableSize();
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(seen, STRANGER));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(2, 7, 11, STRANGER));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, 11), STRANGER));
        assertEquals(Verdict.ACCEPTED, receive(1, 7, 9, STRANGER), "authentic, and late");
        assertEquals(PEER, leg.remote());
        assertEquals(List.of("10", "9"), told);
        assertEquals(size, legs.tableSize());
    }

    /** As when one offer reached us twice: both calls open what the peer sends with the one key. */
    @Test
    void replayOfOneCallIsNotAnothersThoughTheirKeysAreTheSame() {
        start("a", following(PEER, new FakeProtection(1)));
        start("b", following(PEER_CONTROL, new FakeProtection(1)));
        byte[] packet = sealed(new FakeProtection(1), bytes(7, 1));
        receive(packet.clone(), PEER);
        assertEquals(Verdict.REPLAYED, receive(packet.clone(), PEER));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(packet.clone(), STRANGER));
        assertEquals(List.of("a1"), told);
    }

    @Test
    void replayOfOneCallIsNotAnothersAtTheSameAddressEither() {
        start("a", following(PEER, new FakeProtection(1)));
        byte[] packet = sealed(new FakeProtection(1), bytes(7, 1));
        receive(packet.clone(), PEER);
        start("b", following(PEER, new FakeProtection(1)));
        assertEquals(Verdict.REPLAYED, receive(packet.clone(), PEER));
        assertEquals(List.of("a1"), told);
    }

    @Test
    void packetDelayedOnTheWayFromTheFormerAddressDoesNotSwingTheCallBack() {
        RtpLeg leg = start(following(PEER, new FakeProtection(1)));
        receive(1, 7, 65_534, PEER);
        receive(1, 7, 0, ELSEWHERE); // the sequence wraps on the way
        assertEquals(Verdict.ACCEPTED, receive(1, 7, 65_535, PEER));
        assertEquals(ELSEWHERE, leg.remote());
        receive(1, 7, 1, PEER);
        assertEquals(PEER, leg.remote(), "a newer one does");
        assertEquals(2, context.events.size());
    }

    @Test
    void newSourceMovesAtOnceAndTheFormerOneOnlyAfterASilence() {
        RtpLeg leg = start(following(PEER, new FakeProtection(1)));
        receive(1, 7, 100, PEER);
        receive(1, 8, 5, ELSEWHERE);
        assertEquals(ELSEWHERE, leg.remote());
        assertEquals(Verdict.ACCEPTED, receive(1, 7, 101, PEER), "in flight still");
        assertEquals(ELSEWHERE, leg.remote());
        context.advance(NewestPacket.SETTLED_NANOS);
        receive(1, 7, 102, PEER);
        assertEquals(PEER, leg.remote());
    }

    @Test
    void reportsMoveTheirOwnAddressOnly() {
        RtpLeg leg = start(withControl(following(PEER, new FakeProtection(1)), PEER_CONTROL));
        receive(1, 7, 1, PEER);
        assertEquals(Verdict.ACCEPTED, receive(sealedControl(new FakeProtection(1), report(7)), ELSEWHERE));
        assertEquals(PEER, leg.remote());
        RemoteMoved first = new RemoteMoved(true, PEER_CONTROL, ELSEWHERE, Cause.AUTHENTICATED);
        assertEquals(List.of(first), context.events);
        legs.due(context.nanos + 4 * SECOND);
        assertEquals(ELSEWHERE, context.last().to());

        byte[] late = sealedControl(new FakeProtection(1), report(8));
        assertEquals(Verdict.ACCEPTED, receive(late, PEER_CONTROL));
        assertEquals(1, context.events.size(), "so soon after another it may be a late one");
        context.advance(5 * SECOND);
        receive(sealedControl(new FakeProtection(1), report(9)), PEER_CONTROL);
        assertEquals(2, context.events.size());
    }

    @Test
    void strictBringsTheAddressOfReportsBackToo() {
        RtpLeg leg = start(withControl(following(PEER, new FakeProtection(1)), PEER_CONTROL));
        receive(1, 7, 1, ELSEWHERE);
        receive(sealedControl(new FakeProtection(1), report(7)), STRANGER);
        leg.sources(SourcePolicy.STRICT);
        leg.send(rtp(1, 1));
        assertEquals(PEER, context.last().to());
        legs.due(context.nanos + 4 * SECOND);
        assertEquals(PEER_CONTROL, context.last().to());
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(sealedControl(new FakeProtection(1), report(8)), STRANGER));
    }

    @Test
    void reportsOnASharedPortMoveNothing() {
        RtpLeg leg = start(following(PEER, new FakeProtection(1)));
        assertEquals(Verdict.ACCEPTED, receive(sealedControl(new FakeProtection(1), report(7)), ELSEWHERE));
        assertEquals(PEER, leg.remote());
        assertEquals(List.of(), context.events);
    }

    @Test
    void addressThatWasUnknownIsReportedToo() {
        RtpLeg leg = start(withControl(following(null, new FakeProtection(1)), null));
        receive(sealedControl(new FakeProtection(1), report(7)), PEER_CONTROL);
        receive(1, 7, 1, PEER);
        assertEquals(PEER, leg.remote());
        assertEquals(
                List.of(new RemoteMoved(true, null, PEER_CONTROL, Cause.AUTHENTICATED), moved(null, PEER)),
                context.events);
    }

    @Test
    void callsThatMoveToOneAddressAreToldByTheirKeys() {
        RtpLeg one = start("a", following(PEER, new FakeProtection(1)));
        RtpLeg other = start("b", following(PEER_CONTROL, new FakeProtection(2)));
        for (int i = 0; i < 3; i++) {
            assertEquals(Verdict.ACCEPTED, receive(1, 7, i, ELSEWHERE));
            assertEquals(Verdict.ACCEPTED, receive(2, 8, i, ELSEWHERE));
        }
        assertEquals(ELSEWHERE, one.remote());
        assertEquals(ELSEWHERE, other.remote());
        told.removeIf(CallEvent.class::isInstance);
        assertEquals(List.of("a0", "b0", "a1", "b1", "a2", "b2"), told);
        one.close();
        other.close();
        assertEquals(0, legs.tableSize());
    }

    /** Another thread may close a call while its key is tried on a packet. */
    @Test
    void packetIsFoundByItsKeyThoughTheCallOfItsAddressIsClosedMeanwhile() {
        List<RtpLeg> closing = new ArrayList<>();
        closing.add(start("a", following(PEER, new FakeProtection(1) {
            @Override
            public Verdict unprotect(ByteBuffer srtp) {
                closing.get(0).close();
                return super.unprotect(srtp);
            }
        })));
        RtpLeg other = start("b", following(PEER_CONTROL, new FakeProtection(2)));
        assertEquals(Verdict.ACCEPTED, receive(2, 8, 1, PEER));
        assertEquals(PEER, other.remote());
    }

    @Test
    void plainCallsAddressIsNotForOthersToMoveTo() {
        start("plain", plain(ELSEWHERE));
        RtpLeg leg = start("a", following(PEER, new FakeProtection(1)));
        assertEquals(Verdict.ACCEPTED, receive(1, 7, 1, ELSEWHERE), "the plain call's, for all that is known");
        assertEquals(PEER, leg.remote());
        assertEquals(List.of("plain1"), told);
    }

    @Test
    void packetOfAStrictCallIsNotFollowedEvenBesideOneThatMayMove() {
        start("a", following(PEER, new FakeProtection(1)));
        start("b", secured(PEER_CONTROL, new FakeProtection(2)));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(2, 7, 1, ELSEWHERE));
        assertEquals(List.of(), told);
    }

    @Test
    void policyMayChangeAtAnyTimeAndOutlivesUpdates() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = legs.open(following(PEER, key));
        leg.sources(SourcePolicy.STRICT);
        leg.start(packet -> {});
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(1, 7, 1, ELSEWHERE));
        leg.update(following(PEER, key), true);
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(1, 7, 2, ELSEWHERE));
        leg.sources(SourcePolicy.AUTHENTICATED);
        assertEquals(Verdict.ACCEPTED, receive(1, 7, 3, ELSEWHERE));
        assertEquals(ELSEWHERE, leg.remote());
        leg.sources(SourcePolicy.STRICT);
        assertEquals(PEER, leg.remote(), "back where the signalling says");
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(1, 7, 4, ELSEWHERE));
        leg.close();
        leg.sources(SourcePolicy.AUTHENTICATED);
        assertEquals(0, legs.tableSize());
    }

    @Test
    void learnedAddressStaysUntilAnotherIsSignalled() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(following(PEER, key));
        receive(1, 7, 1, ELSEWHERE);
        leg.update(following(PEER, key), true);
        assertEquals(ELSEWHERE, leg.remote());
        leg.update(following(STRANGER, key), true);
        assertEquals(STRANGER, leg.remote());
    }

    @Test
    void holdThatNamesNoAddressKeepsWhatWasLearnedAndSoDoesTheResume() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(following(PEER, key));
        receive(1, 7, 1, ELSEWHERE);
        leg.update(Packets.silent(following(null, key)), true);
        assertEquals(ELSEWHERE, leg.remote());
        assertEquals(Verdict.NOT_SENDING, leg.send(rtp(1, 1)));
        assertEquals(Verdict.NOT_SENDING, leg.relay(rtp(1, 1)));
        assertEquals(Verdict.ACCEPTED, receive(1, 7, 2, ELSEWHERE), "music on hold");
        legs.due(context.nanos + 10 * SECOND);
        assertTrue(context.sent.isEmpty(), "no report either (RFC 3264 §8.4)");
        leg.update(following(PEER, key), true);
        assertEquals(ELSEWHERE, leg.remote());
        assertEquals(Verdict.ACCEPTED, leg.send(rtp(1, 1)));
    }

    @Test
    void heldCallSaysNoGoodbye() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(following(PEER, key));
        leg.send(rtp(1, 1));
        leg.update(Packets.silent(following(null, key)), true);
        leg.close();
        assertEquals(1, context.sent.size());
        assertTrue(key.closed);
    }

    @Test
    void movesAreNotLoggedForAPeerMayMoveWithEveryPacket() {
        start(following(PEER, new FakeProtection(1)));
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 100; i++) {
                assertEquals(Verdict.ACCEPTED, receive(1, 7, i, i % 2 == 0 ? ELSEWHERE : PEER));
            }
            assertEquals(List.of(), log.events());
        }
        assertEquals(100, context.events.size());
    }

    @Test
    void callIsFoundAmongManyByTheSourceThatItIsKnownFor() {
        List<FakeProtection> keys = manyCalls(500);
        receive(300, 9300, 1, address(5, 300));
        keys.forEach(key -> key.attempts = 0);
        assertEquals(Verdict.ACCEPTED, receive(300, 9300, 2, ELSEWHERE));
        assertEquals(1, keys.stream().mapToInt(key -> key.attempts).sum());
    }

    @Test
    void callIsFoundAmongManyByTheSourceThatItAnnounced() {
        List<FakeProtection> keys = manyCalls(500);
        RtpLeg leg = start(following(PEER, new FakeProtection(1000), 77L));
        assertEquals(Verdict.ACCEPTED, receive(1000, 77, 1, ELSEWHERE));
        assertEquals(ELSEWHERE, leg.remote());
        assertEquals(0, keys.stream().mapToInt(key -> key.attempts).sum());
    }

    /** A new call whose peer is behind a NAT must not wait for the keys of all that have long been heard. */
    @Test
    void callThatHeardNothingYetIsFoundByItsFirstPacket() {
        manyCalls(500);
        for (int i = 0; i < 500; i++) {
            receive(i, 9000 + i, 1, address(5, i == 0 ? 999 : i));
        }
        told.clear();
        start("new", following(PEER, new FakeProtection(1000)));
        assertEquals(Verdict.ACCEPTED, receive(1000, 77, 1, ELSEWHERE));
        assertEquals("new1", told.get(told.size() - 1));
    }

    @Test
    void everyCallIsFoundInTheEndByItsKeyAlone() {
        manyCalls(500);
        for (int i = 0; i < 500; i++) {
            receive(i, 9000 + i, 1, address(5, i == 0 ? 999 : i));
        }
        context.advance(SECOND);
        for (int call = 1; call < 500; call += 61) { // with a new source and a new address at once
            int before = context.events.size();
            for (int sequence = 0; sequence < 12 && context.events.size() == before; sequence++) {
                receive(call, 20_000 + call, sequence, ELSEWHERE);
            }
            assertTrue(context.events.size() > before, "call " + call);
            context.advance(SECOND);
        }
    }

    private List<FakeProtection> manyCalls(int count) {
        List<FakeProtection> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(new FakeProtection(i));
            start("call" + i + ".", following(address(5, i == 0 ? 999 : i), keys.get(i)));
        }
        return keys;
    }

    @Test
    void aMillionForgedSourcesMakeNoStateAndTryFewKeys() throws Exception {
        List<FakeProtection> keys = manyCalls(200);
        byte[] packet = bytes(1, 1);
        ByteBuffer header = ByteBuffer.wrap(packet);
        int size = legs.tableSize();
        Datagram datagram = new Datagram();
        byte[] host = {10, 0, 0, 0};
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 1_000_000; i++) {
                header.putInt(8, i * 0x9E37_79B9).putShort(2, (short) i);
                host[1] = (byte) (i >> 16);
                host[2] = (byte) (i >> 8);
                host[3] = (byte) i;
                InetSocketAddress source = new InetSocketAddress(InetAddress.getByAddress(host), 4000);
                Packets.fill(datagram, packet, source, context.nanos);
                if (legs.received(datagram) != Verdict.UNKNOWN_SOURCE) {
                    throw new AssertionError("packet " + i);
                }
                context.advance(2000); // two seconds in all
            }
            assertEquals(List.of(), log.events());
        }
        assertEquals(size, legs.tableSize());
        assertEquals(List.of(), told);
        assertTrue(context.sent.isEmpty());
        int attempts = keys.stream().mapToInt(key -> key.attempts).sum();
        assertTrue(attempts <= TrialBudget.MOST_SAVED + 2 * TrialBudget.PER_SECOND + 1, attempts + " trials");
        keys.forEach(key -> assertFalse(key.closed));
        assertEquals(Verdict.ACCEPTED, receive(3, 7, 1, address(5, 3)), "whose address is known needs no trial");
    }

    @Test
    void packetOfACallThatClosesWhenItMovesGoesNowhere() {
        RtpLeg leg = legs.open(following(PEER, new FakeProtection(1)));
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {
                told.add("packet");
            }

            @Override
            public void eventOccurred(CallEvent event) {
                leg.close();
                told.add("event");
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        });
        assertEquals(Verdict.CLOSED, receive(1, 7, 1, ELSEWHERE));
        assertEquals(List.of("event", "closed"), told);
        assertEquals(0, legs.tableSize());
        assertNull(legs.routes().at(ELSEWHERE));
    }
}
