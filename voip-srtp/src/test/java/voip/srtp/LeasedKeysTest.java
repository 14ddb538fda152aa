package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static voip.srtp.Exports.exporter;
import static voip.srtp.Exports.next;
import static voip.srtp.Exports.resume;
import static voip.srtp.Exports.send;
import static voip.srtp.Exports.sendControl;
import static voip.srtp.Exports.store;

import org.junit.jupiter.api.Test;
import voip.api.Verdict;

/** What an exported state has of master keys: identifiers, lifetimes, and how much of them is used. */
class LeasedKeysTest {
    private static final byte[] FIRST = {0, 1};
    private static final byte[] SECOND = {0, 2};
    private static final long LONG = 1L << 48;

    private static SrtpSession sender(long firstLifetime, long secondLifetime) throws Exception {
        MasterKeys keys =
                MasterKeys.of(FIRST, Fixtures.key(1), firstLifetime).and(SECOND, Fixtures.key(2), secondLifetime);
        SrtpSession session = SrtpSession.builder(Fixtures.SUITE_80)
                .send(keys, SrtpParameters.standard())
                .policy(Exports.POLICY)
                .open();
        exporter(session).begin(7, 0);
        return session;
    }

    private static int identifier(byte[] packet) {
        return packet[packet.length - 11];
    }

    @Test
    void aKeyLosesWhatWasReservedAndNotUsed() throws Exception {
        try (SrtpSession session = sender(250, LONG)) {
            byte[] state = store(session, 100);
            assertEquals(1, identifier(next(session, 7)));
            try (SrtpSession resumed = resume(state)) {
                byte[] again = store(resumed, 100);
                try (SrtpSession third = resume(again)) {
                    store(third, 100);
                    for (int i = 0; i < 100; i++) {
                        assertEquals(i < 50 ? 1 : 2, identifier(next(third, 7)), "packet " + i);
                    }
                }
            }
        }
    }

    @Test
    void aLifetimeThatIsShorterThanTheLeaseLeavesTheRestToTheNextKey() throws Exception {
        try (SrtpSession session = sender(10, 30)) {
            byte[] state = store(session, 20);
            for (int i = 0; i < 20; i++) {
                assertEquals(i < 10 ? 1 : 2, identifier(next(session, 7)));
            }
            assertEquals(Verdict.LEASE_ENDED, send(session, 7, 20));
            try (SrtpSession resumed = resume(state)) {
                store(resumed, 100);
                for (int i = 0; i < 20; i++) {
                    assertEquals(2, identifier(next(resumed, 7)));
                }
                assertEquals(Verdict.KEY_EXHAUSTED, send(resumed, 7, 40));
            }
        }
    }

    @Test
    void aKeyWhoseLifetimeEndsWithinTheLeaseIsExhausted() throws Exception {
        MasterKeys keys = MasterKeys.of(Fixtures.key(1), 10);
        try (SrtpSession session = SrtpSession.builder(Fixtures.SUITE_80)
                .send(keys, SrtpParameters.standard())
                .policy(Exports.POLICY)
                .open()) {
            exporter(session).begin(7, 0);
            sendControl(session, 7);
            byte[] state = store(session);
            for (int i = 0; i < 10; i++) {
                next(session, 7);
                assertEquals(Verdict.ACCEPTED, sendControl(session, 7));
            }
            assertEquals(Verdict.KEY_EXHAUSTED, send(session, 7, 10));
            assertEquals(Verdict.KEY_EXHAUSTED, sendControl(session, 7));
            try (SrtpSession resumed = resume(state)) {
                store(resumed);
                assertEquals(Verdict.KEY_EXHAUSTED, send(resumed, 7, Exports.LEASE));
                assertEquals(Verdict.KEY_EXHAUSTED, sendControl(resumed, 7));
            }
        }
    }

    @Test
    void theKeyThatWasChosenStaysChosen() throws Exception {
        try (SrtpSession session = sender(LONG, LONG)) {
            session.sendWith(SECOND);
            try (SrtpSession resumed = resume(store(session))) {
                store(resumed);
                assertEquals(2, identifier(next(resumed, 7)));
            }
        }
    }

    @Test
    void aKeyThatIsChosenAfterTheExportHasNoLease() throws Exception {
        try (SrtpSession session = sender(LONG, LONG)) {
            store(session);
            next(session, 7);
            session.sendWith(SECOND);
            assertEquals(Verdict.LEASE_ENDED, send(session, 7, 1));
            store(session);
            assertEquals(2, identifier(next(session, 7)));
        }
    }

    @Test
    void aKeyThatIsUsedUpIsNotChosenAnew() throws Exception {
        try (SrtpSession session = sender(10, LONG)) {
            store(session);
            for (int i = 0; i < 11; i++) {
                next(session, 7);
            }
            try (SrtpSession resumed = resume(store(session))) {
                assertThrows(IllegalArgumentException.class, () -> resumed.sendWith(FIRST));
            }
        }
    }

    @Test
    void aReceiversKeyGoesOnWhereItWas() throws Exception {
        try (SrtpSession sender = SrtpSession.sender(Fixtures.SUITE_80, Fixtures.key(1), SrtpPolicy.standard());
                SrtpSession receiver = SrtpSession.builder(Fixtures.SUITE_80)
                        .receive(MasterKeys.of(Fixtures.key(1), 3), SrtpParameters.standard())
                        .policy(Exports.POLICY)
                        .open()) {
            Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 1)));
            Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 2)));
            try (SrtpSession resumed = resume(Exports.export(receiver))) {
                byte[] third = Fixtures.protect(sender, Fixtures.rtp(7, 3));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(resumed, third));
                byte[] fourth = Fixtures.protect(sender, Fixtures.rtp(7, 4));
                assertEquals(Verdict.KEY_EXHAUSTED, Fixtures.unprotect(resumed, fourth));
            }
        }
    }
}
