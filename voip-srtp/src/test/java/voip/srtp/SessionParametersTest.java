package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.Verdict;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;

/** Packets with less protection than usual, where it is allowed (RFC 4568 §6.3.2, §6.3.3). */
class SessionParametersTest {
    private static final SrtpPolicy ALL = SrtpPolicy.standard().allowing(Set.of(SessionParameter.values()));

    private static SrtpSession sender(SrtpCipherSuite suite, SrtpParameters parameters) throws Exception {
        return SrtpSession.builder(suite)
                .send(MasterKeys.of(MasterKeysTest.key(suite, 1)), parameters)
                .policy(ALL)
                .open();
    }

    private static SrtpSession receiver(SrtpCipherSuite suite, SrtpParameters parameters) throws Exception {
        return SrtpSession.builder(suite)
                .receive(MasterKeys.of(MasterKeysTest.key(suite, 1)), parameters)
                .policy(ALL)
                .open();
    }

    @Test
    void unencryptedSrtpIsReadableAndAuthentic() throws Exception {
        SrtpParameters parameters = SrtpParameters.standard().with(SessionParameter.UNENCRYPTED_SRTP);
        try (SrtpSession sender = sender(Fixtures.SUITE_80, parameters);
                SrtpSession receiver = receiver(Fixtures.SUITE_80, parameters)) {
            byte[] plain = Fixtures.rtp(7, 1);
            byte[] packet = Fixtures.protect(sender, plain);
            assertEquals(plain.length + 10, packet.length);
            assertArrayEquals(plain, Arrays.copyOf(packet, plain.length));
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, Fixtures.flipped(packet, 400)));
            ByteBuffer buffer = Fixtures.buffer(packet);
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(buffer));
            assertArrayEquals(plain, Fixtures.bytes(buffer));
            byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(7));
            assertTrue(control[8] < 0, "SRTCP is encrypted all the same");
        }
    }

    @ParameterizedTest
    @MethodSource("voip.srtp.MasterKeysTest#suites")
    void unencryptedSrtcpIsReadableAndAuthentic(SrtpCipherSuite suite) throws Exception {
        SrtpParameters parameters = SrtpParameters.standard().with(SessionParameter.UNENCRYPTED_SRTCP);
        try (SrtpSession sender = sender(suite, parameters);
                SrtpSession receiver = receiver(suite, SrtpParameters.standard());
                SrtpSession strict = SrtpSession.receiver(suite, MasterKeysTest.key(suite, 1), SrtpPolicy.standard())) {
            byte[] plain = Arrays.copyOf(Fixtures.rtcp(7), 40);
            plain[3] = 9;
            Arrays.fill(plain, 8, 40, (byte) 3);
            byte[] packet = Fixtures.protectControl(sender, plain);
            assertArrayEquals(plain, Arrays.copyOf(packet, plain.length));
            assertEquals(40 + sender.controlOverhead(), packet.length);
            for (int bit = 0; bit < 8 * packet.length; bit++) {
                Verdict verdict = Fixtures.unprotectControl(receiver, Fixtures.flipped(packet, bit));
                assertEquals(bit < 2 ? Verdict.MALFORMED : Verdict.UNAUTHENTIC, verdict, "bit " + bit);
            }
            assertEquals(Verdict.UNENCRYPTED, Fixtures.unprotectControl(strict, packet));
            ByteBuffer buffer = Fixtures.buffer(packet);
            assertEquals(Verdict.ACCEPTED, receiver.unprotectControl(buffer));
            assertArrayEquals(plain, Fixtures.bytes(buffer));
        }
    }

    @Test
    void unauthenticatedSrtpHasNoTagAndIsStillNotReplayed() throws Exception {
        SrtpParameters parameters = SrtpParameters.standard().with(SessionParameter.UNAUTHENTICATED_SRTP);
        try (SrtpSession sender = sender(Fixtures.SUITE_80, parameters);
                SrtpSession receiver = receiver(Fixtures.SUITE_80, parameters)) {
            byte[] plain = Fixtures.rtp(7, 1);
            byte[] packet = Fixtures.protect(sender, plain);
            assertEquals(plain.length, packet.length);
            assertEquals(0, sender.packetOverhead());
            ByteBuffer buffer = Fixtures.buffer(packet);
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(buffer));
            assertArrayEquals(plain, Fixtures.bytes(buffer));
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(receiver, packet));
            byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(7));
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotectControl(receiver, Fixtures.flipped(control, 90)));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, control));
        }
    }

    @Test
    void clearRtcpIsRefused() throws Exception {
        for (SrtpCipherSuite suite : MasterKeysTest.suites()) {
            try (SrtpSession receiver = receiver(suite, SrtpParameters.standard())) {
                byte[] compound = Arrays.copyOf(Fixtures.rtcp(7), 60);
                Verdict verdict = Fixtures.unprotectControl(receiver, compound);
                assertEquals(Verdict.UNAUTHENTIC, verdict);
                for (int length = 0; length < 60; length++) {
                    Verdict cut = Fixtures.unprotectControl(receiver, Arrays.copyOf(compound, length));
                    boolean tooShort = length < 8 + receiver.controlOverhead();
                    assertEquals(tooShort ? Verdict.MALFORMED : Verdict.UNAUTHENTIC, cut, "length " + length);
                }
            }
        }
    }
}
