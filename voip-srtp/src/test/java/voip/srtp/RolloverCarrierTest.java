package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import voip.api.Verdict;
import voip.api.srtp.KeyedHash;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.RolloverCarrier.Mode;

/** Roll-over counters in packets (RFC 4771). */
class RolloverCarrierTest {
    private static final SrtpPolicy UNAUTHENTICATED =
            SrtpPolicy.standard().allowing(Set.of(SessionParameter.UNAUTHENTICATED_SRTP));
    private static final int RATE = 4;

    private static SrtpParameters carrying(Mode mode, int rate) {
        return SrtpParameters.standard()
                .withRolloverCarrier(new RolloverCarrier(mode, rate, mode == Mode.NONE ? 4 : 10));
    }

    private static SrtpSession sender(SrtpCipherSuite suite, SrtpParameters parameters) throws Exception {
        return SrtpSession.builder(suite)
                .send(MasterKeys.of(MasterKeysTest.key(suite, 1)), parameters)
                .policy(UNAUTHENTICATED)
                .open();
    }

    private static SrtpSession receiver(SrtpCipherSuite suite, SrtpParameters parameters) throws Exception {
        return SrtpSession.builder(suite)
                .receive(MasterKeys.of(MasterKeysTest.key(suite, 1)), parameters)
                .policy(UNAUTHENTICATED)
                .open();
    }

    /** §2: TAG = ROC || MAC_tr; §3: what the others have; by an HMAC and a keystream of this test's own. */
    @ParameterizedTest
    @CsvSource({"CARRYING, 10, 0", "ALL, 10, 10", "NONE, 4, 0"})
    void tagsAreThoseOfTheRfc(Mode mode, int carrying, int other) throws Exception {
        byte[] authKey = new byte[20];
        Fixtures.SUITE_80.derive(Fixtures.key(1), 1, 0, authKey);
        try (SrtpSession bare = SrtpSession.sender(Fixtures.SUITE_80, Fixtures.key(1), SrtpPolicy.standard());
                SrtpSession sender = sender(Fixtures.SUITE_80, carrying(mode, RATE));
                KeyedHash hmac = Fixtures.MODULE.keyedHash("HmacSHA1", authKey)) {
            bare.sendRolloverCounter(7, 0x01020304);
            sender.sendRolloverCounter(7, 0x01020304);
            for (int sequence = 0; sequence < 12; sequence++) {
                byte[] plain = Fixtures.rtp(7, sequence);
                byte[] packet = Fixtures.protect(sender, plain);
                byte[] usual = Fixtures.protect(bare, plain);
                int tag = sequence % RATE == 0 ? carrying : other;
                byte[] expected = Arrays.copyOf(usual, plain.length + tag);
                if (sequence % RATE == 0) {
                    byte[] counted = Arrays.copyOf(usual, plain.length + 4);
                    BigEndian.putInt32(counted, plain.length, 0x01020304);
                    byte[] code = hmac.hash(counted, 0, counted.length);
                    System.arraycopy(counted, plain.length, expected, plain.length, 4);
                    System.arraycopy(code, 0, expected, plain.length + 4, tag - 4);
                }
                assertArrayEquals(expected, packet, "sequence " + sequence);
            }
            assertEquals(Math.max(carrying, other), sender.packetOverhead());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aLateJoinerHearsFromTheFirstPacketThatCarriesTheCounter(Mode mode) throws Exception {
        try (SrtpSession sender = sender(Fixtures.SUITE_80, carrying(mode, RATE));
                SrtpSession receiver = receiver(Fixtures.SUITE_80, carrying(mode, RATE))) {
            sender.sendRolloverCounter(7, 0xFFFF_FFFEL);
            boolean heard = false;
            for (int i = 1; i < 100; i++) {
                int sequence = 65_490 + i & 0xFFFF; // over a wrap
                byte[] plain = Fixtures.rtp(7, sequence);
                ByteBuffer packet = Fixtures.buffer(Fixtures.protect(sender, plain));
                Verdict verdict = receiver.unprotect(packet);
                heard |= sequence % RATE == 0;
                if (heard) {
                    assertEquals(Verdict.ACCEPTED, verdict, "sequence " + sequence);
                    assertArrayEquals(plain, Fixtures.bytes(packet));
                } else if (mode != Mode.NONE) { // where nothing tells noise
                    assertEquals(Verdict.UNAUTHENTIC, verdict);
                }
            }
            // In mode 1 only packets that carry it count.
            long expected = 0xFFFF_FFFFL;
            assertEquals(OptionalLong.of(expected), receiver.receiveRolloverCounter(7));
        }
    }

    @Test
    void carriersAndAllOfModeTwoAreAuthenticAndNotReplayed() throws Exception {
        for (Mode mode : new Mode[] {Mode.CARRYING, Mode.ALL}) {
            try (SrtpSession sender = sender(Fixtures.SUITE_80, carrying(mode, RATE));
                    SrtpSession receiver = receiver(Fixtures.SUITE_80, carrying(mode, RATE))) {
                for (int sequence = 0; sequence < 8; sequence++) {
                    byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, sequence));
                    if (mode == Mode.ALL || sequence % RATE == 0) {
                        for (int bit = 32; bit < 8 * packet.length; bit++) {
                            Verdict verdict = Fixtures.unprotect(receiver, Fixtures.flipped(packet, bit));
                            assertFalse(verdict == Verdict.ACCEPTED, mode + " bit " + bit);
                        }
                        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
                        assertEquals(Verdict.REPLAYED, Fixtures.unprotect(receiver, packet));
                    }
                }
            }
        }
    }

