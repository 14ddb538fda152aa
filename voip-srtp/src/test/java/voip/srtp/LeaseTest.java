package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.srtp.Exports.LEASE;
import static voip.srtp.Exports.WRAPPING_KEY;
import static voip.srtp.Exports.export;
import static voip.srtp.Exports.exporter;
import static voip.srtp.Exports.next;
import static voip.srtp.Exports.resume;
import static voip.srtp.Exports.send;
import static voip.srtp.Exports.sendControl;
import static voip.srtp.Exports.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;

/** How far a sender may go that another process can take over, and where that one begins. */
class LeaseTest {
    private static final long SSRC = 7;

    @Test
    void nothingIsSentBeforeAStateIsStored() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            assertEquals(Verdict.LEASE_ENDED, send(session, SSRC, 1000));
            assertEquals(Verdict.LEASE_ENDED, sendControl(session, 7));
            byte[] state = export(session);
            assertEquals(Verdict.LEASE_ENDED, send(session, SSRC, 1000), "it is not stored yet");
            assertEquals(Verdict.LEASE_ENDED, sendControl(session, 7));
            exporter(session).stored(state);
            assertEquals(Verdict.ACCEPTED, send(session, SSRC, 1000));
            assertEquals(Verdict.ACCEPTED, sendControl(session, 7));
        }
    }

    @Test
    void aLeaseEndsWhereWhoeverResumesBegins() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            send(session, SSRC, 1000);
            byte[] state = store(session);
            for (int i = 0; i < LEASE; i++) {
                assertEquals(Verdict.ACCEPTED, send(session, SSRC, 1000 + i));
            }
            assertEquals(Verdict.LEASE_ENDED, send(session, SSRC, 1000 + LEASE));
            try (SrtpSession resumed = resume(state)) {
                assertEquals(Set.of(SSRC), exporter(resumed).sources());
                assertEquals(OptionalLong.of(1000 + LEASE), exporter(resumed).nextIndex(SSRC));
                assertEquals(Verdict.TOO_OLD, send(resumed, SSRC, 1000 + LEASE - 1));
                assertEquals(Verdict.LEASE_ENDED, send(resumed, SSRC, 1000 + LEASE), "it has stored nothing yet");
                store(resumed);
                assertEquals(Verdict.TOO_OLD, send(resumed, SSRC, 1000 + LEASE - 1));
                assertEquals(Verdict.ACCEPTED, send(resumed, SSRC, 1000 + LEASE));
            }
        }
    }

    @Test
    void aResumedSourceHasNoLeaseOfItsOwnYet() {
        Source source = new Source(64, false, new Lease(0));
        source.resume(new SourceState(7, 99, SourceState.NO_COUNTER));
        assertEquals(Verdict.TOO_OLD, source.check(99));
        assertFalse(source.isLeased(100));
    }

    @Test
    void controlPacketsHaveALeaseOfTheirOwn() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            sendControl(session, 7);
            byte[] state = store(session);
            for (int i = 0; i < LEASE; i++) {
                assertEquals(i, Exports.controlIndex(Fixtures.protectControl(session, Fixtures.rtcp(7))));
            }
            assertEquals(Verdict.LEASE_ENDED, sendControl(session, 7));
            try (SrtpSession resumed = resume(state)) {
                assertEquals(Verdict.LEASE_ENDED, sendControl(resumed, 7));
                store(resumed);
                assertEquals(LEASE, Exports.controlIndex(Fixtures.protectControl(resumed, Fixtures.rtcp(7))));
            }
        }
    }

    @Test
    void anExportExtendsTheLeaseFromWhereTheSenderIs() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            exporter(session).begin(SSRC, 0);
            store(session);
            for (int i = 0; i < 30; i++) {
                next(session, SSRC);
            }
            byte[] state = export(session);
            for (int i = 30; i < LEASE; i++) {
                next(session, SSRC);
            }
            assertEquals(Verdict.LEASE_ENDED, send(session, SSRC, LEASE), "it is not stored yet");
            exporter(session).stored(state);
            for (int i = LEASE; i < 30 + LEASE; i++) {
                next(session, SSRC);
            }
            assertEquals(Verdict.LEASE_ENDED, send(session, SSRC, 30 + LEASE));
            try (SrtpSession resumed = resume(state)) {
                assertEquals(OptionalLong.of(30 + LEASE), exporter(resumed).nextIndex(SSRC));
            }
        }
    }

    /** While a state with a short run is on its way, packets still go out under the long one. */
    @Test
    void aShorterLeaseDoesNotEndBeforeTheOneInForce() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            exporter(session).begin(SSRC, 0);
            store(session, 1000);
            byte[] state = exporter(session).export(WRAPPING_KEY, 1);
            for (int i = 0; i < 1000; i++) {
                next(session, SSRC);
            }
            try (SrtpSession resumed = resume(state)) {
                assertEquals(OptionalLong.of(1000), exporter(resumed).nextIndex(SSRC));
            }
        }
    }

    @Test
    void onlyTheNewestStateCanBeStored() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            exporter(session).begin(SSRC, 0);
            byte[] older = export(session);
            byte[] newest = export(session);
            assertThrows(IllegalArgumentException.class, () -> exporter(session).stored(older));
            assertThrows(IllegalArgumentException.class, () -> exporter(session).stored(new byte[0]));
            assertEquals(Verdict.LEASE_ENDED, send(session, SSRC, 0));
            exporter(session).stored(newest);
            assertEquals(Verdict.ACCEPTED, send(session, SSRC, 0));
        }
    }

    /** What it reserved is in no state: taken for stored, packets would go out behind the end of the one before. */
    @Test
    void anExportThatFailsLeavesNothingToBeStored() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            exporter(session).begin(SSRC, 0);
            assertThrows(IllegalArgumentException.class, () -> exporter(session).stored(new byte[0]));
            byte[] state = export(session);
            SrtpExporter failing = session.exporter(new UnableModule());
            assertThrows(GeneralSecurityException.class, () -> failing.export(WRAPPING_KEY, 10_000));
            assertThrows(IllegalArgumentException.class, () -> failing.stored(state));
            assertEquals(Verdict.LEASE_ENDED, send(session, SSRC, 0));
        }
    }

    @Test
    void aSourceThatIsNotInTheStoredStateSendsNothing() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            exporter(session).begin(SSRC, 0);
            byte[] state = store(session);
            assertEquals(Verdict.LEASE_ENDED, send(session, 8, 5));
            exporter(session).stored(state); // which does not have it
            assertEquals(Verdict.LEASE_ENDED, send(session, 8, 5));
            assertEquals(OptionalLong.of(5), exporter(session).nextIndex(8));
            try (SrtpSession resumed = resume(state)) {
                assertEquals(OptionalLong.empty(), exporter(resumed).nextIndex(8));
                store(resumed);
                assertEquals(Verdict.LEASE_ENDED, send(resumed, 8, 5), "nor does it there");
            }
            store(session);
            assertEquals(Verdict.ACCEPTED, send(session, 8, 5));
        }
    }

    @Test
    void aSourceWhoseCounterIsSetIsExportedWithIt() throws Exception {
        try (SrtpSession session = Exports.sender();
                SrtpSession receiver =
                        Exports.receiver(Fixtures.SUITE_80, SrtpParameters.standard(), SrtpPolicy.standard())) {
            exporter(session).begin(SSRC, 65_530);
            store(session);
            next(session, SSRC);
            session.sendRolloverCounter(SSRC, 3);
            byte[] state = store(session);
            try (SrtpSession resumed = resume(state)) {
                assertEquals(OptionalLong.of(3), resumed.sendRolloverCounter(SSRC));
                assertEquals(Verdict.LEASE_ENDED, send(resumed, SSRC, 9));
                store(resumed);
                receiver.receiveRolloverCounter(SSRC, 3);
                byte[] packet = Fixtures.protect(resumed, Fixtures.rtp(SSRC, 9));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
            }
        }
    }

    @Test
    void aJumpAheadIsRefusedUntilItIsReserved() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            exporter(session).begin(SSRC, 0);
            store(session);
            next(session, SSRC);
            assertEquals(Verdict.LEASE_ENDED, send(session, SSRC, 20_000));
            byte[] state = store(session);
            assertEquals(Verdict.ACCEPTED, send(session, SSRC, 20_000));
            try (SrtpSession resumed = resume(state)) {
                assertEquals(OptionalLong.of(20_000 + LEASE), exporter(resumed).nextIndex(SSRC));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {65_536 - 50, 65_535, 65_536, (3L << 16) - 1})
    void aLeaseAcrossARollOverIsResumedBehindIt(long first) throws Exception {
        try (SrtpSession receiver =
                Exports.receiver(Fixtures.SUITE_80, SrtpParameters.standard(), SrtpPolicy.standard())) {
            receiver.receiveRolloverCounter(SSRC, first >> 16);
            byte[] state;
            try (SrtpSession session = Exports.sender()) {
                exporter(session).begin(SSRC, first);
                state = store(session);
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, next(session, SSRC)));
            }
            for (int i = 0; i < 3; i++) {
                try (SrtpSession resumed = resume(state)) {
                    assertEquals(
                            OptionalLong.of(first + (i + 1) * LEASE),
                            exporter(resumed).nextIndex(SSRC));
                    state = store(resumed);
                    byte[] packet = next(resumed, SSRC);
                    ByteBuffer received = Fixtures.buffer(packet);
                    assertEquals(Verdict.ACCEPTED, receiver.unprotect(received));
                    int sequence = (int) (first + (i + 1) * LEASE) & 0xFFFF;
                    assertArrayEquals(Fixtures.rtp(SSRC, sequence), Fixtures.bytes(received));
                }
            }
        }
    }

    @Test
    void theLastIndexesEndTheSourceAndNotTheLease() throws Exception {
        long last = (1L << 48) - 1;
        try (SrtpSession session = Exports.sender()) {
            exporter(session).begin(SSRC, last - 1);
            byte[] state = store(session);
            next(session, SSRC);
            next(session, SSRC);
            assertEquals(OptionalLong.of(1L << 48), exporter(session).nextIndex(SSRC));
            assertEquals(Verdict.KEY_EXHAUSTED, send(session, SSRC, 0));
            try (SrtpSession resumed = resume(state)) {
                assertEquals(OptionalLong.of(1L << 48), exporter(resumed).nextIndex(SSRC));
                store(resumed);
                assertEquals(Verdict.KEY_EXHAUSTED, send(resumed, SSRC, 0));
                assertEquals(Verdict.TOO_OLD, send(resumed, SSRC, last));
            }
        }
    }

    @Test
    void theLastControlIndexesEndTheKey() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            Source source = new Source(64, false, new Lease(0));
            source.goOnFrom(ControlPacket.LAST_INDEX);
            session.sending().controlSources.add(7, source);
            byte[] state = store(session);
            assertEquals(
                    ControlPacket.LAST_INDEX, Exports.controlIndex(Fixtures.protectControl(session, Fixtures.rtcp(7))));
            assertEquals(Verdict.KEY_EXHAUSTED, sendControl(session, 7));
            try (SrtpSession resumed = resume(state)) {
                store(resumed);
                assertEquals(Verdict.KEY_EXHAUSTED, sendControl(resumed, 7));
            }
        }
    }

    @Test
    void aRetransmissionOfAnEarlierProcessesPacketIsRefused() throws Exception {
        SrtpPolicy policy = Exports.POLICY.withRetransmission();
        try (SrtpSession session = Exports.sender(Fixtures.SUITE_80, SrtpParameters.standard(), policy)) {
            exporter(session).begin(SSRC, 0);
            byte[] state = store(session);
            byte[] first = next(session, SSRC);
            for (int i = 1; i < LEASE; i++) {
                next(session, SSRC);
            }
            assertArrayEquals(first, Fixtures.protect(session, Fixtures.rtp(SSRC, 0)), "beyond any lease");
            try (SrtpSession resumed = resume(Fixtures.SUITE_80, policy, state)) {
                store(resumed);
                for (int i = 0; i < LEASE; i++) {
                    assertEquals(Verdict.TOO_OLD, send(resumed, SSRC, i));
                }
                byte[] ownFirst = next(resumed, SSRC);
                assertArrayEquals(ownFirst, Fixtures.protect(resumed, Fixtures.rtp(SSRC, LEASE)));
            }
        }
    }

    @Test
    void leasesOutOfRangeAndIndexesOutOfRangeAreRefused() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            SrtpExporter exporter = exporter(session);
            for (int lease : new int[] {-1, 0, SrtpExporter.LONGEST_LEASE + 1}) {
                assertThrows(IllegalArgumentException.class, () -> exporter.export(WRAPPING_KEY, lease));
            }
            for (long index : new long[] {-1, 1L << 48}) {
                assertThrows(IllegalArgumentException.class, () -> exporter.begin(SSRC, index));
            }
            exporter.begin(SSRC, 5);
            assertThrows(IllegalArgumentException.class, () -> exporter.begin(SSRC, 4));
            assertEquals(OptionalLong.of(5), exporter.nextIndex(SSRC));
        }
    }

    @Test
    void onlyASessionThatWasOpenedForItIsExported() throws Exception {
        try (SrtpSession session = Fixtures.sender()) {
            String message = assertThrows(IllegalStateException.class, () -> exporter(session))
                    .getMessage();
            assertTrue(message.contains("withExport()"), message);
        }
        SrtpSession closed = Exports.sender();
        closed.close();
        assertThrows(IllegalStateException.class, () -> export(closed));
    }
}
