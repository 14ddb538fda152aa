package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

class DtlsSrtpTest {
    private static final CipherSuites SUITES = CipherSuites.discover().provider("JCE");
    private static final SrtpPolicy POLICY = SrtpPolicy.standard();
    private static final byte[] MKI = {1, 2, 3};

    static List<DtlsSrtp> all() {
        return DtlsSrtp.all();
    }

    /** RFC 5764 §4.1.2, RFC 7714 §14.2; the lengths of the NULL profiles are libsrtp's. */
    @ParameterizedTest
    @CsvSource({
        "0x0001, SRTP_AES128_CM_HMAC_SHA1_80, AES_CM_128_HMAC_SHA1_80, 60, 31",
        "0x0002, SRTP_AES128_CM_HMAC_SHA1_32, AES_CM_128_HMAC_SHA1_32, 60, 31",
        "0x0005, SRTP_NULL_HMAC_SHA1_80, NULL_HMAC_SHA1_80, 60, 31",
        "0x0006, SRTP_NULL_HMAC_SHA1_32, NULL_HMAC_SHA1_32, 60, 31",
        "0x0007, SRTP_AEAD_AES_128_GCM, AEAD_AES_128_GCM, 56, 48",
        "0x0008, SRTP_AEAD_AES_256_GCM, AEAD_AES_256_GCM, 88, 48"
    })
    void hasTheRegisteredProfiles(String codePoint, String name, String suite, int exportLength, int lifetimeBits) {
        DtlsSrtp profile = DtlsSrtp.of(Integer.decode(codePoint));
        assertSame(profile, DtlsSrtp.of(name));
        assertTrue(DtlsSrtp.all().contains(profile));
        assertEquals(Integer.decode(codePoint), profile.codePoint());
        assertEquals(name, profile.name());
        assertEquals(name, profile.toString());
        assertEquals(suite, profile.suite());
        assertEquals(exportLength, profile.exportLength());
        SuiteSpec spec = SUITES.suite(suite).spec();
        assertEquals(exportLength, 2 * (spec.keyLength() + spec.saltLength()));
        MasterKeys keys = profile.clientKeys(new byte[exportLength]);
        assertEquals(1L << lifetimeBits, keys.entries().get(0).lifetime());
    }

    @Test
    void exportsUnderTheLabelOfRfc5764() {
        assertEquals("EXTRACTOR-dtls_srtp", DtlsSrtp.LABEL);
    }

    @Test
    void splitsKeysOfTheClientThenOfTheServerAndThenTheirSalts() {
        byte[] exported =
                HexFormat.of().parseHex("c0".repeat(32) + "50".repeat(32) + "c5".repeat(12) + "55".repeat(12));
        DtlsSrtp profile = DtlsSrtp.of("SRTP_AEAD_AES_256_GCM");
        assertKey("c0".repeat(32), "c5".repeat(12), profile.clientKeys(exported));
        assertKey("50".repeat(32), "55".repeat(12), profile.serverKeys(exported));

        byte[] shorter = HexFormat.of().parseHex("c0".repeat(16) + "50".repeat(16) + "c5".repeat(14) + "55".repeat(14));
        for (String name : List.of("SRTP_AES128_CM_HMAC_SHA1_80", "SRTP_NULL_HMAC_SHA1_32")) {
            assertKey("c0".repeat(16), "c5".repeat(14), DtlsSrtp.of(name).clientKeys(shorter));
            assertKey("50".repeat(16), "55".repeat(14), DtlsSrtp.of(name).serverKeys(shorter));
        }
    }

    private static void assertKey(String key, String salt, MasterKeys keys) {
        MasterKeys.Entry only = keys.entries().get(0);
        assertEquals(1, keys.entries().size());
        assertEquals(key, HexFormat.of().formatHex(only.key().key()));
        assertEquals(salt, HexFormat.of().formatHex(only.key().salt()));
        assertEquals(0, keys.mkiLength());
    }

