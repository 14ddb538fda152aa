package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;

/** The AEAD layout with a cipher that leaves anything behind when a tag is wrong; {@link Rfc7714Test} has the RFC's packets. */
class AeadLayoutTest {
    @Test
    void aSessionWorksWithTheAeadLayout() throws Exception {
        MasterKey ours = new MasterKey(new byte[16], new byte[12]);
        MasterKey theirs = new MasterKey(new byte[16], new byte[12]);
        theirs.key()[0] = 1;
        MasterKey oursAgain = new MasterKey(new byte[16], new byte[12]);
        try (SrtpSession one = SrtpSession.open(new JdkGcmSuite(), ours, theirs, SrtpPolicy.standard());
                SrtpSession other = SrtpSession.receiver(new JdkGcmSuite(), oursAgain, SrtpPolicy.standard())) {
            assertEquals(20, one.overhead());
            byte[] packet = Fixtures.protect(one, Fixtures.rtp(7, 1));
            byte[] control = Fixtures.protectControl(one, Fixtures.rtcp(7));
            for (int bit = 0; bit < 8 * packet.length; bit++) {
                assertNotEquals(Verdict.ACCEPTED, Fixtures.unprotect(other, Fixtures.flipped(packet, bit)));
            }
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(other, packet));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(other, control));
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(other, packet));
        }
    }
}
