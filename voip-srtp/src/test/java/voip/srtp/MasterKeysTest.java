package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.CallEvent;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;

/** Several master keys and their identifiers (RFC 3711 §3.1, §3.2.2, §8.2). */
class MasterKeysTest {
    private static final byte[] FIRST = {0, 1};
    private static final byte[] SECOND = {0, 2};
    private static final long LONG = 1L << 48;

    static List<SrtpCipherSuite> suites() {
        return List.of(Fixtures.SUITE_80, Fixtures.SUITE_32, new JdkGcmSuite());
    }

    static MasterKey key(SrtpCipherSuite suite, int first) {
        MasterKey whole = Fixtures.key(first);
        return new MasterKey(
                whole.key(), Arrays.copyOf(whole.salt(), suite.spec().saltLength()));
    }

    private static MasterKeys two(SrtpCipherSuite suite, long lifetime) {
        return MasterKeys.of(FIRST, key(suite, 1), lifetime).and(SECOND, key(suite, 2), LONG);
    }

    private static SrtpSession sender(SrtpCipherSuite suite, long lifetime) throws Exception {
        return SrtpSession.builder(suite)
                .send(two(suite, lifetime), SrtpParameters.standard())
                .open();
    }

    private static SrtpSession receiver(SrtpCipherSuite suite) throws Exception {
        return SrtpSession.builder(suite)
                .receive(two(suite, LONG), SrtpParameters.standard())
                .open();
    }

    /** RFC 3711 §3.1, §3.4: behind the payload, or the index, and before the tag; RFC 7714 §8.2, §9.2: behind all. */
    @ParameterizedTest
    @MethodSource("suites")
    void theIdentifierLiesWhereTheRfcsPutIt(SrtpCipherSuite suite) throws Exception {
        boolean aead = suite instanceof JdkGcmSuite;
        try (SrtpSession bare = SrtpSession.sender(suite, key(suite, 1), SrtpPolicy.standard());
                SrtpSession sender = sender(suite, LONG)) {
            byte[] plain = Fixtures.rtp(7, 1);
            byte[] without = Fixtures.protect(bare, plain);
            byte[] with = Fixtures.protect(sender, plain);
            int at = aead ? without.length : plain.length;
            assertArrayEquals(inserted(without, at), with);

            byte[] control = Fixtures.rtcp(7);
            without = Fixtures.protectControl(bare, control);
            with = Fixtures.protectControl(sender, control);
            assertArrayEquals(inserted(without, aead ? without.length : control.length + 4), with);
            assertEquals(bare.packetOverhead() + 2, sender.packetOverhead());
            assertEquals(bare.controlOverhead() + 2, sender.controlOverhead());
        }
    }

