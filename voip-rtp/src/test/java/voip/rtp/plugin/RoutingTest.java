package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.PEER_CONTROL;
import static voip.rtp.plugin.Packets.STRANGER;
import static voip.rtp.plugin.Packets.address;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.report;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.sealedControl;
import static voip.rtp.plugin.Packets.secured;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import voip.api.Direction;
import voip.api.Inactivity;
import voip.api.PayloadType;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

class RoutingTest {
    private static final int TRUNK = 200;

    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final List<String> delivered = new ArrayList<>();

    private RtpLeg start(String name, LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(packet -> delivered.add(name));
        return leg;
    }

    private Verdict receive(byte[] bytes, InetSocketAddress from) {
        return legs.received(datagram(bytes, from));
    }

    private static LegSettings withControlAt(
            @Nullable InetSocketAddress media, @Nullable InetSocketAddress control, @Nullable FakeProtection key) {
        return new LegSettings(
                "H",
                media,
                control,
                false,
                Set.of(),
                List.of(PayloadType.PCMU),
                Direction.SENDRECV,
                false,
                key,
                "c",
                SourcePolicy.STRICT,
                Inactivity.NEVER);
    }

    @Test
    void claimsRtpAndRtcpOnlyAsRfc7983Says() {
        for (int first = 0; first < 256; first++) {
            assertEquals(first >= 128 && first <= 191, legs.claims(first));
        }
    }

