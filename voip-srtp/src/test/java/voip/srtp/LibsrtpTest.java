package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.srtp.SrtpCipherSuite;

/** Whole packets that libsrtp protected from a master key, both ways; not of AES_192_CM, whose keys it derives wrongly. */
class LibsrtpTest {
    @ParameterizedTest
    @MethodSource("voip.srtp.SuiteNames#recordedByLibsrtp")
    void eachOpensAndProtectsAsTheOther(String name) throws Exception {
        SrtpCipherSuite suite = Fixtures.suite(name);
        RecordedPackets packets = RecordedPackets.of("libsrtp-" + name);
        try (SrtpSession receiver = SrtpSession.receiver(suite, Fixtures.key(suite.spec(), 0), SrtpPolicy.standard())) {
            packets.assertOpenedBy(receiver);
        }
        try (SrtpSession sender = SrtpSession.sender(suite, Fixtures.key(suite.spec(), 0), SrtpPolicy.standard())) {
            packets.assertProtectedBy(sender);
        }
    }

    @Test
    void thePacketsCoverWhatTheyAreHereFor() {
        RecordedPackets packets = RecordedPackets.of("libsrtp-AEAD_AES_128_GCM");
        assertTrue(packets.any("9200"), "CSRCs and extension");
        assertTrue(packets.any("8f00"), "the most CSRCs");
        assertTrue(packets.any("a080"), "padding");
        assertTrue(packets.any("80000000"), "a roll-over");
        assertTrue(packets.any("80000010"), "another one");
        assertTrue(packets.any("80c8"), "SRTCP");
    }
}
