package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import voip.api.srtp.MasterKey;

/** A key that was wiped is all zeros, which anybody can guess: no session may be opened with it. */
class SpentKeysTest {
    private final SrtpSessionBuilder builder = SrtpSession.builder(Fixtures.SUITE_80);

    @Test
    void aBuilderOpensOneSession() throws Exception {
        builder.send(Fixtures.key(0)).open().close();
        assertThrows(IllegalStateException.class, builder::open);
        builder.send(Fixtures.key(1)).open().close();
    }

    @Test
    void aBuilderThatFailedToOpenHasNoKeyLeftEither() {
        builder.send(new MasterKey(new byte[3], new byte[14]));
        assertThrows(IllegalArgumentException.class, builder::open);
        assertThrows(IllegalStateException.class, builder::open);
    }

    @Test
    void aKeyOpensOneSession() throws Exception {
        MasterKey key = Fixtures.key(0);
        SrtpSession.sender(Fixtures.SUITE_80, key, SrtpPolicy.standard()).close();
        IllegalStateException spent = assertThrows(
                IllegalStateException.class, () -> SrtpSession.receiver(Fixtures.SUITE_80, key, SrtpPolicy.standard()));
        assertTrue(spent.getMessage().contains("was wiped"), spent.getMessage());
    }

    @Test
    void keysThatThePacketIndexHasPassedAreClosedOnTheWay() throws Exception {
        FakeSuite suite = new FakeSuite();
        MasterKeys keys = MasterKeys.of(Fixtures.key(0));
        SrtpSession session = SrtpSession.builder(suite)
                .send(keys, SrtpParameters.standard().withKeyDerivationRate(1))
                .open();
        for (int sequence = 0; sequence < 100; sequence++) {
            Fixtures.protect(session, Fixtures.rtp(7, sequence));
        }
        assertEquals(
                2 * 8, suite.opened - suite.closed, "eight quotients are kept, of a cipher for RTP and one for RTCP");
        session.close();
        assertEquals(suite.opened, suite.closed);
    }
}
