package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import voip.api.CallEvent;
import voip.api.Verdict;

/** Roll-over counters that are read and set, and streams that begin anew (RFC 3711 §3.3.1). */
class RolloverCountersTest {
    private final SrtpSession sender = Fixtures.sender();
    private final SrtpSession receiver = Fixtures.receiver();

    private Verdict exchange(int sequence) {
        return Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, sequence)));
    }

    @Test
    void areThoseOfTheNewestPacketOfEachSource() {
        assertEquals(OptionalLong.empty(), sender.sendRolloverCounter(7));
        assertEquals(OptionalLong.empty(), receiver.receiveRolloverCounter(7));
        for (int i = 0; i < 5; i++) {
            exchange(65_535);
            assertEquals(OptionalLong.of(i), sender.sendRolloverCounter(7));
            exchange(0);
            exchange(30_000);
            exchange(60_000);
        }
        assertEquals(OptionalLong.of(5), sender.sendRolloverCounter(7));
        assertEquals(OptionalLong.of(5), receiver.receiveRolloverCounter(7));
        assertEquals(OptionalLong.empty(), receiver.receiveRolloverCounter(8));
        assertEquals(OptionalLong.empty(), sender.receiveRolloverCounter(7), "it only sends");
        assertEquals(OptionalLong.empty(), receiver.sendRolloverCounter(7), "it only receives");
    }

    @Test
    void aLateJoinerThatIsToldTheCounterHearsAtOnce() {
        sender.sendRolloverCounter(0xFFFF_FFFFL, 0xFFFF_FFFFL);
        byte[] packet = Fixtures.protect(sender, Fixtures.rtp(0xFFFF_FFFFL, 9));
        assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, packet));
        receiver.receiveRolloverCounter(0xFFFF_FFFFL, 0xFFFF_FFFFL);
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
        assertEquals(OptionalLong.of(0xFFFF_FFFFL), receiver.receiveRolloverCounter(0xFFFF_FFFFL));
    }

    @Test
    void aCounterThatIsToldJustAfterARolloverIsTriedOneLower() throws Exception {
        List<CallEvent> events = new ArrayList<>();
        sender.sendRolloverCounter(7, 4);
        byte[] before = Fixtures.protect(sender, Fixtures.rtp(7, 65_535));
        byte[] after = Fixtures.protect(sender, Fixtures.rtp(7, 0));
        try (SrtpSession trying = Fixtures.receiver(SrtpPolicy.standard().withRolloverTrials(2))) {
            trying.onEvent(events::add);
            trying.receiveRolloverCounter(7, 5);
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(trying, before));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(trying, after));
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(trying, before));
            assertEquals(List.of(new CallEvent.RolloverRecovered(7, 4)), events);
        }
    }

    @Test
    void theFirstPacketMayBeLostAtAWrap() throws Exception {
        List<CallEvent> events = new ArrayList<>();
        Fixtures.protect(sender, Fixtures.rtp(7, 65_535)); // lost
        byte[] heard = Fixtures.protect(sender, Fixtures.rtp(7, 0));
        assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, heard), "without trials");
        try (SrtpSession trying = Fixtures.receiver(SrtpPolicy.standard().withRolloverTrials(1))) {
            trying.onEvent(events::add);
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(trying, heard));
            assertEquals(List.of(new CallEvent.RolloverRecovered(7, 1)), events);
        }
    }

    @Test
    void aSenderBeginsAnewWithoutUsingAnIndexTwice() {
        assertEquals(Verdict.ACCEPTED, exchange(50_000));
        assertThrows(IllegalArgumentException.class, () -> sender.sendRolloverCounter(7, 0));
        sender.sendRolloverCounter(7, 1);
        assertEquals(OptionalLong.of(1), sender.sendRolloverCounter(7));
        byte[] anew = Fixtures.protect(sender, Fixtures.rtp(7, 50_000));
        assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, anew), "the receiver is not told yet");
        receiver.receiveRolloverCounter(7, 1);
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, anew));
        assertThrows(IllegalArgumentException.class, () -> sender.sendRolloverCounter(7, 1), "it was used again");
    }

    /** A window that is empty again must not let in what the old one had. */
    @Test
    void whatWasReceivedBeforeTheCounterWasSetStaysReceived() {
        byte[] old = Fixtures.protect(sender, Fixtures.rtp(7, 65_535));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, old));
        sender.sendRolloverCounter(7, 1);
        receiver.receiveRolloverCounter(7, 1);
        assertEquals(Verdict.ACCEPTED, exchange(0));
        assertEquals(Verdict.TOO_OLD, Fixtures.unprotect(receiver, old));
        receiver.receiveRolloverCounter(7, 9);
        assertNotEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, old), "nor while nothing new has come");
        assertThrows(IllegalArgumentException.class, () -> receiver.receiveRolloverCounter(7, 1));
    }

    @Test
    void aSourceThatIsForgottenBeginsAnewAndMakesRoom() {
        SrtpSession bounded = Fixtures.receiver(SrtpPolicy.standard().withMaxSources(1));
        byte[] first = Fixtures.protect(sender, Fixtures.rtp(7, 1));
        byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(7));
        byte[] other = Fixtures.protect(sender, Fixtures.rtp(8, 1));
        assertFalse(bounded.forget(7));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(bounded, first));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(bounded, control));
        assertEquals(Verdict.TOO_MANY_SOURCES, Fixtures.unprotect(bounded, other));
        assertTrue(bounded.forget(7));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(bounded, other));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(bounded, control), "forgotten for SRTCP too");
        assertFalse(sender.forget(7), "a sender forgets nothing: it would use an index twice");
    }

    @Test
    void refusesWhatIsNoCounterAndWhatHasNoRoom() {
        for (long wrong : new long[] {-1, 1L << 32}) {
            assertThrows(IllegalArgumentException.class, () -> sender.sendRolloverCounter(7, wrong));
            assertThrows(IllegalArgumentException.class, () -> receiver.receiveRolloverCounter(7, wrong));
        }
        assertThrows(IllegalStateException.class, () -> receiver.sendRolloverCounter(7, 1));
        assertThrows(IllegalStateException.class, () -> sender.receiveRolloverCounter(7, 1));
        SrtpSession bounded = Fixtures.receiver(SrtpPolicy.standard().withMaxSources(1));
        bounded.receiveRolloverCounter(1, 1);
        assertThrows(IllegalStateException.class, () -> bounded.receiveRolloverCounter(2, 1));
    }

    @Test
    void theSourceTableFindsTheOthersAfterOneIsRemoved() {
        for (int removed = 0; removed < 64; removed++) {
            SourceTable table = new SourceTable(1 << 16);
            for (int ssrc = 0; ssrc < 64; ssrc++) {
                table.add(ssrc << 16, new Source(64, false, null));
            }
            assertTrue(table.remove(removed << 16));
            assertFalse(table.remove(removed << 16));
            for (int ssrc = 0; ssrc < 64; ssrc++) {
                assertEquals(ssrc != removed, table.find(ssrc << 16) != null);
            }
            assertEquals(63, table.size());
        }
    }
}
