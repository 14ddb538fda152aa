package voip.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.MasterKeys;
import voip.srtp.SrtpParameters;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** What we protect, libsrtp opens, and the other way round; not with AES_192_CM, whose keys libsrtp 2 derives wrongly. */
class LibsrtpIT {
    private static final int PACKETS = 1_000;

    @TempDir
    static Path folder;

    private static Path program;

    private final Random random = new Random(6188);

    @BeforeAll
    static void compile() throws Exception {
        program = LibsrtpFilter.compile(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AES_CM_128_HMAC_SHA1_80",
                "AES_CM_128_HMAC_SHA1_32",
                "AES_256_CM_HMAC_SHA1_80",
                "AES_256_CM_HMAC_SHA1_32",
                "AEAD_AES_128_GCM",
                "AEAD_AES_256_GCM",
                "NULL_HMAC_SHA1_80",
                "NULL_HMAC_SHA1_32"
            })
    void eachOpensWhatTheOtherProtects(String name) throws Exception {
        SrtpCipherSuite suite = CipherSuites.discover().suite(name);
        byte[] keyAndSalt = new byte[suite.spec().keyLength() + suite.spec().saltLength()];
        random.nextBytes(keyAndSalt);
        RandomStream stream = new RandomStream(random);
        try (LibsrtpFilter libsrtp =
                        new LibsrtpFilter(program, name, HexFormat.of().formatHex(keyAndSalt));
                SrtpSession sender = SrtpSession.builder(suite)
                        .send(keys(suite, keyAndSalt), parameters(name))
                        .policy(policy(name))
                        .open();
                SrtpSession receiver = SrtpSession.builder(suite)
                        .receive(keys(suite, keyAndSalt), parameters(name))
                        .policy(policy(name))
                        .open()) {
            for (int i = 0; i < PACKETS; i++) {
                byte[] packet = stream.rtp();
                byte[] ours = applied(sender, packet, SrtpSession::protect);
                assertArrayEquals(libsrtp.protect(false, packet), ours, "the protected packets differ");
                assertArrayEquals(packet, libsrtp.unprotect(false, ours));
                assertArrayEquals(packet, applied(receiver, ours, SrtpSession::unprotect));
                // Not compared: libsrtp begins with index 1, where RFC 3711 §3.4 says 0.
                byte[] control = stream.rtcp();
                byte[] ourControl = applied(sender, control, SrtpSession::protectControl);
                assertArrayEquals(control, libsrtp.unprotect(true, ourControl));
                byte[] theirControl = libsrtp.protect(true, control);
                assertArrayEquals(control, applied(receiver, theirControl, SrtpSession::unprotectControl));
            }
        }
        assertTrue(stream.rollovers() > 10, "sequence numbers rolled over " + stream.rollovers() + " times only");
    }

    private static MasterKeys keys(SrtpCipherSuite suite, byte[] keyAndSalt) {
        int length = suite.spec().keyLength();
        return MasterKeys.of(new MasterKey(
                Arrays.copyOf(keyAndSalt, length), Arrays.copyOfRange(keyAndSalt, length, keyAndSalt.length)));
    }

    /** libsrtp takes NULL at its word, and says by the E flag of SRTCP that nothing is encrypted (RFC 3711 §3.4). */
    private static SrtpParameters parameters(String name) {
        return name.startsWith("NULL")
                ? SrtpParameters.standard().with(SessionParameter.UNENCRYPTED_SRTCP)
                : SrtpParameters.standard();
    }

    private static SrtpPolicy policy(String name) {
        return SrtpPolicy.standard().allowing(parameters(name).without());
    }

    private static byte[] applied(
            SrtpSession session, byte[] packet, BiFunction<SrtpSession, ByteBuffer, Verdict> action) {
        ByteBuffer buffer = ByteBuffer.allocate(packet.length + session.overhead());
        buffer.put(packet).flip();
        assertEquals(Verdict.ACCEPTED, action.apply(session, buffer));
        return Arrays.copyOfRange(buffer.array(), buffer.position(), buffer.limit());
    }
}
