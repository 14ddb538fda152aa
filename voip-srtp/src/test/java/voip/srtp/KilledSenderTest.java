package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/**
 * A sender that ends 1,000 times, anywhere between two steps, and goes on from what it has stored last: half of its sources
 * begin within 50 packets of a roll-over. One receiver hears all of it.
 */
class KilledSenderTest {
    private static final int ENDS = 1_000;
    private static final int ENDS_OF_A_SOURCE = 10;
    private static final int LEASE = 32;

    private final Random random = new Random(3711);
    private final Set<Long> sent = new HashSet<>();
    private final Set<Long> sentControl = new HashSet<>();
    private SrtpSession sender;
    private SrtpSession receiver;
    private byte[] stored;
    private int steps;

    @Test
    void sendsNoIndexTwiceAndIsHeardAllAlong() throws Exception {
        SrtpCipherSuite suite = Fixtures.SUITE_80;
        receiver = Exports.receiver(suite, SrtpParameters.standard(), SrtpPolicy.standard());
        sender = Exports.sender(suite, SrtpParameters.standard(), Exports.POLICY);
        stored = Exports.export(sender);
        int rollovers = 0;
        for (int end = 0; end < ENDS; end++) {
            int ssrc = end / ENDS_OF_A_SOURCE;
            steps = random.nextInt(60);
            if (end % ENDS_OF_A_SOURCE == 0) {
                int first = ssrc % 2 == 0 ? 65_535 - random.nextInt(50) : random.nextInt(65_536);
                Exports.exporter(sender).begin(ssrc, first);
                store();
                assertEquals(Verdict.ACCEPTED, send(ssrc), "a receiver has to hear a source before it rolls over");
            }
            talk(ssrc);
            rollovers += receiver.receiveRolloverCounter(ssrc).orElseThrow() > 0 ? 1 : 0;
            sender.close();
            sender = Exports.resume(suite, SrtpPolicy.standard(), stored);
        }
        assertTrue(sent.size() > 10_000, sent.size() + " packets");
        assertTrue(rollovers > ENDS / 4, rollovers + " rounds behind a roll-over");
        assertEquals(ENDS / ENDS_OF_A_SOURCE, Exports.exporter(sender).sources().size());
        sender.close();
        receiver.close();
    }

    /** Until it ends: exports, stores, and sends as far as that lets it. */
    private void talk(int ssrc) throws Exception {
        while (steps > 0) {
            byte[] state = Exports.exporter(sender).export(Exports.WRAPPING_KEY, LEASE);
            if (steps-- == 0) {
                return;
            }
            stored = state;
            if (steps-- == 0) {
                return;
            }
            Exports.exporter(sender).stored(state);
            for (int burst = random.nextInt(2 * LEASE); burst > 0 && steps > 0; burst--, steps--) {
                if (send(ssrc) == Verdict.LEASE_ENDED) {
                    break;
                }
            }
        }
    }

    private void store() throws Exception {
        byte[] state = Exports.exporter(sender).export(Exports.WRAPPING_KEY, LEASE);
        stored = state;
        Exports.exporter(sender).stored(state);
    }

    /** A packet, and at times a report; what goes out was never sent, and is heard. */
    private Verdict send(int ssrc) {
        long index = Exports.exporter(sender).nextIndex(ssrc).orElseThrow();
        byte[] plain = Fixtures.rtp(ssrc, (int) (index & 0xFFFF));
        ByteBuffer packet = Fixtures.buffer(plain);
        Verdict verdict = sender.protect(packet);
        if (verdict == Verdict.ACCEPTED) {
            assertTrue(sent.add((long) ssrc << 48 | index), "index " + index + " of " + ssrc + " was sent before");
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet), "index " + index + " of " + ssrc);
            assertArrayEquals(plain, Fixtures.bytes(packet));
            assertEquals(index >> 16, receiver.receiveRolloverCounter(ssrc).orElseThrow());
        }
        if (index % 10 == 0) {
            report(ssrc);
        }
        return verdict;
    }

    private void report(int ssrc) {
        ByteBuffer packet = Fixtures.buffer(Fixtures.rtcp(ssrc));
        if (sender.protectControl(packet) == Verdict.ACCEPTED) {
            long index = Exports.controlIndex(Fixtures.bytes(packet));
            assertTrue(sentControl.add((long) ssrc << 48 | index), "SRTCP index " + index + " of " + ssrc);
            assertEquals(Verdict.ACCEPTED, receiver.unprotectControl(packet), "a report of " + ssrc);
        }
    }
}
