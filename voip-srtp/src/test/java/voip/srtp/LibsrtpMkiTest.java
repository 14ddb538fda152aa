package voip.srtp;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** Whole packets that libsrtp protected under two master keys with identifiers (RFC 3711 §3.1, §3.4), both ways. */
class LibsrtpMkiTest {
    private static final byte[] FIRST = HexFormat.of().parseHex("a1b2c3d4");
    private static final byte[] SECOND = HexFormat.of().parseHex("a1b2c3d5");
    private static final long LIFETIME = 1L << 31;

    @ParameterizedTest
    @MethodSource("voip.srtp.SuiteNames#recordedByLibsrtp")
    void opensWhatIsUnderEitherKey(String name) throws Exception {
        SrtpCipherSuite suite = Fixtures.suite(name);
        SuiteSpec spec = suite.spec();
        MasterKeys both =
                MasterKeys.of(FIRST, Fixtures.key(spec, 0), LIFETIME).and(SECOND, Fixtures.key(spec, 128), LIFETIME);
        try (SrtpSession receiver = SrtpSession.builder(suite)
                .receive(both, SrtpParameters.standard())
                .open()) {
            RecordedPackets.of("libsrtp-mki-" + name).assertOpenedBy(receiver);
        }
    }

    @ParameterizedTest
    @MethodSource("voip.srtp.SuiteNames#recordedByLibsrtp")
    void protectsToTheSameBytesUnderEachKey(String name) throws Exception {
        SrtpCipherSuite suite = Fixtures.suite(name);
        try (SrtpSession first = sender(suite, FIRST, 0);
                SrtpSession second = sender(suite, SECOND, 128)) {
            RecordedPackets.of("libsrtp-mki-" + name).assertProtectedBy(FIRST.length, first, second);
        }
    }

    private static SrtpSession sender(SrtpCipherSuite suite, byte[] mki, int firstByte) throws Exception {
        return SrtpSession.builder(suite)
                .send(MasterKeys.of(mki, Fixtures.key(suite.spec(), firstByte), LIFETIME), SrtpParameters.standard())
                .open();
    }
}
