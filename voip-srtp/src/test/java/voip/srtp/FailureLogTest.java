package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;

class FailureLogTest {
    @Test
    void aFailingProviderIsLoggedOnceForADirection() throws Exception {
        assertEquals(
                List.of("FAKE (TEST) failed on a packet; further failures of this key are only counted"),
                LogCapture.during(() -> {
                    FakeSuite suite = new FakeSuite();
                    suite.failure = new IllegalStateException("told to fail");
                    SrtpSession session = SrtpSession.sender(suite, Fixtures.key(1), SrtpPolicy.standard());
                    for (int sequence = 0; sequence < 100; sequence++) {
                        session.protect(Fixtures.buffer(Fixtures.rtp(7, sequence)));
                    }
                    return null;
                }));
    }

    @Test
    void aListenerThatFailsLosesNoPacketAndIsLogged() throws Exception {
        List<String> messages = LogCapture.during(() -> {
            try (SrtpSession session = SrtpSession.builder(Fixtures.SUITE_80)
                    .send(MasterKeys.of(Fixtures.key(1), 10), SrtpParameters.standard())
                    .open()) {
                session.onEvent(event -> {
                    throw new IllegalStateException("told to fail");
                });
                for (int sequence = 0; sequence < 10; sequence++) {
                    assertEquals(Verdict.ACCEPTED, session.protect(Fixtures.buffer(Fixtures.rtp(7, sequence))));
                }
            }
            return null;
        });
        assertEquals(
                List.of("the event listener of AES_CM_128_HMAC_SHA1_80 (JCE) failed at"
                        + " KeysNearEnd[ours=true, packetsLeft=1]"),
                messages);
    }

    @Test
    void hostilePacketsAreNotLogged() throws Exception {
        assertEquals(List.of(), LogCapture.during(() -> {
            SrtpSession session = Fixtures.receiver();
            for (int length = 0; length < 200; length++) {
                Fixtures.unprotect(session, new byte[length]);
                Fixtures.unprotect(session, Fixtures.rtp(length, 1));
                Fixtures.unprotectControl(session, Fixtures.rtp(length, 1));
            }
            return null;
        }));
    }
}
