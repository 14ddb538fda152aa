package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.SuiteSpec;

/**
 * What the suites AEAD_AES_128_GCM and AEAD_AES_256_GCM (RFC 7714) have to do, besides all that authenticated encryption has
 * to: JUnit tests to inherit.
 *
 * <p>What is not in an RFC is compared with the JDK's AES.
 */
public abstract class AesGcmContract extends AeadContract {
    private static final String RTP_VECTOR = "51753c6580c2726f20718414";
    private static final String RTP_HEADER = "8040f17b8041f8d35501a0b2";
    private static final String RTP_PAYLOAD =
            "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";

    private static final String RTCP_VECTOR = "517524055203726f207170bb";
    private static final String RTCP_HEADER = "81c8000d4d617273";
    private static final String RTCP_REST =
            "4e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
    private static final String ENCRYPTED_WORD = "800005d4";
    private static final String PLAIN_WORD = "000005d4";

    /** For the classes that extend it. */
    protected AesGcmContract() {}

    @Test
    void hasTheNameOfItsLengths() {
        SuiteSpec spec = suite().spec();
        assertEquals(16, spec.tagLength());
        assertEquals("AEAD_AES_" + 8 * spec.keyLength() + "_GCM", spec.name());
        assertFalse(suite().knownAnswers().isEmpty(), "a standard suite has its published answers");
    }

    @Test
    void rfc7714Section16EncryptionAndDecryption() throws Exception {
        assertSeals(
                RTP_VECTOR,
                RTP_HEADER,
                RTP_PAYLOAD,
                "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                        + "899d7f27beb16a9152cf765ee4390cce",
                "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b"
                        + "7aa3db36dfffd6b0f9bb7878d7a76c13");
    }

    @Test
    void rfc7714Section16TaggingAndVerification() throws Exception {
        assertSeals(
                RTP_VECTOR,
                RTP_HEADER + RTP_PAYLOAD,
                "",
                "22493f82d2bce397e9d79e3b19aa4216",
                "a866d5910f887463067ceefec45215d4");
    }

    @Test
    void rfc7714Section17EncryptionAndDecryption() throws Exception {
        assertSeals(
                RTCP_VECTOR,
                RTCP_HEADER + ENCRYPTED_WORD,
                RTCP_REST,
                "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b"
                        + "c84aa45896cf4d2fc5abf87245d9eade",
                "d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad"
                        + "1d1eb30c4446839f57ff6f6cb26ac3be");
    }

    @Test
    void rfc7714Section17TaggingAndVerification() throws Exception {
        assertSeals(
                RTCP_VECTOR,
                RTCP_HEADER + RTCP_REST + PLAIN_WORD,
                "",
                "841dd9683dd78ec92ae58790125f62b3",
                "91db4afbfeee5a978fab4393ed2615fe");
    }

    /** Under the keys of RFC 7714: bytes that count from 0. */
    private void assertSeals(String vector, String associated, String plain, String sealed128, String sealed256)
            throws GeneralSecurityException {
        byte[] key = new byte[suite().spec().keyLength()];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        byte[] iv = Samples.hex(vector);
        byte[] aad = Samples.hex(associated);
        int length = plain.length() / 2;
        byte[] data = Arrays.copyOf(Samples.hex(plain), length + 16);
        try (AeadCipher cipher = open(key)) {
            cipher.seal(iv, aad, 0, aad.length, data, 0, length);
            assertEquals(
                    key.length == 16 ? sealed128 : sealed256, HexFormat.of().formatHex(data));
            assertTrue(cipher.unseal(iv, aad, 0, aad.length, data, 0, data.length));
            assertEquals(plain, HexFormat.of().formatHex(data, 0, length));
        }
    }

    /** RFC 7714 §11: by the derivation functions of RFC 3711 and RFC 6188. */
    @Test
    void rfc3711AppendixB3AndRfc6188Section7x2() throws Exception {
        AesCm.assertPublishedDerivation(this);
    }

    @Test
    void derivesAsTheJdksAesDoes() throws Exception {
        AesCm.assertDerivesAsTheJdksAesDoes(this);
    }

    @Test
    void sealsAsTheJdksAesDoes() throws Exception {
        for (int length = 0; length <= 1500; length += 1 + length / 64) {
            byte[] key = samples.bytes(suite().spec().keyLength());
            byte[] iv = samples.bytes(12);
            byte[] aad = samples.bytes(length % 83);
            byte[] data = samples.bytes(length);
            Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
            gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            gcm.updateAAD(aad);
            byte[] expected = gcm.doFinal(data);
            byte[] sealed = Arrays.copyOf(data, length + 16);
            try (AeadCipher cipher = open(key)) {
                cipher.seal(iv, aad, 0, aad.length, sealed, 0, length);
                assertArrayEquals(expected, sealed, "length " + length);
                assertTrue(cipher.unseal(iv, aad, 0, aad.length, sealed, 0, sealed.length), "length " + length);
            }
            assertArrayEquals(data, Arrays.copyOf(sealed, length), "length " + length);
        }
    }

    /** RFC 7714 §8.3: the keystreams of RFC 3711 B.2 and RFC 6188 §7.1. */
    @Test
    void rfc7714Section8x3EncryptsHeaderExtensionsInCounterMode() throws Exception {
        AesCm.assertPublishedKeystream(suite().spec().keyLength(), this::headerExtensions);
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] iv = samples.vector();
        byte[] elements = new byte[40];
        try (KeystreamCipher cipher = headerExtensions(key)) {
            cipher.apply(iv, elements, 0, elements.length);
        }
        assertArrayEquals(AesCm.applied(key, iv, new byte[40]), elements);
    }

    @Test
    void refusesMasterKeysThatAesDoesNotHave() {
        byte[] salt = samples.bytes(14);
        for (int length : new int[] {1, 15, 17, 33}) {
            byte[] key = samples.bytes(length);
            assertThrows(GeneralSecurityException.class, () -> derive(key, salt, 0, 0, 16), "derives from " + length);
            assertThrows(GeneralSecurityException.class, () -> open(key), "opens with " + length);
        }
    }
}
