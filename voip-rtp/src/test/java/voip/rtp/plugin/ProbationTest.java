package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.STRANGER;
import static voip.rtp.plugin.Packets.address;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.report;
import static voip.rtp.plugin.Packets.rtp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.CallEvent.RemoteMoved;
import voip.api.CallEvent.RemoteMoved.Cause;
import voip.api.Direction;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

/** PROBATION: a plain call's peer proves by packets in sequence that it is elsewhere. */
class ProbationTest {
    /** The port that a NAT has put in place of the signalled one. */
    private static final InetSocketAddress TRANSLATED = address(1, 33_000);

    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final List<String> delivered = new ArrayList<>();

    private RtpLeg start(String name, LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(packet -> delivered.add(name + packet.sequence()));
        return leg;
    }

    private static LegSettings probation(InetSocketAddress remote, Long... ssrcs) {
        return Packets.with(plain(remote, ssrcs), SourcePolicy.PROBATION);
    }

    private Verdict receive(byte[] packet, InetSocketAddress from) {
        context.advance(20_000_000);
        return legs.received(datagram(packet, from, context.nanos));
    }

    /** As many packets in sequence as it takes; the verdict on the last. */
    private Verdict speak(long ssrc, int firstSequence, InetSocketAddress from) {
        for (int i = 0; i < Probation.PACKETS - 1; i++) {
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(ssrc, firstSequence + i), from));
        }
        return receive(bytes(ssrc, firstSequence + Probation.PACKETS - 1), from);
    }

    private static RemoteMoved moved(InetSocketAddress before, InetSocketAddress now, Cause cause) {
        return new RemoteMoved(false, before, now, cause);
    }

    @Test
    void packetsInSequenceFromTheSignalledHostMoveTheCall() {
        RtpLeg leg = start("a", probation(PEER));
        assertEquals(Verdict.ACCEPTED, speak(7, 65_534, TRANSLATED));
        assertEquals(TRANSLATED, leg.remote());
        assertEquals(List.of("a2"), delivered, "those on probation are refused");
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 3), TRANSLATED));
        leg.send(rtp(1, 1));
        assertEquals(TRANSLATED, context.last().to());
        assertEquals(List.of(moved(PEER, TRANSLATED, Cause.PROBATION)), context.events);
        leg.close();
        assertEquals(0, legs.tableSize());
    }

    @Test
    void announcedSourceTellsTheCallWhereverItComesFrom() {
        RtpLeg leg = start("a", probation(PEER, 7L));
        start("b", probation(address(2, 4000), 8L));
        assertEquals(Verdict.ACCEPTED, speak(7, 1, STRANGER));
        assertEquals(STRANGER, leg.remote());
    }

    @Test
    void withNeitherHostNorSourceNothingMoves() {
        RtpLeg leg = start("a", probation(PEER));
        RtpLeg announcer = start("b", probation(address(2, 4000), 8L));
        assertEquals(Verdict.UNKNOWN_SOURCE, speak(7, 1, STRANGER));
        assertEquals(Verdict.UNKNOWN_SOURCE, speak(7, 1, address(2, 5000)), "not the source that it announced");
        assertEquals(PEER, leg.remote());
        assertEquals(address(2, 4000), announcer.remote());
        assertEquals(List.of(), delivered);
    }

    @Test
    void withoutBeingAskedForNothingMoves() {
        RtpLeg leg = start("a", plain(PEER));
        assertEquals(Verdict.UNKNOWN_SOURCE, speak(7, 1, TRANSLATED));
        assertEquals(PEER, leg.remote());
    }

    @Test
    void gapAnotherSourceOrAnotherAddressBeginsAnew() {
        start("a", probation(PEER));
        for (int i = 0; i < 20; i++) {
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, 2 * i), TRANSLATED));
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7 + i, i), TRANSLATED));
        }
        for (int i = 0; i < 20; i++) { // two at once
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, i), TRANSLATED));
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, i), address(1, 34_000)));
        }
        assertEquals(List.of(), delivered);
        assertEquals(List.of(), context.events);
    }

    @Test
    void onlyPacketsThatTheCallWouldTakeCount() {
        RtpLeg leg = start("a", probation(PEER));
        for (int i = 0; i < 10; i++) {
            byte[] packet = RtpPacket.builder()
                    .payloadType(PayloadType.PCMA)
                    .ssrc(7)
                    .sequence(i)
                    .build()
                    .toBytes();
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(packet, TRANSLATED));
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(report(7), TRANSLATED));
        }
        leg.update(Packets.with(Packets.settings(PEER, null, Direction.SENDONLY), SourcePolicy.PROBATION), true);
        assertEquals(Verdict.UNKNOWN_SOURCE, speak(7, 1, TRANSLATED));
        assertEquals(PEER, leg.remote());
    }

    @Test
    void callWhoseSignalledAddressSpeaksIsNotTaken() {
        RtpLeg leg = start("a", probation(PEER));
        for (int i = 0; i < 50; i++) {
            assertEquals(Verdict.ACCEPTED, receive(bytes(7, i), PEER));
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(9, i), TRANSLATED));
        }
        assertEquals(PEER, leg.remote());
        context.advance(Probation.SILENCE_NANOS - 10_000_000);
        assertEquals(Verdict.ACCEPTED, speak(9, 50, TRANSLATED), "it has been silent for long enough");
        assertEquals(TRANSLATED, leg.remote());
    }

    @Test
    void reportFromTheSignalledAddressShowsThatItIsThere() {
        RtpLeg leg = start("a", probation(PEER));
        receive(report(7), PEER);
        assertEquals(Verdict.UNKNOWN_SOURCE, speak(9, 50, TRANSLATED));
        assertEquals(PEER, leg.remote());
    }

    @Test
    void wordOfTheSignalledAddressEndsAProbationUnderWay() {
        RtpLeg leg = start("a", probation(PEER));
        for (int i = 0; i < Probation.PACKETS - 1; i++) {
            receive(bytes(9, i), TRANSLATED);
        }
        receive(bytes(7, 1), PEER);
        context.advance(Probation.SILENCE_NANOS);
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(9, Probation.PACKETS - 1), TRANSLATED));
        assertEquals(PEER, leg.remote());
    }

    @Test
    void goesBackWhenTheSignalledAddressSpeaks() {
        RtpLeg leg = start("a", probation(PEER));
        speak(9, 1, TRANSLATED);
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 1), PEER));
        assertEquals(PEER, leg.remote());
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(9, 6), TRANSLATED));
        assertEquals(
                List.of(moved(PEER, TRANSLATED, Cause.PROBATION), moved(TRANSLATED, PEER, Cause.RETURNED)),
                context.events.stream().filter(RemoteMoved.class::isInstance).toList());
        assertEquals(List.of("a5", "a1"), delivered);
    }

    @Test
    void happensOnceUntilItHasGoneBack() {
        RtpLeg leg = start("a", probation(PEER));
        speak(9, 1, TRANSLATED);
        context.advance(10 * Probation.SILENCE_NANOS);
        assertEquals(Verdict.UNKNOWN_SOURCE, speak(10, 1, address(1, 34_000)));
        assertEquals(TRANSLATED, leg.remote());
        receive(bytes(7, 1), PEER);
        context.advance(Probation.SILENCE_NANOS);
        assertEquals(Verdict.ACCEPTED, speak(10, 1, address(1, 34_000)));
    }

    @Test
    void oneOfTwoSilentCallsThatCanBeMeantIsNotGuessed() {
        RtpLeg one = start("a", probation(PEER));
        RtpLeg other = start("b", probation(address(1, 5000)));
        assertEquals(Verdict.UNKNOWN_SOURCE, speak(7, 1, TRANSLATED));
        receive(bytes(8, 1), PEER); // the first one speaks, so that it is the second
        assertEquals(Verdict.ACCEPTED, speak(7, 10, TRANSLATED));
        assertEquals(PEER, one.remote());
        assertEquals(TRANSLATED, other.remote());
    }

    @Test
    void twoCallsThatAnnouncedTheSameSourceAreNotGuessed() {
        start("a", probation(PEER, 7L));
        start("b", probation(address(2, 4000), 7L));
        assertEquals(Verdict.UNKNOWN_SOURCE, speak(7, 1, STRANGER));
        assertEquals(List.of(), delivered);
    }

    @Test
    void addressOfAnotherCallIsNotTaken() {
        start("other", Packets.with(plain(TRANSLATED, 50L), SourcePolicy.STRICT));
        RtpLeg leg = start("a", probation(PEER));
        for (int i = 0; i < 10; i++) {
            assertEquals(Verdict.ACCEPTED, receive(bytes(7, i), TRANSLATED));
        }
        assertEquals(PEER, leg.remote());
    }

    @Test
    void signalledAddressRemainsTheCallsWhileItIsAway() {
        RtpLeg leg = start("a", probation(PEER));
        speak(9, 1, TRANSLATED);
        RtpLeg second = legs.open(plain(PEER));
        assertThrows(IllegalStateException.class, () -> second.start(packet -> delivered.add("thief")));
        leg.sources(SourcePolicy.STRICT);
        assertEquals(PEER, leg.remote());
        leg.close();
        second.start(packet -> {});
    }

    @Test
    void unknownCallersAreServedWhereNoCallIsMeant() {
        context.unknown = source -> start("new", plain(source));
        start("a", probation(PEER));
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 1), STRANGER));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, 1), TRANSLATED));
        assertEquals(1, context.unknownAsked);
        assertEquals(List.of("new1"), delivered);
    }

    @Test
    void floodOfForgedSourcesMakesNoStateAndMovesNothing() {
        RtpLeg leg = start("a", probation(PEER));
        int size = legs.tableSize();
        for (int i = 0; i < 100_000; i++) {
            assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(i, i), address(1, 5000 + i % 50_000)));
        }
        assertEquals(size, legs.tableSize());
        assertEquals(PEER, leg.remote());
        assertEquals(List.of(), context.events);
    }
}
