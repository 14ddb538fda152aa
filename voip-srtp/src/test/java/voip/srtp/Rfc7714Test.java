package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;

/** The packets of RFC 7714 §16 and §17, which begin at session keys, through whole sessions. */
class Rfc7714Test {
    private static final String GCM_128 = "AEAD_AES_128_GCM";
    private static final String GCM_256 = "AEAD_AES_256_GCM";
    private static final byte[] SALT = hex("51756964 2070726f 2071756f");

    private static final String RTP = "8040f17b 8041f8d3 5501a0b2 47616c6c"
            + "69612065 7374206f 6d6e6973 20646976 69736120 696e2070 61727465 73207472 6573";
    private static final String SRTP_128 = "8040f17b 8041f8d3 5501a0b2 f24de3a3"
            + "fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a 51c7d19b 36de3adf"
            + "8833899d 7f27beb1 6a9152cf 765ee439 0cce";
    private static final String SRTP_256 = "8040f17b 8041f8d3 5501a0b2 32b1de78"
            + "a822fe12 ef9f78fa 332e33aa b1801238 9a58e2f3 b50b2a02 76ffae0f 1ba63799"
            + "b87b7aa3 db36dfff d6b0f9bb 7878d7a7 6c13";
    private static final byte[] RTP_IV = hex("51753c65 80c2726f 20718414");
    private static final String RTP_TAG_128 = "22493f82 d2bce397 e9d79e3b 19aa4216";
    private static final String RTP_TAG_256 = "a866d591 0f887463 067ceefe c45215d4";

    private static final int RTCP_SSRC = 0x4d617273;
    private static final int RTCP_INDEX = 0x5d4;
    private static final String RTCP = "81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61"
            + "deadbeef deadbeef deadbeef deadbeef deadbeef";
    private static final String SRTCP_128 = "81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d"
            + "c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872 45d9eade 800005d4";
    private static final String SRTCP_256 = "81c8000d 4d617273 d50ae4d1 f5ce5d30 4ba297e4 7d470c28 2c3ece5d bffe0a50"
            + "a2eaa5c1 110555be 8415f658 c61de047 6f1b6fad 1d1eb30c 4446839f 57ff6f6c b26ac3be 800005d4";
    private static final String TAGGED_128 = RTCP + "841dd968 3dd78ec9 2ae58790 125f62b3 000005d4";
    private static final String TAGGED_256 = RTCP + "91db4afb feee5a97 8fab4393 ed2615fe 000005d4";

    private static final SrtpParameters UNENCRYPTED_RTCP =
            SrtpParameters.standard().with(SessionParameter.UNENCRYPTED_SRTCP);

    @Test
    void section16x1x1Encryption() throws Exception {
        assertProtects(GCM_128, SRTP_128);
    }

    @Test
    void section16x1x2Decryption() throws Exception {
        assertOpens(GCM_128, SRTP_128);
    }

    @Test
    void section16x2x1Encryption() throws Exception {
        assertProtects(GCM_256, SRTP_256);
    }

    @Test
    void section16x2x2Decryption() throws Exception {
        assertOpens(GCM_256, SRTP_256);
    }

    /** Of ciphers only: SRTP is always encrypted with these suites (RFC 7714 §5). */
    @ParameterizedTest
    @ValueSource(strings = {GCM_128, GCM_256})
    void section16AuthenticationTaggingAndTagVerification(String name) throws Exception {
        byte[] packet = hex(RTP);
        byte[] tag = hex(name.equals(GCM_128) ? RTP_TAG_128 : RTP_TAG_256);
        byte[] key = new byte[suite(name).spec().keyLength()];
        suite(name).derive(new MasterKey(new byte[0], new byte[0]), 0, 0, key);
        try (AeadCipher cipher = (AeadCipher) suite(name).open(key, new byte[0])) {
            byte[] tagged = Arrays.copyOf(packet, packet.length + tag.length);
            cipher.seal(RTP_IV, tagged, 0, packet.length, tagged, packet.length, 0);
            assertSame(tag, Arrays.copyOfRange(tagged, packet.length, tagged.length));
            assertTrue(cipher.unseal(RTP_IV, tagged, 0, packet.length, tagged, packet.length, tag.length));
            tagged[0] ^= 1;
            assertFalse(cipher.unseal(RTP_IV, tagged, 0, packet.length, tagged, packet.length, tag.length));
        }
    }

    @Test
    void section17x1EncryptionAndTagging() throws Exception {
        assertProtectsControl(GCM_128, SRTCP_128, SrtpParameters.standard());
        assertOpensControl(GCM_128, SRTCP_128);
    }

    @Test
    void section17x2VerificationAndDecryption() throws Exception {
        assertOpensControl(GCM_256, SRTCP_256);
        assertProtectsControl(GCM_256, SRTCP_256, SrtpParameters.standard());
    }

    @Test
    void section17x3TaggingOnly() throws Exception {
        assertProtectsControl(GCM_128, TAGGED_128, UNENCRYPTED_RTCP);
        assertOpensControl(GCM_128, TAGGED_128);
    }

    @Test
    void section17x4TagVerification() throws Exception {
        assertOpensControl(GCM_256, TAGGED_256);
        assertProtectsControl(GCM_256, TAGGED_256, UNENCRYPTED_RTCP);
    }

    private static void assertProtects(String name, String srtp) throws Exception {
        try (SrtpSession sender = sender(name, SrtpParameters.standard())) {
            assertSame(hex(srtp), Fixtures.protect(sender, hex(RTP)));
        }
    }

    private static void assertOpens(String name, String srtp) throws Exception {
        ByteBuffer packet = Fixtures.buffer(hex(srtp));
        try (SrtpSession receiver = receiver(name)) {
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet));
        }
        assertSame(hex(RTP), Fixtures.bytes(packet));
    }

    private static void assertProtectsControl(String name, String srtcp, SrtpParameters parameters) throws Exception {
        try (SrtpSession sender = sender(name, parameters)) {
            for (int index = 0; index < RTCP_INDEX; index++) {
                Fixtures.protectControl(sender, Fixtures.rtcp(RTCP_SSRC));
            }
            assertSame(hex(srtcp), Fixtures.protectControl(sender, hex(RTCP)));
        }
    }

    private static void assertOpensControl(String name, String srtcp) throws Exception {
        ByteBuffer packet = Fixtures.buffer(hex(srtcp));
        try (SrtpSession receiver = receiver(name)) {
            assertEquals(Verdict.ACCEPTED, receiver.unprotectControl(packet));
        }
        assertSame(hex(RTCP), Fixtures.bytes(packet));
    }

    private static SrtpSession sender(String name, SrtpParameters parameters) throws Exception {
        return SrtpSession.builder(suite(name))
                .send(anyKey(name), parameters)
                .policy(allowingAll())
                .open();
    }

    private static SrtpSession receiver(String name) throws Exception {
        return SrtpSession.builder(suite(name))
                .receive(anyKey(name), SrtpParameters.standard())
                .policy(allowingAll())
                .open();
    }

    private static SrtpPolicy allowingAll() {
        return SrtpPolicy.standard().allowing(Set.of(SessionParameter.UNENCRYPTED_SRTCP));
    }

    private static MasterKeys anyKey(String name) {
        return MasterKeys.of(Fixtures.key(suite(name).spec(), 0));
    }

    private static SrtpCipherSuite suite(String name) {
        return new GivenSessionKeys(Fixtures.suite(name), SALT);
    }

    private static void assertSame(byte[] expected, byte[] actual) {
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(actual));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