    @Test
    void deliversByExactAddress() {
        start("a", plain(PEER));
        start("b", plain(PEER_CONTROL));
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 1), PEER));
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 2), PEER_CONTROL));
        assertEquals(List.of("a", "b"), delivered);
        assertEquals(2, legs.size());
    }

    @Test
    void strangersReachNoCall() {
        start("a", plain(PEER));
        start("pending", plain(null));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, 1), STRANGER));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, 1), new InetSocketAddress(PEER.getAddress(), 4444)));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(report(1), STRANGER));
        assertEquals(List.of(), delivered);
    }

    /** The wildcard that a stranger could take a call over with (RTPBleed) is a session per source. */
    @Test
    void rtpBleedUnknownCallersGetSessionsOfTheirOwn() {
        start("victim", plain(PEER));
        context.unknown = source -> start("of " + source.getPort(), plain(source));
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 1), STRANGER));
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 2), STRANGER));
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 3), Packets.address(66, 6667)));
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 4), PEER));
        assertEquals(List.of("of 6666", "of 6666", "of 6667", "victim"), delivered);
        assertEquals(2, context.unknownAsked);
        assertEquals(
                1, context.sent.stream().map(FakeContext.Sent::to).distinct().count() + 1, "nothing was sent");
    }

    @Test
    void onlyWellFormedRtpAsksForAnUnknownCaller() {
        receive(new byte[] {(byte) 0x80, 0}, STRANGER);
        receive(report(1), STRANGER);
        byte[] padded = bytes(1, 1);
        padded[0] |= 0x20; // no padding count behind it
        assertEquals(Verdict.MALFORMED, receive(padded, STRANGER));
        assertEquals(0, context.unknownAsked);
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, 1), STRANGER));
        assertEquals(1, context.unknownAsked);
    }

    @Test
    void anotherCallAtThePlainCallsAddressIsAnError() {
        RtpLeg first = start("first", plain(PEER));
        RtpLeg second = legs.open(plain(PEER));
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> second.start(packet -> delivered.add("second")));
        assertTrue(thrown.getMessage().contains("192.0.2.1:4000"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("EchoHandler"), thrown.getMessage());
        receive(bytes(1, 1), PEER);
        assertEquals(List.of("first"), delivered, "the call that was there is not replaced");
        first.close();
        second.start(packet -> delivered.add("second"));
        receive(bytes(1, 2), PEER);
        assertEquals(List.of("first", "second"), delivered);
    }

    @Test
    void updateToATakenAddressIsAnErrorAndKeepsTheOldOne() {
        start("first", plain(PEER));
        RtpLeg second = start("second", plain(STRANGER));
        assertThrows(IllegalStateException.class, () -> second.update(plain(PEER), true));
        receive(bytes(1, 1), PEER);
        receive(bytes(1, 1), STRANGER);
        assertEquals(List.of("first", "second"), delivered);
    }

    @Test
    void plainCallsShareAnAddressByAnnouncedSources() {
        start("a", plain(PEER, 1L));
        start("b", plain(PEER, 2L, 3L));
        assertThrows(IllegalStateException.class, () -> start("c", plain(PEER)));
        assertThrows(IllegalStateException.class, () -> start("d", plain(PEER, 3L, 4L)));
        receive(bytes(2, 1), PEER);
        receive(bytes(1, 1), PEER);
        receive(bytes(3, 1), PEER);
        assertEquals(Verdict.AMBIGUOUS_SOURCE, receive(bytes(4, 1), PEER));
        assertEquals(List.of("b", "a", "b"), delivered);
    }

    @Test
    void fiftyEncryptedCallsShareAnAddressByTheirKeys() {
        List<FakeProtection> keys = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            keys.add(new FakeProtection(i));
            start("call" + i, secured(PEER, keys.get(i)));
        }
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 49; i >= 0; i--) {
                assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(i), bytes(1000 + i, round)), PEER));
                expected.add("call" + i);
            }
            if (round == 0) {
                keys.forEach(key -> key.attempts = 0);
            }
        }
        assertEquals(expected, delivered);
        assertEquals(100, keys.stream().mapToInt(key -> key.attempts).sum(), "one attempt each once a source is known");
    }

    @Test
    void fiftyPlainCallsShareAnAddressByAnnouncedSources() {
        for (int i = 0; i < 50; i++) {
            start("call" + i, plain(PEER, 1000L + i));
        }
        for (int i = 49; i >= 0; i--) {
            assertEquals(Verdict.ACCEPTED, receive(bytes(1000 + i, 1), PEER));
            assertEquals("call" + i, delivered.get(49 - i));
        }
    }

    @Test
    void everyCallBeyondTheTrialsPerPacketIsFoundInTheEnd() {
        for (int i = 0; i < 200; i++) {
            start("call" + i, secured(PEER, new FakeProtection(i)));
        }
        start("x", secured(STRANGER, new FakeProtection(1000)));
        start("y", secured(STRANGER, new FakeProtection(1001)));
        int packets = 0;
        while (delivered.isEmpty() && packets < 4) {
            receive(bytes(5, packets), STRANGER); // others' trials do not spoil the turn
            receive(sealed(new FakeProtection(199), bytes(9, packets++)), PEER);
        }
        assertEquals(List.of("call199"), delivered);
    }

    /** Streams in lockstep, as of a gateway that was restarted: none keeps another from its turn. */
    @Test
    void successivePacketsOfOneSourceTryEveryKeyWhateverOthersSendInBetween() {
        FakeProtection[] peers = trunk();
        int packets = (TRUNK + Demultiplexer.MOST_TRIALS - 1) / Demultiplexer.MOST_TRIALS;
        for (int sequence = 100; sequence < 100 + packets; sequence++) {
            for (int i = 0; i < TRUNK; i++) {
                receive(sealed(peers[i], bytes(5000L + i, sequence)), PEER);
            }
        }
        assertEquals(TRUNK, delivered.stream().distinct().count());
    }

    @Test
    void forgedPacketIsNobodysAndBindsNothing() {
        start("a", secured(PEER, new FakeProtection(1)));
        start("b", secured(PEER, new FakeProtection(2)));
        int before = legs.tableSize();
        assertEquals(Verdict.AMBIGUOUS_SOURCE, receive(sealed(new FakeProtection(3), bytes(7, 1)), PEER));
        assertEquals(before, legs.tableSize());
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(2), bytes(7, 1)), PEER));
        assertEquals(List.of("b"), delivered);
    }

    @Test
    void knownSourceWithAWrongTagIsCountedForItsCall() {
        RtpLeg a = start("a", secured(PEER, new FakeProtection(1)));
        start("b", secured(PEER, new FakeProtection(2)));
        byte[] packet = sealed(new FakeProtection(1), bytes(7, 1));
        assertEquals(Verdict.ACCEPTED, receive(packet.clone(), PEER));
        assertEquals(Verdict.REPLAYED, receive(packet.clone(), PEER));
        packet[20] ^= 1;
        assertEquals(Verdict.UNAUTHENTIC, receive(packet, PEER));
        assertEquals(1, a.statistics().verdicts().get(Verdict.UNAUTHENTIC));
        assertEquals(1, a.statistics().verdicts().get(Verdict.REPLAYED));
    }

    @Test
    void callsWhosePeersChoseTheSameSourceAreToldByKey() {
        start("a", secured(PEER, new FakeProtection(1)));
        start("b", secured(PEER, new FakeProtection(2)));
        for (int i = 0; i < 2; i++) {
            assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(1), bytes(7, i)), PEER));
            assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(2), bytes(7, i)), PEER));
        }
        assertEquals(List.of("a", "b", "a", "b"), delivered);
    }

    @Test
    void sourcesLearnedWhileAloneAreKnownWhenOthersCome() {
        FakeProtection key = new FakeProtection(1);
        start("a", secured(PEER, key));
        receive(sealed(new FakeProtection(1), bytes(7, 1)), PEER);
        FakeProtection other = new FakeProtection(2);
        start("b", secured(PEER, other));
        receive(sealed(new FakeProtection(1), bytes(7, 2)), PEER);
        assertEquals(0, other.attempts);
        assertEquals(List.of("a", "a"), delivered);
    }

    /** A trunk: more calls at one address than keys are tried on a packet, whose peers restart their sources. */
    @Test
    void everySourceOfATrunkIsKnownOnceItsKeyIsFound() {
        FakeProtection[] peers = trunk();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < TRUNK; i++) {
                findAndFollow("call" + i, peers[i], 1000L * round + i);
            }
        }
        assertTrue(legs.routes().size() <= 1 + TRUNK * LearnedSources.MOST);
    }

    @Test
    void sourceThatIsInUseIsNotForgottenForNewerOnes() {
        FakeProtection[] peers = trunk();
        findAndFollow("call199", peers[199], 7);
        for (int ssrc = 1000; ssrc < 1040; ssrc++) {
            findAndFollow("call199", peers[199], ssrc);
            assertEquals(Verdict.ACCEPTED, receive(sealed(peers[199], bytes(7, ssrc)), PEER));
        }
    }

    @Test
    void callsOfATrunkWhosePeersChoseTheSameSourceLoseNothing() {
        FakeProtection[] peers = trunk();
        findAndFollow("call0", peers[0], 7);
        findAndFollow("call150", peers[150], 7);
        for (int sequence = 50; sequence < 70; sequence++) {
            assertEquals(Verdict.ACCEPTED, receive(sealed(peers[0], bytes(7, sequence)), PEER));
            assertEquals(Verdict.ACCEPTED, receive(sealed(peers[150], bytes(7, sequence)), PEER));
        }
    }

    @Test
    void announcedSourceStaysKnownWhateverElseIsLearned() {
        trunk();
        FakeProtection key = new FakeProtection(TRUNK);
        start("announced", secured(PEER, key, 7L));
        for (int round = 0; round < 2; round++) {
            assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(TRUNK), bytes(7, round)), PEER));
            for (int ssrc = 1000; ssrc < 1040; ssrc++) {
                findAndFollow("announced", new FakeProtection(TRUNK), ssrc + 100L * round);
            }
        }
    }

    private FakeProtection[] trunk() {
        FakeProtection[] peers = new FakeProtection[TRUNK];
        for (int i = 0; i < TRUNK; i++) {
            start("call" + i, secured(PEER, new FakeProtection(i)));
            peers[i] = new FakeProtection(i);
        }
        return peers;
    }

    /** Sends until the key is found, which may take as many packets as it takes to try every one; then nothing is lost. */
    private void findAndFollow(String call, FakeProtection peer, long ssrc) {
        int before = delivered.size();
        int sequence = 0;
        while (delivered.size() == before && sequence < 5) {
            receive(sealed(peer, bytes(ssrc, sequence++)), PEER);
        }
        for (int more = 0; more < 3; more++) {
            assertEquals(Verdict.ACCEPTED, receive(sealed(peer, bytes(ssrc, sequence++)), PEER), call + " " + ssrc);
        }
        assertEquals(List.of(call, call, call, call), delivered.subList(before, delivered.size()));
    }

    /** A plain call at the address has its source for itself; when it is gone, an encrypted one may. */
    @Test
    void sourceThatWasAnothersIsLearnedWhenItIsFree() {
        trunk();
        FakeProtection key = new FakeProtection(TRUNK);
        RtpLeg moving = start("moving", secured(STRANGER, key));
        receive(sealed(new FakeProtection(TRUNK), bytes(7, 0)), STRANGER);
        RtpLeg plain = start("plain", plain(PEER, 7L));
        moving.update(secured(PEER, key), true);
        assertEquals(Verdict.ACCEPTED, receive(bytes(7, 1), PEER));
        plain.close();
        delivered.clear();
        findAndFollow("moving", new FakeProtection(TRUNK), 7);
    }

    @Test
    void sourcesLearnedPerCallAreBounded() {
        start("a", secured(PEER, new FakeProtection(1)));
        for (int ssrc = 0; ssrc < 10_000; ssrc++) {
            receive(sealed(new FakeProtection(1), bytes(ssrc, 1)), PEER);
        }
        assertEquals(10_000, delivered.size());
        assertTrue(legs.routes().size() <= 1 + LearnedSources.MOST);
    }

    @Test
    void controlIsRoutedFromItsOwnAddressAndFromTheMediaAddress() {
        RtpLeg leg = start("a", withControlAt(PEER, PEER_CONTROL, null));
        assertEquals(Verdict.ACCEPTED, receive(report(1), PEER_CONTROL));
        assertEquals(Verdict.ACCEPTED, receive(report(1), PEER));
        assertEquals(2, leg.statistics().controlReceived());
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, 1), PEER_CONTROL), "that address sends no media");
        assertEquals(List.of(), delivered);
    }

    @Test
    void controlOfCallsThatShareAnAddressIsToldByKeyAndThenBySource() {
        FakeProtection one = new FakeProtection(1);
        RtpLeg a = start("a", withControlAt(PEER, PEER_CONTROL, one));
        RtpLeg b = start("b", withControlAt(PEER, PEER_CONTROL, new FakeProtection(2)));
        assertEquals(Verdict.ACCEPTED, receive(sealedControl(new FakeProtection(2), report(8)), PEER_CONTROL));
        assertEquals(1, b.statistics().controlReceived());
        int attempts = one.attempts;
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(2), bytes(8, 1)), PEER));
        assertEquals(attempts, one.attempts, "RTP of a source that RTCP made known");
        assertEquals(0, a.statistics().controlReceived());
        assertEquals(List.of("b"), delivered);
    }

    @Test
    void closedCallLeavesNothingBehind() {
        int empty = legs.tableSize();
        List<RtpLeg> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(start("a" + i, secured(PEER, new FakeProtection(i), 50L + i)));
            receive(sealed(new FakeProtection(i), bytes(100 + i, 1)), PEER);
        }
        all.forEach(RtpLeg::close);
        assertEquals(empty, legs.tableSize());
        assertEquals(0, legs.size());
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(sealed(new FakeProtection(1), bytes(101, 2)), PEER));
    }

    @Test
    void updateMovesTheCallToItsNewAddress() {
        RtpLeg leg = start("a", plain(null));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, 1), PEER));
        leg.update(plain(PEER), true);
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 1), PEER));
        leg.update(plain(STRANGER), true);
        assertEquals(Verdict.ACCEPTED, receive(bytes(1, 2), STRANGER));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, 2), PEER));
    }

    @Test
    void noPacketMissesACallThatIsChangedMeanwhile() throws InterruptedException {
        for (LegSettings settings : List.of(
                plain(PEER),
                plain(address(2, 2000), 7L),
                Packets.following(address(3, 3000), new FakeProtection(1)),
                secured(null, new FakeProtection(1)))) {
            RtpLeg leg = start("changing", settings);
            AtomicBoolean done = new AtomicBoolean();
            Thread changing = new Thread(() -> {
                while (!done.get()) {
                    leg.update(settings, true);
                }
            });
            changing.setDaemon(true);
            changing.start();
            InetSocketAddress from = settings.remote() == null ? STRANGER : settings.remote();
            for (int i = 0; i < 20_000; i++) {
                byte[] packet = bytes(7, i);
                Verdict verdict =
                        receive(settings.protection() == null ? packet : sealed(new FakeProtection(1), packet), from);
                assertEquals(Verdict.ACCEPTED, verdict, settings + " packet " + i);
            }
            done.set(true);
            changing.join();
            leg.close();
        }
        assertEquals(0, legs.tableSize());
    }

    @Test
    void learnedSourcesMoveWithTheCall() {
        start("x", secured(STRANGER, new FakeProtection(9)));
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start("a", secured(PEER, key));
        receive(sealed(new FakeProtection(1), bytes(7, 1)), PEER);
        leg.update(secured(STRANGER, key), true);
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(1), bytes(7, 2)), STRANGER));
        assertEquals(List.of("a", "a"), delivered);
    }

    @Test
    void encryptedCallTakesItsPeerFromTheFirstAuthenticPacket() {
        RtpLeg leg = start("a", secured(null, new FakeProtection(1)));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, 1), STRANGER));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(sealed(new FakeProtection(2), bytes(1, 1)), STRANGER));
        assertNull(leg.remote());
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(1), bytes(1, 1)), PEER));
        assertEquals(PEER, leg.remote());
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(sealed(new FakeProtection(1), bytes(1, 2)), STRANGER), "for good");
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(1), bytes(1, 2)), PEER));
        assertEquals(Verdict.ACCEPTED, leg.send(Packets.rtp(5, 5)));
        assertEquals(PEER, context.last().to());
    }

    @Test
    void severalCallsTakeOnePeersAddressEachByItsKey() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            start("call" + i, secured(null, new FakeProtection(i)));
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(i), bytes(i, 1)), PEER));
            expected.add("call" + i);
        }
        assertEquals(expected, delivered);
        assertEquals(Verdict.AMBIGUOUS_SOURCE, receive(sealed(new FakeProtection(9), bytes(9, 1)), PEER));
    }

    @Test
    void plainCallNeverTakesItsPeerFromAPacket() {
        RtpLeg leg = start("a", plain(null));
        assertEquals(Verdict.UNKNOWN_SOURCE, receive(bytes(1, 1), PEER));
        assertNull(leg.remote());
    }

    @Test
    void addressOfControlIsTakenApartFromThatOfMedia() {
        RtpLeg leg = start("a", withControlAt(null, null, new FakeProtection(1)));
        assertEquals(Verdict.ACCEPTED, receive(sealedControl(new FakeProtection(1), report(7)), PEER_CONTROL));
        assertNull(leg.remote());
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(1), bytes(7, 1)), PEER));
        assertEquals(PEER, leg.remote());
        assertTrue(legs.routes().candidates().isEmpty());
    }

    @Test
    void authenticPacketDoesNotPutACallBesideAPlainOne() {
        start("plain", plain(PEER));
        RtpLeg leg = start("a", secured(null, new FakeProtection(1)));
        assertEquals(Verdict.ACCEPTED, receive(sealed(new FakeProtection(1), bytes(1, 1)), PEER));
        assertEquals(List.of("plain"), delivered, "the address is the plain call's");
        assertNull(leg.remote());
    }

    @Test
    void callThatTookItsAddressLeavesNothingBehind() {
        int empty = legs.tableSize();
        RtpLeg learned = start("a", secured(null, new FakeProtection(1)));
        RtpLeg waiting = start("b", secured(null, new FakeProtection(2)));
        receive(sealed(new FakeProtection(1), bytes(1, 1)), PEER);
        learned.close();
        waiting.close();
        assertEquals(empty, legs.tableSize());
        assertTrue(legs.routes().candidates().isEmpty());
        assertFalse(legs.routes().follow((Leg) waiting, PEER, false), "a packet in flight revives nothing");
        assertEquals(empty, legs.tableSize());
    }
}
