package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.srtp.SrtpCipherSuite;

/** Whole packets some of whose header extension elements libsrtp encrypted (RFC 6904), both ways. */
class LibsrtpHeaderExtensionsTest {
    private static final Set<Integer> ENCRYPTED = Set.of(1, 3, 9);

    @ParameterizedTest
    @MethodSource("voip.srtp.SuiteNames#recordedByLibsrtp")
    void eachOpensAndProtectsAsTheOther(String name) throws Exception {
        SrtpCipherSuite suite = Fixtures.suite(name);
        RecordedPackets packets = RecordedPackets.of("libsrtp-extensions-" + name);
        assertTrue(packets.any("9000") && packets.any("b200"), "extensions, also behind CSRCs");
        try (SrtpSession receiver = SrtpSession.receiver(suite, Fixtures.key(suite.spec(), 0), SrtpPolicy.standard())) {
            assertTrue(receiver.encryptExtensions(ENCRYPTED));
            packets.assertOpenedBy(receiver);
        }
        try (SrtpSession sender = SrtpSession.sender(suite, Fixtures.key(suite.spec(), 0), SrtpPolicy.standard())) {
            assertTrue(sender.encryptExtensions(ENCRYPTED));
            packets.assertProtectedBy(sender);
        }
    }
}
