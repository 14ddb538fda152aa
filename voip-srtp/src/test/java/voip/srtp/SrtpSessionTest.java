package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

class SrtpSessionTest {
    private static final SrtpPolicy POLICY = SrtpPolicy.standard();

    @Test
    void eachDirectionHasItsOwnKey() throws Exception {
        try (SrtpSession ours = SrtpSession.open(Fixtures.SUITE_80, Fixtures.key(1), Fixtures.key(2), POLICY);
                SrtpSession theirs = SrtpSession.open(Fixtures.SUITE_80, Fixtures.key(2), Fixtures.key(1), POLICY)) {
            byte[] packet = Fixtures.rtp(7, 1);
            byte[] fromUs = Fixtures.protect(ours, packet);
            byte[] fromThem = Fixtures.protect(theirs, packet);
            assertFalse(Arrays.equals(fromUs, fromThem), "the same SSRC on both sides is another keystream");
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(ours, fromUs));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(ours, fromThem));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(theirs, fromUs));
        }
    }

    @Test
    void refusesOneKeyForBothDirections() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SrtpSession.open(Fixtures.SUITE_80, Fixtures.key(1), Fixtures.key(1), POLICY));
    }

    @Test
    void refusesKeysOfOtherLengthsThanTheSuites() {
        for (int[] lengths : new int[][] {{15, 14}, {17, 14}, {16, 13}, {32, 14}}) {
            Supplier<MasterKey> wrong = () -> new MasterKey(new byte[lengths[0]], new byte[lengths[1]]);
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> SrtpSession.sender(Fixtures.SUITE_80, wrong.get(), POLICY))
                    .getMessage();
            assertTrue(message.startsWith("AES_CM_128_HMAC_SHA1_80 takes a master key of 16 bytes"), message);
            assertThrows(
                    IllegalArgumentException.class, () -> SrtpSession.receiver(Fixtures.SUITE_80, wrong.get(), POLICY));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SrtpSession.open(Fixtures.SUITE_80, Fixtures.key(1), wrong.get(), POLICY));
        }
    }

    @Test
    void wipesEveryKeyItWasGivenOrDerived() throws Exception {
        FakeSuite suite = new FakeSuite();
        MasterKey send = Fixtures.key(1);
        MasterKey receive = Fixtures.key(2);
        SrtpSession session = SrtpSession.open(suite, send, receive, POLICY);
        assertEquals(4, suite.opened);
        assertWiped(List.of(send.key(), send.salt(), receive.key(), receive.salt()));
        assertEquals(2 * 8 * 3, suite.seen.size(), "eight derivations in each direction");
        assertEquals(0, suite.closed);
        session.close();
        session.close();
        assertWiped(suite.seen);
        assertEquals(4, suite.closed);
    }

    @Test
    void wipesKeysAndClosesCiphersWhenItCannotOpen() {
        for (int failing = 0; failing < 4; failing++) {
            FakeSuite suite = new FakeSuite();
            suite.failOpening = failing;
            MasterKey send = Fixtures.key(1);
            MasterKey receive = Fixtures.key(2);
            assertThrows(GeneralSecurityException.class, () -> SrtpSession.open(suite, send, receive, POLICY));
            assertWiped(List.of(send.key(), send.salt(), receive.key(), receive.salt()));
            assertWiped(suite.seen);
            assertEquals(suite.opened, suite.closed);
        }
        MasterKey same = Fixtures.key(1);
        assertThrows(
                IllegalArgumentException.class, () -> SrtpSession.open(new FakeSuite(), same, Fixtures.key(1), POLICY));
        assertWiped(List.of(same.key(), same.salt()));
    }

    @Test
    void aProvidersErrorIsARefusalThatLeavesNothingOpen() {
        for (int failing = 0; failing < 4; failing++) {
            FakeSuite suite = new FakeSuite();
            suite.failOpening = failing;
            suite.openingFailure = new AssertionError("not in approved mode");
            suite.failsClosing = true;
            MasterKey send = Fixtures.key(1);
            MasterKey receive = Fixtures.key(2);
            GeneralSecurityException refused =
                    assertThrows(GeneralSecurityException.class, () -> SrtpSession.open(suite, send, receive, POLICY));
            assertEquals("FAKE (TEST) refuses to open a session", refused.getMessage());
            assertSame(suite.openingFailure, refused.getCause());
            assertWiped(List.of(send.key(), send.salt(), receive.key(), receive.salt()));
            assertWiped(suite.seen);
            assertEquals(failing, suite.opened);
            assertEquals(failing, suite.closed);
        }
        FakeSuite suite = new FakeSuite();
        suite.failOpening = 1;
        suite.openingFailure = new AssertionError("not in approved mode");
        assertThrows(GeneralSecurityException.class, () -> SrtpSession.sender(suite, Fixtures.key(1), POLICY));
        assertEquals(1, suite.closed);
        suite.failOpening = 2;
        assertThrows(GeneralSecurityException.class, () -> SrtpSession.receiver(suite, Fixtures.key(1), POLICY));
        assertEquals(2, suite.closed);
    }

    @Test
    void theJvmsOwnFailureGoesOnAndLeavesNothingOpen() {
        FakeSuite suite = new FakeSuite();
        suite.failOpening = 3;
        suite.openingFailure = new OutOfMemoryError("told to fail");
        assertThrows(OutOfMemoryError.class, () -> SrtpSession.open(suite, Fixtures.key(1), Fixtures.key(2), POLICY));
        assertEquals(3, suite.closed);
    }

    @Test
    void closesCiphersThatAreNotOfTheSuitesKind() {
        FakeSuite suite = new FakeSuite();
        suite.opensForeignCiphers = true;
        assertThrows(ClassCastException.class, () -> SrtpSession.sender(suite, Fixtures.key(1), POLICY));
        assertEquals(2, suite.opened);
        assertEquals(2, suite.closed);
    }

    @Test
    void closesEveryCipherEvenIfOneFails() throws Exception {
        FakeSuite suite = new FakeSuite();
        SrtpSession session = SrtpSession.open(suite, Fixtures.key(1), Fixtures.key(2), POLICY);
        suite.failsClosing = true;
        assertThrows(IllegalStateException.class, session::close);
        assertEquals(4, suite.closed);
        assertRefused(Verdict.CLOSED, session, Verdict.CLOSED);
    }

    private static void assertWiped(List<byte[]> arrays) {
        for (byte[] array : arrays) {
            assertArrayEquals(new byte[array.length], array);
        }
    }

    @Test
    void everyPacketIsClosedAfterClose() {
        SrtpSession session = Fixtures.sender();
        session.close();
        assertRefused(Verdict.CLOSED, session, Verdict.CLOSED);
    }

    @Test
    void aOneWaySessionRefusesTheOtherWay() {
        assertRefused(Verdict.NOT_SENDING, Fixtures.receiver(), Verdict.MALFORMED);
        assertRefused(Verdict.ACCEPTED, Fixtures.sender(), Verdict.NOT_RECEIVING);
    }

    private static void assertRefused(Verdict sent, SrtpSession session, Verdict received) {
        ByteBuffer packet = Fixtures.buffer(Fixtures.rtp(7, 1));
        assertEquals(sent, session.protect(packet));
        assertEquals(sent == Verdict.ACCEPTED, packet.hasRemaining());
        packet = Fixtures.buffer(Fixtures.rtcp(7));
        assertEquals(sent, session.protectControl(packet));
        assertEquals(sent == Verdict.ACCEPTED, packet.hasRemaining());
        packet = Fixtures.buffer(new byte[15]);
        assertEquals(received, session.unprotect(packet));
        assertFalse(packet.hasRemaining());
        packet = Fixtures.buffer(new byte[15]);
        assertEquals(received, session.unprotectControl(packet));
        assertFalse(packet.hasRemaining());
    }

    @Test
    void anIndexStaysTakenWhenTheProviderFailed() throws Exception {
        FakeSuite suite = new FakeSuite();
        SrtpSession session = SrtpSession.sender(suite, Fixtures.key(1), POLICY);
        suite.failure = new GeneralSecurityException("told to fail");
        ByteBuffer packet = Fixtures.buffer(Fixtures.rtp(7, 1));
        assertEquals(Verdict.FAILED, session.protect(packet));
        assertFalse(packet.hasRemaining());
        suite.failure = null;
        assertEquals(Verdict.INDEX_REUSED, session.protect(Fixtures.buffer(Fixtures.rtp(7, 1))));
    }

    @Test
    void aFailingProviderNeverThrowsOnAPacket() throws Exception {
        FakeSuite suite = new FakeSuite();
        SrtpSession sender = SrtpSession.sender(suite, Fixtures.key(1), POLICY);
        SrtpSession receiver = SrtpSession.receiver(suite, Fixtures.key(1), POLICY);
        byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, 1));
        byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(7));
        int sequence = 0;
        for (Throwable failure : List.of(
                new GeneralSecurityException("told to fail"),
                new IllegalStateException("told to fail"),
                new AssertionError("told to fail"))) {
            suite.failure = failure;
            assertEquals(Verdict.FAILED, sender.protect(Fixtures.buffer(Fixtures.rtp(8, sequence++))));
            assertEquals(Verdict.FAILED, sender.protectControl(Fixtures.buffer(Fixtures.rtcp(8))));
            assertEquals(Verdict.FAILED, Fixtures.unprotect(receiver, packet));
            assertEquals(Verdict.FAILED, Fixtures.unprotectControl(receiver, control));
        }
        suite.failure = new OutOfMemoryError("told to fail");
        assertThrows(OutOfMemoryError.class, () -> Fixtures.unprotect(receiver, packet));
        suite.failure = null;
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet), "nothing was committed");
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, control));
    }

    @Test
    void tellsSuiteAndProviderAndHidesKeys() throws Exception {
        SrtpCipherSuite suite = Fixtures.SUITE_80;
        try (SrtpSession session = SrtpSession.open(suite, Fixtures.key(1), Fixtures.key(2), POLICY)) {
            assertEquals("AES_CM_128_HMAC_SHA1_80", session.suite());
            assertEquals("JCE", session.provider());
            assertEquals("SrtpSession[AES_CM_128_HMAC_SHA1_80 (JCE)]", session.toString());
        }
    }

    @Test
    void policiesAreChecked() {
        assertEquals(
                "SrtpPolicy[replayWindow=1024 maxSources=1024 rolloverTrials=0 allowed=[]"
                        + " retransmission=false exportable=false]",
                POLICY.toString());
        assertEquals(64, POLICY.withReplayWindow(64).replayWindow());
        assertEquals(1024, POLICY.withMaxSources(1).replayWindow());
        assertEquals(1, POLICY.withMaxSources(1).maxSources());
        assertEquals(1024, POLICY.withReplayWindow(64).maxSources());
        assertThrows(IllegalArgumentException.class, () -> POLICY.withReplayWindow(63));
        assertThrows(IllegalArgumentException.class, () -> POLICY.withReplayWindow(32_769));
        assertThrows(IllegalArgumentException.class, () -> POLICY.withMaxSources(0));
        assertThrows(IllegalArgumentException.class, () -> POLICY.withMaxSources(65_537));
    }
}
