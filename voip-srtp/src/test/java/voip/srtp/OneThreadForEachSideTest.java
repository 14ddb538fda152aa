package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.CallEvent;
import voip.api.Verdict;

@Timeout(60)
class OneThreadForEachSideTest {
    private static final int MOST_ROUNDS = 5_000_000;

    /** What a thread does with a session, over and over, until it throws or another has. */
    interface Work {
        void round(int round) throws Exception;
    }

    @Test
    void twoThreadsThatProtectAreToldSoonerOrLater() throws Exception {
        SrtpSession session = Fixtures.sender();
        assertMisuse(together(sending(session, 1), sending(session, 2)));
        assertEquals(Verdict.ACCEPTED, session.protect(packet(3, 1)), "whoever is left goes on");
    }

    @Test
    void twoThreadsThatUnprotectAreToldSoonerOrLater() throws Exception {
        SrtpSession session = Fixtures.receiver();
        assertMisuse(together(receiving(session), receiving(session)));
    }

    /** It would lose what another thread remembers of a source: an index could be used twice. */
    @Test
    void whoSetsACounterWhileAnotherThreadProtectsIsToldSoonerOrLater() throws Exception {
        SrtpSession session = Fixtures.sender();
        assertMisuse(together(sending(session, 1), round -> session.sendRolloverCounter(2, round)));
    }

    @Test
    void whoChoosesAKeyWhileAnotherThreadProtectsIsToldSoonerOrLater() throws Exception {
        byte[] mki = {1};
        SrtpSession session = SrtpSession.builder(Fixtures.SUITE_80)
                .send(MasterKeys.of(mki, Fixtures.key(0), 1L << 48), SrtpParameters.standard())
                .open();
        assertMisuse(together(sending(session, 1), round -> session.sendWith(mki)));
    }

    /** What it reserves would be beside what the other thread uses. */
    @Test
    void whoExportsWhileAnotherThreadProtectsIsToldSoonerOrLater() throws Exception {
        SrtpSession session = Exports.sender();
        Work sending = round -> session.protect(packet(1, round & 0xFFFF));
        assertMisuse(together(sending, round -> Exports.export(session)));
    }

    @Test
    void whoBeginsASourceWhileAnotherThreadProtectsIsToldSoonerOrLater() throws Exception {
        SrtpSession session = Exports.sender();
        Work sending = round -> session.protect(packet(1, round & 0xFFFF));
        assertMisuse(together(sending, round -> Exports.exporter(session).begin(2, round)));
    }

    @Test
    void whoForgetsASourceWhileAnotherThreadUnprotectsIsToldSoonerOrLater() throws Exception {
        SrtpSession session = Fixtures.receiver();
        assertMisuse(together(receiving(session), round -> session.forget(2)));
    }

    @Test
    void aThreadOnEachSideIsNoMisuse() throws Exception {
        SrtpSession session =
                SrtpSession.open(Fixtures.SUITE_80, Fixtures.key(0), Fixtures.key(100), SrtpPolicy.standard());
        SrtpSession peer =
                SrtpSession.open(Fixtures.SUITE_80, Fixtures.key(100), Fixtures.key(0), SrtpPolicy.standard());
        byte[] sent = Fixtures.protect(peer, Fixtures.rtp(9, 1));
        Work both = sending(session, 1);
        Work other = round -> {
            Verdict verdict = session.unprotect(Fixtures.buffer(sent));
            assertEquals(round == 0 ? Verdict.ACCEPTED : Verdict.REPLAYED, verdict);
        };
        assertNull(together(bounded(both, 30_000), bounded(other, 30_000)));
    }

    @Test
    void whoeverIsToldOfAnEventMaySendAndReceive() throws Exception {
        MasterKeys few = MasterKeys.of(Fixtures.key(0), 100);
        MasterKeys theirs = MasterKeys.of(Fixtures.key(0), 100);
        List<Object> heard = new ArrayList<>();
        try (SrtpSession sender = SrtpSession.builder(Fixtures.SUITE_80)
                        .send(few, SrtpParameters.standard())
                        .open();
                SrtpSession receiver = SrtpSession.builder(Fixtures.SUITE_80)
                        .receive(theirs, SrtpParameters.standard())
                        .open()) {
            byte[] next = new byte[0];
            sender.onEvent(event -> {
                heard.add(event);
                heard.add(sender.protect(packet(8, 1)));
                heard.add(sender.protectControl(Fixtures.buffer(Fixtures.rtcp(8))));
            });
            for (int i = 0; i < 99; i++) {
                next = Fixtures.protect(sender, Fixtures.rtp(7, i));
                byte[] again = next;
                receiver.onEvent(event -> heard.add(receiver.unprotect(Fixtures.buffer(again))));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, next));
            }
        }
        assertEquals(
                List.of(new CallEvent.KeysNearEnd(true, 10), Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.REPLAYED),
                heard);
    }

    private static Work sending(SrtpSession session, int ssrc) {
        return round -> assertEquals(Verdict.ACCEPTED, session.protect(packet(ssrc, round & 0xFFFF)));
    }

    private static Work receiving(SrtpSession session) {
        byte[] forged = new byte[1400];
        forged[0] = (byte) 0x80;
        return round -> session.unprotect(ByteBuffer.wrap(forged));
    }

    private static Work bounded(Work work, int rounds) {
        return round -> {
            if (round < rounds) {
                work.round(round);
            }
        };
    }

    private static ByteBuffer packet(long ssrc, int sequence) {
        return Fixtures.buffer(Fixtures.rtp(ssrc, sequence));
    }

    private static void assertMisuse(Throwable thrown) {
        assertTrue(thrown instanceof IllegalStateException, String.valueOf(thrown));
        assertTrue(thrown.getMessage().contains("one thread at a time"), thrown.getMessage());
    }

    /** What the first of two threads has thrown that work at once, or null if neither has. */
    private static Throwable together(Work one, Work other) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch start = new CountDownLatch(2);
        List<Thread> threads = new ArrayList<>();
        for (Work work : List.of(one, other)) {
            Thread thread = new Thread(() -> {
                try {
                    start.countDown();
                    start.await();
                    for (int round = 0; round < MOST_ROUNDS && thrown.get() == null; round++) {
                        work.round(round);
                    }
                } catch (Throwable e) {
                    thrown.compareAndSet(null, e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return thrown.get();
    }
}
