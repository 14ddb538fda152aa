package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.STRANGER;
import static voip.rtp.plugin.Packets.address;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.compound;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.following;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.secured;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

/** What is in flight from an address that the signalling has just changed is not lost (RFC 3264 §8.3.1). */
class FormerAddressTest {
    private static final InetSocketAddress NEXT = address(8, 8000);

    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final List<String> delivered = new ArrayList<>();

    private RtpLeg start(String name, LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(packet -> delivered.add(name + packet.sequence()));
        return leg;
    }

    private Verdict receive(byte[] bytes, InetSocketAddress from) {
        return legs.received(datagram(bytes, from, context.nanos));
    }

    private static byte[] sealedBy(int key, int sequence) {
        return sealed(new FakeProtection(key), bytes(7, sequence));
    }

    @Test
    void servesUntilTheFirstPacketFromTheNewOne() {
        RtpLeg leg = start("a", plain(PEER));
        leg.update(plain(NEXT), true);
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 1), PEER));
        assertEquals(NEXT, leg.remote(), "and moves nothing back");
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 2), NEXT));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, 3), PEER));
    }

    @Test
    void aCallThatFollowsItsPeerIsNotLedBack() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start("a", following(PEER, key));
        receive(sealedBy(1, 1), PEER);
        leg.update(following(NEXT, key), true);
        assertEquals(Verdict.ACCEPTED, receive(sealedBy(1, 2), PEER));
        assertEquals(NEXT, leg.remote());
        assertEquals(List.of(), context.events);
    }

    @Test
    void aCallFollowsItsPeerBackIfItStaysThere() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start("a", following(PEER, key));
        leg.update(following(NEXT, key), true);
        context.advance(LegWatch.SETTLING_NANOS);
        legs.due(context.nanos);
        assertEquals(Verdict.ACCEPTED, receive(sealedBy(1, 1), PEER));
        assertEquals(PEER, leg.remote(), "behind a NAT that the signalling does not know of");
    }

    @Test
    void servesForALimitedTime() {
        RtpLeg leg = start("a", plain(PEER));
        leg.update(plain(NEXT), true);
        context.advance(LegWatch.SETTLING_NANOS - 1);
        legs.due(context.nanos);
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 1), PEER));
        context.advance(1);
        legs.due(context.nanos);
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, 2), PEER));
    }

    @Test
    void aStrangersPacketFromTheNewOneEndsNothing() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start("a", secured(PEER, key));
        leg.update(secured(NEXT, key), true);
        assertEquals(Verdict.UNAUTHENTIC, receive(sealedBy(2, 1), NEXT));
        assertEquals(Verdict.ACCEPTED, receive(sealedBy(1, 2), PEER));
    }

    @Test
    void isFreeForAnotherCallAtOnce() {
        RtpLeg leg = start("a", plain(PEER));
        leg.update(plain(NEXT), true);
        start("b", plain(PEER));
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 1), PEER));
        assertEquals(Verdict.ACCEPTED, receive(bytes(9, 2), NEXT));
        assertEquals(List.of("b1", "a2"), delivered);
    }

    @Test
    void anotherCallThatCanBeToldDoesNotTakeIt() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start("a", secured(PEER, key));
        leg.update(secured(NEXT, key), true);
        start("b", secured(PEER, new FakeProtection(2)));
        assertEquals(Verdict.ACCEPTED, receive(sealedBy(1, 1), PEER));
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(2), bytes(9, 2)), PEER));
        assertEquals(List.of("a1", "b2"), delivered);
    }

    @Test
    void reportsInFlightComeToo() {
        RtpLeg leg = start("a", plain(PEER));
        leg.update(plain(NEXT), true);
        byte[] report = compound(writer -> writer.receiverReport(7).canonicalName(7, "x"));
        assertEquals(Verdict.ACCEPTED, receive(report, PEER));
        assertEquals(1, leg.statistics().controlReceived());
    }

    @Test
    void nothingOfItRemains() {
        int before = legs.tableSize();
        RtpLeg leg = start("a", plain(PEER));
        leg.update(plain(NEXT), true);
        leg.update(plain(STRANGER), true);
        leg.update(plain(PEER), true);
        leg.close();
        assertEquals(before, legs.tableSize());
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(7, 1), NEXT));
    }
}