    /** What is not authenticated in mode 1 must not move the counter or close the window for what is. */
    @Test
    void forgedPacketsOfModeOneLeaveNoTrace() throws Exception {
        try (SrtpSession sender = sender(Fixtures.SUITE_80, carrying(Mode.CARRYING, RATE));
                SrtpSession receiver = receiver(Fixtures.SUITE_80, carrying(Mode.CARRYING, RATE))) {
            Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 0)));
            for (int forged = 1; forged < 60_000; forged += 1_001) {
                Fixtures.unprotect(receiver, Fixtures.rtp(7, forged | 1));
            }
            assertEquals(OptionalLong.of(0), receiver.receiveRolloverCounter(7));
            for (int sequence = 1; sequence < 9; sequence++) {
                byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, sequence));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
            }
        }
    }

    /** Nor may they use up the key: who can send three packets could end the call otherwise. */
    @Test
    void forgedPacketsOfModeOneDoNotUseUpTheKey() throws Exception {
        try (SrtpSession sender = sender(Fixtures.SUITE_80, carrying(Mode.CARRYING, RATE));
                SrtpSession receiver = SrtpSession.builder(Fixtures.SUITE_80)
                        .receive(
                                MasterKeys.of(MasterKeysTest.key(Fixtures.SUITE_80, 1), 3),
                                carrying(Mode.CARRYING, RATE))
                        .policy(UNAUTHENTICATED)
                        .open()) {
            receiver.onEvent(event -> fail("told of " + event));
            Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 0)));
            for (int forged = 1; forged < 4; forged++) {
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, Fixtures.rtp(7, forged)));
            }
            byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, 4));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
        }
    }

    /** §3: a counter that nothing authenticates holds until the next one. */
    @Test
    void aForgedCounterOfModeThreeHoldsUntilTheNext() throws Exception {
        try (SrtpSession sender = sender(Fixtures.SUITE_80, carrying(Mode.NONE, RATE));
                SrtpSession receiver = receiver(Fixtures.SUITE_80, carrying(Mode.NONE, RATE))) {
            Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 0)));
            byte[] forged = Arrays.copyOf(Fixtures.rtp(7, 4), 176);
            BigEndian.putInt32(forged, 172, 99);
            Fixtures.unprotect(receiver, forged);
            assertEquals(OptionalLong.of(99), receiver.receiveRolloverCounter(7));
            byte[] plain = Fixtures.rtp(7, 8);
            ByteBuffer packet = Fixtures.buffer(Fixtures.protect(sender, plain));
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet));
            assertArrayEquals(plain, Fixtures.bytes(packet));
            assertEquals(OptionalLong.of(0), receiver.receiveRolloverCounter(7));
        }
    }

    /** RFC 7714 §7.1: the tag field behind the packet; a wrong counter fails the cipher. */
    @Test
    void withAeadTheCounterLiesBehindAndIsProtectedByTheCipher() throws Exception {
        SrtpCipherSuite suite = new JdkGcmSuite();
        SrtpParameters parameters = carrying(Mode.NONE, 1);
        try (SrtpSession sender = SrtpSession.builder(suite)
                        .send(MasterKeys.of(MasterKeysTest.key(suite, 1)), parameters)
                        .open();
                SrtpSession receiver = SrtpSession.builder(suite)
                        .receive(MasterKeys.of(MasterKeysTest.key(suite, 1)), parameters)
                        .open()) {
            sender.sendRolloverCounter(7, 77);
            byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, 5));
            assertEquals(172 + 16 + 4, packet.length);
            assertEquals(77, packet[packet.length - 1]);
            for (int bit = 0; bit < 8 * packet.length; bit++) {
                Verdict verdict = Fixtures.unprotect(receiver, Fixtures.flipped(packet, bit));
                assertFalse(verdict == Verdict.ACCEPTED, "bit " + bit);
            }
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
        }
    }

    @Test
    void whatLeavesPacketsUnauthenticatedNeedsLeave() {
        assertThrows(IllegalArgumentException.class, () -> open(Fixtures.SUITE_80, carrying(Mode.NONE, 1)));
        assertThrows(IllegalArgumentException.class, () -> open(Fixtures.SUITE_80, carrying(Mode.CARRYING, 2)));
        assertThrows(IllegalArgumentException.class, () -> open(new JdkGcmSuite(), carrying(Mode.ALL, 1)));
        SrtpParameters contradiction = carrying(Mode.ALL, 1).with(SessionParameter.UNAUTHENTICATED_SRTP);
        assertThrows(IllegalArgumentException.class, () -> sender(Fixtures.SUITE_80, contradiction));
        open(Fixtures.SUITE_80, carrying(Mode.CARRYING, 1));
        open(Fixtures.SUITE_80, carrying(Mode.ALL, 9));
    }

    private static void open(SrtpCipherSuite suite, SrtpParameters parameters) {
        try {
            SrtpSession.builder(suite)
                    .send(MasterKeys.of(MasterKeysTest.key(suite, 1)), parameters)
                    .open()
                    .close();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void figuresAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new RolloverCarrier(Mode.ALL, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new RolloverCarrier(Mode.ALL, 65_536, 10));
        assertThrows(IllegalArgumentException.class, () -> new RolloverCarrier(Mode.CARRYING, 32_769, 10));
        assertThrows(IllegalArgumentException.class, () -> new RolloverCarrier(Mode.ALL, 1, 7));
        assertThrows(IllegalArgumentException.class, () -> new RolloverCarrier(Mode.ALL, 1, 25));
        assertThrows(IllegalArgumentException.class, () -> new RolloverCarrier(Mode.NONE, 1, 8));
    }
}
