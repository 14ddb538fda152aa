package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.CallEvent;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

class RolloverTrialsTest {
    private static final SrtpPolicy TRIES_THREE = SrtpPolicy.standard().withRolloverTrials(3);

    private final List<CallEvent> events = new ArrayList<>();

    static List<SrtpCipherSuite> suites() {
        return List.of(Fixtures.SUITE_80, new JdkGcmSuite());
    }

    private static MasterKey key(SrtpCipherSuite suite) {
        return new MasterKey(
                new byte[suite.spec().keyLength()], new byte[suite.spec().saltLength()]);
    }

    private static SrtpSession sender(SrtpCipherSuite suite) throws Exception {
        return SrtpSession.sender(suite, key(suite), SrtpPolicy.standard());
    }

    private SrtpSession receiver(SrtpCipherSuite suite, SrtpPolicy policy) throws Exception {
        SrtpSession receiver = SrtpSession.receiver(suite, key(suite), policy);
        receiver.onEvent(events::add);
        return receiver;
    }

    /** The packet of an index, after packets in between that move the sender on. */
    private static byte[] at(SrtpSession sender, long from, long index) {
        for (long between = from + 20_000; between < index; between += 20_000) {
            Fixtures.protect(sender, Fixtures.rtp(7, (int) between & 0xFFFF));
        }
        return Fixtures.protect(sender, Fixtures.rtp(7, (int) index & 0xFFFF));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void findsTheCounterOfALateJoiner(SrtpCipherSuite suite) throws Exception {
        try (SrtpSession sender = sender(suite);
                SrtpSession receiver = receiver(suite, TRIES_THREE)) {
            byte[] late = at(sender, 0, 3 * 65536 + 100);
            ByteBuffer packet = Fixtures.buffer(late);
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet));
            assertArrayEquals(Fixtures.rtp(7, 100), Fixtures.bytes(packet));
            assertEquals(List.of(new CallEvent.RolloverRecovered(7, 3)), events);
            assertEquals(
                    Verdict.ACCEPTED, Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 101))));
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(receiver, late), "and a replay is one");
            assertEquals(1, events.size());
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void findsTheCounterAfterAGap(SrtpCipherSuite suite) throws Exception {
        for (int next : new int[] {50, 100, 150, 40_000}) { // too old, replayed or unauthentic by the estimate
            events.clear();
            try (SrtpSession sender = sender(suite);
                    SrtpSession receiver = receiver(suite, TRIES_THREE)) {
                Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 100)));
                byte[] after = at(sender, 100, 2 * 65536 + next);
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, after), "sequence " + next);
                assertEquals(List.of(new CallEvent.RolloverRecovered(7, 2)), events);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void aForgedPacketChangesNothing(SrtpCipherSuite suite) throws Exception {
        try (SrtpSession sender = sender(suite);
                SrtpSession receiver = receiver(suite, TRIES_THREE)) {
            byte[] first = Fixtures.protect(sender, Fixtures.rtp(7, 1));
            byte[] next = Fixtures.protect(sender, Fixtures.rtp(7, 2));
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, Fixtures.flipped(first, 100)));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, first));
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(receiver, first));
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, Fixtures.flipped(next, 200)));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, next));
            assertEquals(List.of(), events);
        }
    }

    @Test
    void triesNoFurtherThanThePolicySays() throws Exception {
        for (int trials : new int[] {0, 1, 2}) {
            SrtpPolicy policy = SrtpPolicy.standard().withRolloverTrials(trials);
            try (SrtpSession sender = sender(Fixtures.SUITE_80);
                    SrtpSession receiver = receiver(Fixtures.SUITE_80, policy)) {
                byte[] late = at(sender, 0, 2 * 65536 + 100);
                assertEquals(trials < 2 ? Verdict.UNAUTHENTIC : Verdict.ACCEPTED, Fixtures.unprotect(receiver, late));
            }
        }
    }

    @Test
    void aPolicyKeepsItsTrials() {
        SrtpPolicy policy = TRIES_THREE.withMaxSources(7).withReplayWindow(99);
        assertEquals(3, policy.rolloverTrials());
        assertEquals(0, SrtpPolicy.standard().rolloverTrials());
        assertEquals(
                "SrtpPolicy[replayWindow=99 maxSources=7 rolloverTrials=3 allowed=[]"
                        + " retransmission=false exportable=false]",
                policy.toString());
        assertThrows(IllegalArgumentException.class, () -> policy.withRolloverTrials(-1));
        assertThrows(IllegalArgumentException.class, () -> policy.withRolloverTrials(17));
    }
}
