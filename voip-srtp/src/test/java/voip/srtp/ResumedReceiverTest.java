package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static voip.srtp.Exports.export;
import static voip.srtp.Exports.resume;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;

/** A receiver that goes on in another process. */
class ResumedReceiverTest {
    private static SrtpSession receiver() throws Exception {
        return Exports.receiver(Fixtures.SUITE_80, SrtpParameters.standard(), Exports.POLICY);
    }

    private static SrtpSession sender() throws Exception {
        return SrtpSession.sender(Fixtures.SUITE_80, Fixtures.key(1), SrtpPolicy.standard());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 77})
    void keepsDecodingAndRefusesAllUpToTheHighestIndex(long counter) throws Exception {
        try (SrtpSession sender = sender();
                SrtpSession receiver = receiver()) {
            List<byte[]> packets = new ArrayList<>();
            sender.sendRolloverCounter(7, counter);
            receiver.receiveRolloverCounter(7, counter);
            for (int i = 0; i < 120; i++) {
                packets.add(Fixtures.protect(sender, Fixtures.rtp(7, 65_480 + i & 0xFFFF)));
            }
            for (int i = 0; i < 100; i++) {
                Verdict verdict = i == 50 ? Verdict.ACCEPTED : Fixtures.unprotect(receiver, packets.get(i));
                assertEquals(Verdict.ACCEPTED, verdict);
            }
            try (SrtpSession resumed = resume(export(receiver))) {
                assertEquals(OptionalLong.of(counter + 1), resumed.receiveRolloverCounter(7));
                for (int i = 0; i < 100; i++) { // among them one that was never received
                    assertEquals(Verdict.TOO_OLD, Fixtures.unprotect(resumed, packets.get(i)), "packet " + i);
                }
                for (int i = 119; i >= 100; i--) {
                    assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(resumed, packets.get(i)), "packet " + i);
                    assertEquals(Verdict.REPLAYED, Fixtures.unprotect(resumed, packets.get(i)));
                }
            }
        }
    }

    @Test
    void keepsEachSourceAndControlPacketsApart() throws Exception {
        try (SrtpSession sender = sender();
                SrtpSession receiver = receiver()) {
            byte[] one = Fixtures.protect(sender, Fixtures.rtp(1, 500));
            byte[] other = Fixtures.protect(sender, Fixtures.rtp(2, 10));
            byte[] report = Fixtures.protectControl(sender, Fixtures.rtcp(1));
            byte[] later = Fixtures.protectControl(sender, Fixtures.rtcp(1));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, one));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, report));
            try (SrtpSession resumed = resume(export(receiver))) {
                assertEquals(Verdict.TOO_OLD, Fixtures.unprotect(resumed, one));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(resumed, other));
                assertEquals(Verdict.TOO_OLD, Fixtures.unprotectControl(resumed, report));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(resumed, later));
            }
        }
    }

    @Test
    void keepsACounterThatWasToldBeforeAnyPacket() throws Exception {
        try (SrtpSession sender = sender();
                SrtpSession receiver = receiver()) {
            byte[] old = Fixtures.protect(sender, Fixtures.rtp(7, 40_000));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, old));
            receiver.receiveRolloverCounter(7, 5);
            sender.sendRolloverCounter(7, 5);
            try (SrtpSession resumed = resume(export(receiver))) {
                assertEquals(OptionalLong.of(5), resumed.receiveRolloverCounter(7));
                byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, 3));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(resumed, packet));
            }
        }
    }

    @Test
    void needsNoStoredStateToReceive() throws Exception {
        try (SrtpSession sender = sender();
                SrtpSession receiver = receiver()) {
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 1))));
            byte[] state = Exports.store(receiver);
            try (SrtpSession resumed = resume(state)) {
                assertEquals(
                        Verdict.ACCEPTED, Fixtures.unprotect(resumed, Fixtures.protect(sender, Fixtures.rtp(7, 2))));
                assertEquals(Verdict.NOT_SENDING, Exports.send(resumed, 7, 1));
            }
        }
    }
}
