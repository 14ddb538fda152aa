package org.example.aria;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.api.srtp.KnownAnswer;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** The packets of RFC 8269 Appendix A, which begin at session keys, through whole sessions. */
class Rfc8269PacketsTest {
    private static final String HEADER = "8008315ebf2e6fe020e8f5eb";
    private static final String PAYLOAD =
            "f57af5fd4ae19562976ec57a5a7ad55a5af5c5e5c5fdf5c55ad57a4a7272d57262e9729566ed66e97ac54a4a5a7ad5e1"
                    + "5ae5fdd5fd5ac5d56ae56ad5c572d54ae54ac55a956afd6aed5a4ac562957a9516991691d572fd14e97ae962ed7a9f4a"
                    + "955af572e162f57a956666e17ae1f54a95f566d54a66e16e4afd6a9f7ae1c5c55ae5d56afde916c5e94a6ec56695e14a"
                    + "fde1148416e94ad57ac5146ed59d1cc5";
    private static final String SALT = "cd3a7c42c671e0067a2a2639b43a";
    private static final String AUTH_KEY = "f93563311b354748c97891379553063116452309";
    private static final String KEY_128 = "0c5ffd37a11edc42c325287fc0604f2e";
    private static final String KEY_256 = KEY_128 + "3e8cd5671a00fe3216aa5eb105783b54";

    @Test
    void rfc8269AppendixA1x1() throws Exception {
        String encrypted =
                "1bf753f412e6f35058cc398dc851aae3a6ccdcb463fbed9cfb3de2fb76fdffa9e481f5efb64c92487f59dabbc7cc72da"
                        + "092485f3fbad87888820b86037311fa44330e18a59a1e1338ba2c21458493a57463475c54691f91cec785429119e0dfc"
                        + "d9048f90e07fecd50b528e8c62ee6e71445de5d7f659405135aff3604c2ca4ff4aaca40809cb9eee42cc4ad232307570"
                        + "81ca289f2851d3315e9568b501fdce6d";
        assertPacket(
                new Sessions(new Suites.Aria128Tag80(), KEY_128, AUTH_KEY, SALT), encrypted + "f9de4e729054672b0e35");
        assertPacket(new Sessions(new Suites.Aria128Tag32(), KEY_128, AUTH_KEY, SALT), encrypted + "f9de4e72");
    }

    @Test
    void rfc8269AppendixA1x2() throws Exception {
        String encrypted =
                "c424c59fd5696305e5b13d8e8ca7656617ccd7471088af9debf07b55c750f804a5ac2b737be48140958a9b420524112a"
                        + "e72e4da5bca59d2b1019ddd7dbdc30b43d5f046152ced40947d62d2c93e7b8e50f02db2b6b61b010e4c1566884de1fa9"
                        + "702cdf8157e8aedfe3dd77c76bb50c25ae4d624615c15acfdeeb5f79482aaa01d3e4c05eb601eca2bd10518e9d46b021"
                        + "16359232e9eac0fabd05235dd09e6dea";
        assertPacket(
                new Sessions(new Suites.Aria256Tag80(), KEY_256, AUTH_KEY, SALT), encrypted + "192f515fab04bbb4e62c");
        assertPacket(new Sessions(new Suites.Aria256Tag32(), KEY_256, AUTH_KEY, SALT), encrypted + "192f515f");
    }

    @Test
    void rfc8269AppendixA2x1() throws Exception {
        String encrypted =
                "4d8a9a0675550c704b17d8c9ddc81a5cd6f7da34f2fe1b3db7cb3dfb9697102ea0f3c1fc2dbc873d44bceeae8e444297"
                        + "4ba21ff6789d3272613fb9631a7cf3f14bacbeb421633a90ffbe58c2fa6bdca534f10d0de0502ce1d531b6336e588782"
                        + "78531e5c22bc6c85bbd784d78d9e680aa19031aaf89101d669d7a3965c1f7e16229d7463e0535f4e253f5d18187d40b8"
                        + "ae0f564bd970b5e7e2adfb211e89a9535abace3f37f5a736f4be984bbffbedc1";
        String key = "e91e5e75da65554a48181f3846349562";
        assertPacket(new Sessions(new Suites.Aria128Gcm(), key, "", "00".repeat(12)), encrypted);
    }

    @Test
    void rfc8269AppendixA2x2() throws Exception {
        String encrypted =
                "6f9e4bcbc8c85fc0128fb1e4a0a20cb9932ff74581f54fc013dd054b19f99371425b352d97d3f337b90b63d1b082adee"
                        + "ea9d2d7391897d591b985e55fb50cb5350cf7d38dc27dda127c078a149c8eb98083d66363a46e3726af217d3a00275ad"
                        + "5bf772c7610ea4c23006878f0ee69a8397703169a419303f40b72e4573714d19e2697df61e7c7252e5abc6bade876ac4"
                        + "961bfac4d5e867afca351a48aed52822e210d6ced2cf430ff841472915e7ef48";
        assertPacket(new Sessions(new Suites.Aria256Gcm(), KEY_256, "", "00".repeat(12)), encrypted);
    }

    /** One session makes of the plain packet the published one, another opens that. */
    private static void assertPacket(SrtpCipherSuite suite, String expected) throws Exception {
        SuiteSpec spec = suite.spec();
        try (SrtpSession sender = SrtpSession.open(suite, master(spec, 1), master(spec, 2), SrtpPolicy.standard());
                SrtpSession receiver =
                        SrtpSession.open(suite, master(spec, 2), master(spec, 1), SrtpPolicy.standard())) {
            ByteBuffer packet =
                    ByteBuffer.allocate(500).put(hex(HEADER + PAYLOAD)).flip();
            assertEquals(Verdict.ACCEPTED, sender.protect(packet));
            assertEquals(HEADER + expected, rest(packet), spec.name());
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet));
            assertEquals(HEADER + PAYLOAD, rest(packet), spec.name());
        }
    }

    private static MasterKey master(SuiteSpec spec, int fill) {
        byte[] key = new byte[spec.keyLength()];
        key[0] = (byte) fill; // a session refuses one key for both directions
        return new MasterKey(key, new byte[spec.saltLength()]);
    }

    private static String rest(ByteBuffer packet) {
        byte[] bytes = new byte[packet.remaining()];
        packet.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** A suite whose session keys are the published ones, whatever the master key is. */
    private record Sessions(SrtpCipherSuite suite, String key, String authKey, String salt) implements SrtpCipherSuite {
        @Override
        public SuiteSpec spec() {
            return suite.spec();
        }

        @Override
        public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) {
            byte[] derived = hex(List.of(key, authKey, salt).get(label % 3));
            System.arraycopy(derived, 0, out, 0, Math.min(derived.length, out.length));
        }

        @Override
        public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
            return suite.open(sessionKey, sessionAuthKey);
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return suite.knownAnswers();
        }
    }
}
