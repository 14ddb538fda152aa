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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.MasterKeys;
import voip.srtp.SrtpParameters;
import voip.srtp.SrtpSession;

/** What we protect, libsrtp opens, and the other way round; not with AES_192_CM, whose keys libsrtp 2 derives wrongly. */
class LibsrtpIT {
    private static final int PACKETS = 1_000;
    private static final int PACKETS_OF_THE_FIRST_KEY = 600;
    private static final HexFormat HEX = HexFormat.of();

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
        byte[] key = randomKey(suite);
        RandomStream stream = new RandomStream(random);
        try (LibsrtpFilter libsrtp = new LibsrtpFilter(program, name, HEX.formatHex(key));
                SrtpSession sender = sender(suite, MasterKeys.of(master(suite, key)));
                SrtpSession receiver = receiver(suite, MasterKeys.of(master(suite, key)))) {
            for (int i = 0; i < PACKETS; i++) {
                byte[] packet = stream.rtp();
                byte[] ours = applied(sender, packet, SrtpSession::protect);
                assertArrayEquals(libsrtp.protect(false, packet), ours, "the protected packets differ");
                assertArrayEquals(packet, libsrtp.unprotect(false, ours));
                assertArrayEquals(packet, applied(receiver, ours, SrtpSession::unprotect));
                assertControlCrosses(libsrtp, sender, receiver, stream.rtcp());
            }
        }
        assertTrue(stream.rollovers() > 10, "sequence numbers rolled over " + stream.rollovers() + " times only");
    }

    /** Not with the _32 suites: libsrtp looks for the identifier of SRTCP where the shorter tag of SRTP would leave it. */
    @ParameterizedTest
    @CsvSource({
        "AES_CM_128_HMAC_SHA1_80, 1",
        "AES_256_CM_HMAC_SHA1_80, 128",
        "AEAD_AES_128_GCM, 4",
        "AEAD_AES_256_GCM, 128"
    })
    void eachOpensWhatTheOtherProtectsAcrossAChangeOfMasterKeys(String name, int mkiLength) throws Exception {
        SrtpCipherSuite suite = CipherSuites.discover().suite(name);
        byte[] first = randomKey(suite);
        byte[] second = randomKey(suite);
        byte[] mki = bytes(mkiLength);
        byte[] nextMki = mki.clone();
        nextMki[mkiLength - 1]++;
        RandomStream stream = new RandomStream(random);
        try (LibsrtpFilter libsrtp = new LibsrtpFilter(
                        program,
                        name,
                        HEX.formatHex(first) + ":" + HEX.formatHex(mki),
                        HEX.formatHex(second) + ":" + HEX.formatHex(nextMki));
                SrtpSession sender = sender(suite, keys(suite, mki, first, nextMki, second));
                SrtpSession receiver = receiver(suite, keys(suite, mki, first, nextMki, second))) {
            for (int i = 0; i < PACKETS; i++) {
                if (i == PACKETS_OF_THE_FIRST_KEY) {
                    libsrtp.use(1);
                }
                byte[] packet = stream.rtp();
                byte[] ours = applied(sender, packet, SrtpSession::protect);
                assertArrayEquals(libsrtp.protect(false, packet), ours, "packet " + i);
                assertArrayEquals(packet, libsrtp.unprotect(false, ours));
                assertArrayEquals(packet, applied(receiver, ours, SrtpSession::unprotect));
                assertControlCrosses(libsrtp, sender, receiver, stream.rtcp());
            }
        }
    }

    /** Not compared: libsrtp begins with index 1, where RFC 3711 §3.4 says 0. */
    private static void assertControlCrosses(
            LibsrtpFilter libsrtp, SrtpSession sender, SrtpSession receiver, byte[] packet) throws Exception {
        byte[] ours = applied(sender, packet, SrtpSession::protectControl);
        assertArrayEquals(packet, libsrtp.unprotect(true, ours));
        byte[] theirs = libsrtp.protect(true, packet);
        assertArrayEquals(packet, applied(receiver, theirs, SrtpSession::unprotectControl));
    }

    private static SrtpSession sender(SrtpCipherSuite suite, MasterKeys keys) throws Exception {
        return SrtpSession.builder(suite).send(keys, SrtpParameters.standard()).open();
    }

    private static SrtpSession receiver(SrtpCipherSuite suite, MasterKeys keys) throws Exception {
        return SrtpSession.builder(suite)
                .receive(keys, SrtpParameters.standard())
                .open();
    }

    /** Two, of which the first is soon used up. */
    private static MasterKeys keys(SrtpCipherSuite suite, byte[] mki, byte[] first, byte[] nextMki, byte[] second) {
        return MasterKeys.of(mki, master(suite, first), PACKETS_OF_THE_FIRST_KEY)
                .and(nextMki, master(suite, second), 1L << 31);
    }

    private byte[] randomKey(SrtpCipherSuite suite) {
        return bytes(suite.spec().keyLength() + suite.spec().saltLength());
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static MasterKey master(SrtpCipherSuite suite, byte[] keyAndSalt) {
        int length = suite.spec().keyLength();
        return new MasterKey(
                Arrays.copyOf(keyAndSalt, length), Arrays.copyOfRange(keyAndSalt, length, keyAndSalt.length));
    }

    private static byte[] applied(
            SrtpSession session, byte[] packet, BiFunction<SrtpSession, ByteBuffer, Verdict> action) {
        ByteBuffer buffer = ByteBuffer.allocate(packet.length + session.overhead());
        buffer.put(packet).flip();
        assertEquals(Verdict.ACCEPTED, action.apply(session, buffer));
        return Arrays.copyOfRange(buffer.array(), buffer.position(), buffer.limit());
    }
}
