package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

class AeadLayoutTest {
    private static final byte[] SALT = hex("51756964 2070726f 2071756f");

    private static final String RTP = "8040f17b 8041f8d3 5501a0b2 47616c6c"
            + "69612065 7374206f 6d6e6973 20646976 69736120 696e2070 61727465 73207472 6573";
    private static final String SRTP_128 = "8040f17b 8041f8d3 5501a0b2 f24de3a3"
            + "fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a 51c7d19b 36de3adf"
            + "8833899d 7f27beb1 6a9152cf 765ee439 0cce";
    private static final String RTCP = "81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61"
            + "deadbeef deadbeef deadbeef deadbeef deadbeef";
    private static final String SRTCP_128 = "81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d"
            + "c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872 45d9eade 800005d4";
    private static final String SRTCP_256 = "81c8000d 4d617273 d50ae4d1 f5ce5d30 4ba297e4 7d470c28 2c3ece5d bffe0a50"
            + "a2eaa5c1 110555be 8415f658 c61de047 6f1b6fad 1d1eb30c 4446839f 57ff6f6c b26ac3be 800005d4";
    private static final String TAGGED_128 = RTCP + "841dd968 3dd78ec9 2ae58790 125f62b3 000005d4";
    private static final String TAGGED_256 = RTCP + "91db4afb feee5a97 8fab4393 ed2615fe 000005d4";

    @Test
    void rfc7714Section16x1x1() throws Exception {
        SendContext sender = sender(16);
        ByteBuffer packet = Fixtures.buffer(hex(RTP));
        assertEquals(Verdict.ACCEPTED, Contexts.packet(sender, packet));
        assertArrayEquals(hex(SRTP_128), Fixtures.bytes(packet));
    }

    @Test
    void rfc7714Section16x1x2() throws Exception {
        ByteBuffer packet = Fixtures.buffer(hex(SRTP_128));
        assertEquals(Verdict.ACCEPTED, Contexts.packet(receiver(16), packet));
        assertArrayEquals(hex(RTP), Fixtures.bytes(packet));
    }

    @Test
    void rfc7714Section17x1() throws Exception {
        SendContext sender = sender(16);
        sender.controlSources.add(0x4d617273, Contexts.source(0x5d3));
        ByteBuffer packet = Fixtures.buffer(hex(RTCP));
        assertEquals(Verdict.ACCEPTED, Contexts.control(sender, packet));
        assertArrayEquals(hex(SRTCP_128), Fixtures.bytes(packet));
        assertControl(16, SRTCP_128);
    }

    @Test
    void rfc7714Section17x2() throws Exception {
        assertControl(32, SRTCP_256);
    }

    @Test
    void rfc7714Section17x3() throws Exception {
        assertControl(16, TAGGED_128);
    }

    @Test
    void rfc7714Section17x4() throws Exception {
        assertControl(32, TAGGED_256);
    }

    private static void assertControl(int keyLength, String srtcp) throws Exception {
        byte[] protectedBytes = hex(srtcp);
        for (int bit = 0; bit < 8 * protectedBytes.length; bit++) {
            ByteBuffer flipped = Fixtures.buffer(Fixtures.flipped(protectedBytes, bit));
            assertNotEquals(Verdict.ACCEPTED, Contexts.control(receiver(keyLength), flipped), "bit " + bit);
        }
        ByteBuffer packet = Fixtures.buffer(protectedBytes);
        assertEquals(Verdict.ACCEPTED, Contexts.control(receiver(keyLength), packet));
        assertArrayEquals(hex(RTCP), Fixtures.bytes(packet));
    }

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

    private static SendContext sender(int keyLength) throws Exception {
        return SendContext.open(
                new GivenKeys(keyLength), GivenKeys.none(keyLength), SrtpParameters.standard(), SrtpPolicy.standard());
    }

    /** The sections without encryption need leave for it. */
    private static ReceiveContext receiver(int keyLength) throws Exception {
        return ReceiveContext.open(
                new GivenKeys(keyLength),
                GivenKeys.none(keyLength),
                SrtpParameters.standard(),
                SrtpPolicy.standard().allowing(Set.of(SessionParameter.UNENCRYPTED_SRTCP)));
    }

    /** A suite whose session keys are those of RFC 7714 §16 and §17; nothing is derived. */
    private record GivenKeys(int keyLength) implements SrtpCipherSuite {
        static MasterKeys none(int keyLength) {
            return MasterKeys.of(new MasterKey(new byte[keyLength], new byte[12]));
        }

        @Override
        public SuiteSpec spec() {
            return SuiteSpec.aead("TEST", "TEST", keyLength, 16);
        }

        @Override
        public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = label % 3 == 2 ? SALT[i] : (byte) i;
            }
        }

        @Override
        public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
            return new JdkGcmSuite.Gcm(sessionKey);
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