    private static byte[] inserted(byte[] bytes, int at) {
        return ByteBuffer.allocate(bytes.length + 2)
                .put(bytes, 0, at)
                .put(FIRST)
                .put(bytes, at, bytes.length - at)
                .array();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void theSenderChangesKeysAndNothingInFlightIsLost(SrtpCipherSuite suite) throws Exception {
        try (SrtpSession sender = sender(suite, LONG);
                SrtpSession receiver = receiver(suite)) {
            List<byte[]> packets = new ArrayList<>();
            List<byte[]> controls = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                if (i % 10 == 0) {
                    sender.sendWith(i % 20 == 0 ? FIRST : SECOND);
                }
                packets.add(Fixtures.protect(sender, Fixtures.rtp(7, 65_520 + i & 0xFFFF)));
                controls.add(Fixtures.protectControl(sender, Fixtures.rtcp(7)));
            }
            for (int i = 0; i < 48; i++) { // packets of both keys out of order, over a roll-over
                int at = i ^ 15;
                ByteBuffer packet = Fixtures.buffer(packets.get(at));
                assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet));
                assertArrayEquals(Fixtures.rtp(7, 65_520 + at & 0xFFFF), Fixtures.bytes(packet));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, controls.get(at)));
            }
            for (byte[] packet : packets) {
                assertEquals(Verdict.REPLAYED, Fixtures.unprotect(receiver, packet));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void theNextKeyFollowsWhenOneIsUsedUp(SrtpCipherSuite suite) throws Exception {
        List<CallEvent> events = new ArrayList<>();
        try (SrtpSession sender = sender(suite, 20);
                SrtpSession receiver = receiver(suite)) {
            sender.onEvent(events::add);
            int tag = suite instanceof JdkGcmSuite ? 0 : suite.spec().tagLength();
            for (int i = 0; i < 50; i++) {
                byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, i));
                assertEquals(i < 20 ? 1 : 2, packet[packet.length - tag - 1], "packet " + i);
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
            }
            assertEquals(List.of(), events, "the next key is there");
            assertThrows(IllegalArgumentException.class, () -> sender.sendWith(FIRST), "it is used up");
        }
    }

    @Test
    void theEndOfAKeyIsToldIfAllLaterOnesAreUsedUp() throws Exception {
        List<CallEvent> events = new ArrayList<>();
        MasterKeys keys = MasterKeys.of(FIRST, Fixtures.key(1), 20).and(SECOND, Fixtures.key(2), 20);
        try (SrtpSession sender = SrtpSession.builder(Fixtures.SUITE_80)
                .send(keys, SrtpParameters.standard())
                .open()) {
            sender.sendWith(SECOND);
            for (int i = 0; i < 20; i++) {
                Fixtures.protect(sender, Fixtures.rtp(7, i));
            }
            sender.onEvent(events::add);
            sender.sendWith(FIRST);
            for (int i = 20; i < 40; i++) {
                Fixtures.protect(sender, Fixtures.rtp(7, i));
            }
            assertEquals(List.of(new CallEvent.KeysNearEnd(true, 2)), events);
        }
    }

    @Test
    void theEndOfTheLastKeyIsTold() throws Exception {
        List<CallEvent> events = new ArrayList<>();
        MasterKeys keys = MasterKeys.of(FIRST, Fixtures.key(1), 20).and(SECOND, Fixtures.key(2), 20);
        try (SrtpSession sender = SrtpSession.builder(Fixtures.SUITE_80)
                .send(keys, SrtpParameters.standard())
                .open()) {
            sender.onEvent(events::add);
            for (int i = 0; i < 40; i++) {
                Fixtures.protect(sender, Fixtures.rtp(7, i));
            }
            assertEquals(List.of(new CallEvent.KeysNearEnd(true, 2)), events);
            assertEquals(Verdict.KEY_EXHAUSTED, sender.protect(Fixtures.buffer(Fixtures.rtp(7, 41))));
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void packetsOfOtherIdentifiersAreUnauthentic(SrtpCipherSuite suite) throws Exception {
        try (SrtpSession sender = sender(suite, LONG);
                SrtpSession receiver = SrtpSession.builder(suite)
                        .receive(MasterKeys.of(SECOND, key(suite, 2), LONG), SrtpParameters.standard())
                        .open();
                SrtpSession otherKey = SrtpSession.builder(suite)
                        .receive(MasterKeys.of(FIRST, key(suite, 2), LONG), SrtpParameters.standard())
                        .open()) {
            byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, 1));
            byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(7));
            for (SrtpSession session : List.of(receiver, otherKey)) {
                ByteBuffer buffer = Fixtures.buffer(packet);
                assertEquals(Verdict.UNAUTHENTIC, session.unprotect(buffer));
                assertFalse(buffer.hasRemaining());
                assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotectControl(session, control));
            }
            for (int length = 0; length < packet.length; length++) {
                byte[] cut = Arrays.copyOf(packet, length);
                Verdict verdict = Fixtures.unprotect(receiver, cut);
                assertEquals(length < 12 + receiver.packetOverhead(), verdict == Verdict.MALFORMED, "length " + length);
            }
            sender.sendWith(SECOND);
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 2))));
        }
    }

    @Test
    void keysThatOthersReplaceInABuilderAreWiped() {
        MasterKey former = Fixtures.key(1);
        MasterKey formerReceived = Fixtures.key(2);
        SrtpSession.builder(Fixtures.SUITE_80)
                .send(former)
                .receive(formerReceived)
                .send(Fixtures.key(3))
                .receive(Fixtures.key(4));
        assertTrue(former.isWiped() && formerReceived.isWiped());
    }

    @Test
    void aKeyThatIsNotThereCannotBeChosen() throws Exception {
        try (SrtpSession sender = sender(Fixtures.SUITE_80, LONG);
                SrtpSession receiver = receiver(Fixtures.SUITE_80)) {
            assertThrows(IllegalArgumentException.class, () -> sender.sendWith(new byte[] {1, 1}));
            assertThrows(IllegalArgumentException.class, () -> sender.sendWith(new byte[] {0}));
            assertThrows(IllegalStateException.class, () -> receiver.sendWith(FIRST));
        }
    }

    @Test
    void identifiersHaveOneLengthAndDiffer() {
        MasterKeys one = MasterKeys.of(FIRST, Fixtures.key(1), 1);
        assertEquals(2, one.mkiLength());
        assertEquals(0, MasterKeys.of(Fixtures.key(1)).mkiLength());
        assertThrows(IllegalArgumentException.class, () -> one.and(FIRST, Fixtures.key(2), 1));
        assertThrows(IllegalArgumentException.class, () -> one.and(new byte[1], Fixtures.key(2), 1));
        assertThrows(IllegalArgumentException.class, () -> one.and(SECOND, Fixtures.key(2), 0));
        assertThrows(IllegalArgumentException.class, () -> one.and(SECOND, Fixtures.key(1), 1), "twice its lifetime");
        assertThrows(
                IllegalArgumentException.class,
                () -> MasterKeys.of(Fixtures.key(1)).and(FIRST, Fixtures.key(2), 1));
        assertThrows(IllegalArgumentException.class, () -> MasterKeys.of(new byte[0], Fixtures.key(1), 1));
        assertThrows(IllegalArgumentException.class, () -> MasterKeys.of(new byte[129], Fixtures.key(1), 1));
        assertThrows(IllegalArgumentException.class, () -> MasterKeys.of(Fixtures.key(1), LONG + 1));
        assertEquals("MasterKeys[1]", one.toString());
        assertEquals("MasterKeys.Entry", one.entries().get(0).toString());
    }

    /** RFC 3711 §4.3.1: with r = index DIV rate; here from each r's keys by hand. */
    @ParameterizedTest
    @MethodSource("suites")
    void sessionKeysChangeWithTheDerivationRate(SrtpCipherSuite suite) throws Exception {
        SrtpParameters rate = SrtpParameters.standard().withKeyDerivationRate(1 << 4);
        try (SrtpSession sender = SrtpSession.builder(suite)
                        .send(MasterKeys.of(key(suite, 1)), rate)
                        .open();
                SrtpSession receiver = SrtpSession.builder(suite)
                        .receive(MasterKeys.of(key(suite, 1)), rate)
                        .open()) {
            List<byte[]> packets = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] plain = Fixtures.rtp(i % 3, 65_500 + i & 0xFFFF);
                byte[] control = Fixtures.rtcp(i % 3);
                byte[] packet = Fixtures.protect(sender, plain);
                byte[] controlPacket = Fixtures.protectControl(sender, control);
                packets.add(packet);
                if (i % 3 == 0 && i % 20 == 0) { // without a rate, with the keys of this quotient
                    SendContext fixed = SendContext.open(
                            new Shifted(suite, 65_500 + i >> 4),
                            MasterKeys.of(key(suite, 1)),
                            SrtpParameters.standard(),
                            SrtpPolicy.standard());
                    fixed.sources.add(0, Contexts.source(65_500 + i - 1));
                    ByteBuffer again = Fixtures.buffer(plain);
                    assertEquals(Verdict.ACCEPTED, Contexts.packet(fixed, again));
                    assertArrayEquals(packet, Fixtures.bytes(again));
                    fixed.close();
                    fixed = SendContext.open(
                            new Shifted(suite, i / 3 >> 4),
                            MasterKeys.of(key(suite, 1)),
                            SrtpParameters.standard(),
                            SrtpPolicy.standard());
                    if (i > 0) {
                        fixed.controlSources.add(0, Contexts.source(i / 3 - 1));
                    }
                    again = Fixtures.buffer(control);
                    assertEquals(Verdict.ACCEPTED, Contexts.control(fixed, again));
                    assertArrayEquals(controlPacket, Fixtures.bytes(again));
                    fixed.close();
                }
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, controlPacket));
            }
            for (int ssrc = 0; ssrc < 3; ssrc++) {
                receiver.receiveRolloverCounter(ssrc, 1);
            }
            for (int i = 0; i < 200; i++) { // out of order across changes
                ByteBuffer packet = Fixtures.buffer(packets.get(199 - i));
                assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet));
                assertArrayEquals(Fixtures.rtp((199 - i) % 3, 65_699 - i & 0xFFFF), Fixtures.bytes(packet));
            }
        }
    }

    @Test
    void everyRateOfTheRfcWorksAndNoOther() throws Exception {
        for (int bits = 0; bits <= 24; bits++) {
            SrtpParameters rate = SrtpParameters.standard().withKeyDerivationRate(1L << bits);
            try (SrtpSession sender = SrtpSession.builder(Fixtures.SUITE_80)
                            .send(MasterKeys.of(Fixtures.key(1)), rate)
                            .open();
                    SrtpSession receiver = SrtpSession.builder(Fixtures.SUITE_80)
                            .receive(MasterKeys.of(Fixtures.key(1)), rate)
                            .open()) {
                for (int i = 0; i < 40; i++) {
                    byte[] packet = Fixtures.protect(sender, Fixtures.rtp(1, 3 * i));
                    assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet), "2^" + bits);
                }
            }
        }
        SrtpParameters standard = SrtpParameters.standard();
        assertEquals(standard, standard.withKeyDerivationRate(0));
        for (long wrong : new long[] {-1, 3, 1L << 25}) {
            assertThrows(IllegalArgumentException.class, () -> standard.withKeyDerivationRate(wrong));
        }
    }

    @Test
    void masterKeysThatAreKeptForARateAreWipedInTheEnd() throws Exception {
        FakeSuite suite = new FakeSuite();
        SrtpSession session = SrtpSession.builder(suite)
                .send(MasterKeys.of(Fixtures.key(1)), SrtpParameters.standard().withKeyDerivationRate(1))
                .open();
        for (int i = 0; i < 30; i++) {
            Fixtures.protect(session, Fixtures.rtp(7, i));
        }
        session.close();
        assertEquals(suite.opened, suite.closed);
        for (byte[] seen : suite.seen) {
            assertArrayEquals(new byte[seen.length], seen);
        }
    }

    @Test
    void parametersThatTakeProtectionAwayNeedTheLeaveOfThePolicy() {
        for (SessionParameter parameter : SessionParameter.values()) {
            SrtpSessionBuilder session = SrtpSession.builder(Fixtures.SUITE_80)
                    .send(
                            MasterKeys.of(Fixtures.key(1)),
                            SrtpParameters.standard().with(parameter));
            assertThrows(IllegalArgumentException.class, session::open);
            SrtpSessionBuilder aead = SrtpSession.builder(new JdkGcmSuite())
                    .policy(SrtpPolicy.standard().allowing(Set.of(SessionParameter.values())))
                    .send(
                            MasterKeys.of(key(new JdkGcmSuite(), 1)),
                            SrtpParameters.standard().with(parameter));
            if (parameter != SessionParameter.UNENCRYPTED_SRTCP) {
                assertThrows(IllegalArgumentException.class, aead::open);
            }
        }
        assertThrows(
                IllegalStateException.class,
                () -> SrtpSession.builder(Fixtures.SUITE_80).open());
    }
}