    @ParameterizedTest
    @MethodSource("all")
    void clientAndServerUnderstandEachOther(DtlsSrtp profile) throws Exception {
        SrtpCipherSuite suite = SUITES.suite(profile.suite());
        try (SrtpSession client = profile.openClient(suite, exported(profile), POLICY);
                SrtpSession server = profile.openServer(suite, exported(profile), POLICY)) {
            assertEquals(profile.suite(), client.suite());
            assertPasses(client, server);
            assertPasses(server, client);
            byte[] own = Fixtures.protect(client, Fixtures.rtp(7, 9));
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(client, own));
        }
    }

    /** RFC 5764 §4.2: the client's keys protect what the client sends. */
    @ParameterizedTest
    @MethodSource("all")
    void eachSideProtectsWithItsOwnKeys(DtlsSrtp profile) throws Exception {
        SrtpCipherSuite suite = SUITES.suite(profile.suite());
        SuiteSpec spec = suite.spec();
        byte[] exported = exported(profile);
        int salts = 2 * spec.keyLength();
        MasterKey clients = new MasterKey(
                Arrays.copyOf(exported, spec.keyLength()),
                Arrays.copyOfRange(exported, salts, salts + spec.saltLength()));
        try (SrtpSession client = profile.openClient(suite, exported, POLICY);
                SrtpSession receiver = SrtpSession.receiver(suite, clients, POLICY)) {
            assertPasses(client, receiver);
        }
    }

    @Test
    void packetsCarryTheMkiThatBothAgreedOn() throws Exception {
        DtlsSrtp plain = DtlsSrtp.of(0x0007);
        DtlsSrtp profile = plain.withMki(MKI);
        SrtpCipherSuite suite = SUITES.suite(profile.suite());
        try (SrtpSession client = profile.openClient(suite, exported(profile), POLICY);
                SrtpSession server = profile.openServer(suite, exported(profile), POLICY);
                SrtpSession without = plain.openServer(suite, exported(profile), POLICY)) {
            assertPasses(client, server);
            assertPasses(server, client);
            byte[] packet = Fixtures.rtp(7, 9);
            byte[] sealed = Fixtures.protect(client, packet);
            assertEquals(packet.length + 16 + MKI.length, sealed.length);
            assertEquals(packet.length + 16, Fixtures.protect(without, packet).length);
            assertArrayEquals(MKI, Arrays.copyOfRange(sealed, sealed.length - MKI.length, sealed.length));
        }
        assertEquals(
                0, profile.withMki(new byte[0]).clientKeys(exported(profile)).mkiLength());
        assertEquals(plain.exportLength(), profile.exportLength());
    }

    @Test
    void theMkiIsACopyAndNotTooLong() {
        byte[] mki = MKI.clone();
        DtlsSrtp profile = DtlsSrtp.of(0x0001).withMki(mki);
        mki[0] = 9;
        assertArrayEquals(
                MKI, profile.clientKeys(exported(profile)).entries().get(0).mki());
        DtlsSrtp.of(0x0001).withMki(new byte[128]);
        assertSays(
                () -> profile.withMki(new byte[129]),
                "an srtp_mki of 129 bytes is longer than 128; answer use_srtp with an empty one to do without");
    }

    @Test
    void saysWhichProfilesThereAre() {
        String known = "; there are SRTP_AES128_CM_HMAC_SHA1_80 (0x0001), SRTP_AES128_CM_HMAC_SHA1_32 (0x0002),"
                + " SRTP_NULL_HMAC_SHA1_80 (0x0005), SRTP_NULL_HMAC_SHA1_32 (0x0006), SRTP_AEAD_AES_128_GCM (0x0007),"
                + " SRTP_AEAD_AES_256_GCM (0x0008)";
        assertSays(() -> DtlsSrtp.of("AEAD_AES_128_GCM"), "there is no protection profile AEAD_AES_128_GCM" + known);
        assertSays(() -> DtlsSrtp.of(3), "there is no protection profile of code point 0x0003" + known);
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesMaterialOfAnotherLengthAndWipesIt(DtlsSrtp profile) {
        SrtpCipherSuite suite = SUITES.suite(profile.suite());
        for (int length : new int[] {0, profile.exportLength() - 1, profile.exportLength() + 1, 200}) {
            byte[] wrong = new byte[length];
            Arrays.fill(wrong, (byte) 0x5A);
            String message = profile.name() + " takes " + profile.exportLength() + " bytes of keying material, not "
                    + length + "; export exportLength() bytes under the label EXTRACTOR-dtls_srtp, without a context";
            assertSays(() -> openClient(profile, suite, wrong), message);
            assertArrayEquals(new byte[length], wrong);
            assertSays(() -> openServer(profile, suite, wrong), message);
        }
    }

    @Test
    void refusesAnotherSuiteThanTheProfileMeansAndWipesTheMaterial() {
        DtlsSrtp profile = DtlsSrtp.of(0x0007);
        byte[] exported = exported(profile);
        assertSays(
                () -> openClient(profile, Fixtures.SUITE_80, exported),
                "SRTP_AEAD_AES_128_GCM means the suite AEAD_AES_128_GCM, not AES_CM_128_HMAC_SHA1_80 (JCE);"
                        + " take suite(\"AEAD_AES_128_GCM\") of CipherSuites");
        assertArrayEquals(new byte[exported.length], exported);
    }

    @Test
    void refusesMaterialThatIsTheSameForBothSidesAndWipesIt() {
        DtlsSrtp profile = DtlsSrtp.of(0x0001);
        byte[] exported = new byte[60];
        Arrays.fill(exported, (byte) 0x5A);
        assertSays(
                () -> openClient(profile, Fixtures.SUITE_80, exported),
                "the same master key for both directions; each needs its own, or packets of both sides that share an"
                        + " SSRC are encrypted alike (RFC 3711 §9.1)");
        assertArrayEquals(new byte[60], exported);
    }

    @Test
    void aBlockThatHasOpenedASessionOpensNoOther() {
        DtlsSrtp profile = DtlsSrtp.of(0x0001);
        byte[] exported = exported(profile);
        openClient(profile, Fixtures.SUITE_80, exported).close();
        assertSays(
                () -> openClient(profile, Fixtures.SUITE_80, exported),
                "the exported block is all zeros: a session was opened with it, which wipes it; export it again");
    }

    @Test
    void wipesTheMaterialAndEveryKeyOutOfIt() throws Exception {
        DtlsSrtp profile = DtlsSrtp.of(0x0001);
        for (boolean refuses : new boolean[] {false, true}) {
            WatchedSuite suite = new WatchedSuite(Fixtures.SUITE_80, refuses);
            byte[] exported = exported(profile);
            if (refuses) {
                assertThrows(GeneralSecurityException.class, () -> profile.openServer(suite, exported, POLICY));
            } else {
                profile.openServer(suite, exported, POLICY).close();
                assertTrue(suite.seen.size() >= 8, "master keys and salts of both sides");
            }
            assertArrayEquals(new byte[60], exported);
            for (byte[] secret : suite.seen) {
                assertArrayEquals(new byte[secret.length], secret);
            }
        }
    }

    private static SrtpSession openClient(DtlsSrtp profile, SrtpCipherSuite suite, byte[] exported) {
        try {
            return profile.openClient(suite, exported, POLICY);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static SrtpSession openServer(DtlsSrtp profile, SrtpCipherSuite suite, byte[] exported) {
        try {
            return profile.openServer(suite, exported, POLICY);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSays(Supplier<?> asked, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, asked::get).getMessage());
    }

    private static void assertPasses(SrtpSession from, SrtpSession to) {
        byte[] packet = Fixtures.rtp(7, 1);
        ByteBuffer rtp = Fixtures.buffer(Fixtures.protect(from, packet));
        assertEquals(Verdict.ACCEPTED, to.unprotect(rtp));
        assertArrayEquals(packet, Fixtures.bytes(rtp));
        byte[] report = Fixtures.rtcp(7);
        ByteBuffer rtcp = Fixtures.buffer(Fixtures.protectControl(from, report));
        assertEquals(Verdict.ACCEPTED, to.unprotectControl(rtcp));
        assertArrayEquals(report, Fixtures.bytes(rtcp));
    }

    /** As both sides of a handshake have it: another byte everywhere. */
    private static byte[] exported(DtlsSrtp profile) {
        byte[] exported = new byte[profile.exportLength()];
        for (int i = 0; i < exported.length; i++) {
            exported[i] = (byte) (i + 1);
        }
        return exported;
    }

    /** Keeps the arrays that it is given, to look at them afterwards. */
    private static final class WatchedSuite implements SrtpCipherSuite {
        private final List<byte[]> seen = new ArrayList<>();
        private final SrtpCipherSuite suite;
        private final boolean refuses;

        WatchedSuite(SrtpCipherSuite suite, boolean refuses) {
            this.suite = suite;
            this.refuses = refuses;
        }

        @Override
        public SuiteSpec spec() {
            return suite.spec();
        }

        @Override
        public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
            seen.addAll(List.of(master.key(), master.salt()));
            suite.derive(master, label, indexDivKdr, out);
        }

        @Override
        public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
            if (refuses) {
                throw new GeneralSecurityException("told to refuse");
            }
            return suite.open(sessionKey, sessionAuthKey);
        }
    }
}
