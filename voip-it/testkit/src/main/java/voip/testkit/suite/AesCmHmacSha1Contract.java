package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.SuiteSpec;

/**
 * What the suites AES_CM_128_HMAC_SHA1_80 and AES_CM_128_HMAC_SHA1_32 have to do, besides all that counter mode has to:
 * JUnit tests to inherit.
 *
 * <p>What is not in an RFC is compared with the JDK's AES and HMAC.
 */
public abstract class AesCmHmacSha1Contract extends CounterModeContract {
    private static final int KEYSTREAM = 16 << 16;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** For the classes that extend it. */
    protected AesCmHmacSha1Contract() {}

    @Test
    void hasTheLengthsOfRfc4568() {
        SuiteSpec spec = suite().spec();
        assertEquals(SuiteSpec.Kind.COUNTER_MODE, spec.kind());
        assertEquals(16, spec.keyLength());
        assertEquals(14, spec.saltLength());
        assertEquals(20, spec.authKeyLength());
        assertEquals(spec.name().endsWith("_32") ? 4 : 10, spec.tagLength(), spec.name());
        assertEquals(10, spec.controlTagLength());
        assertEquals("AES_CM_128_HMAC_SHA1_" + 8 * spec.tagLength(), spec.name());
        assertFalse(suite().knownAnswers().isEmpty(), "a standard suite has its published answers");
    }

    @Test
    void rfc3711AppendixB2() throws Exception {
        byte[] keystream = new byte[16 * 0xFF02];
        byte[] iv = HEX.parseHex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000");
        try (CounterModeCipher cipher = open(HEX.parseHex("2B7E151628AED2A6ABF7158809CF4F3C"), new byte[20])) {
            cipher.apply(iv, keystream, 0, keystream.length);
        }
        assertEquals("E03EAD0935C95E80E166B16DD92B4EB4", block(keystream, 0x0000));
        assertEquals("D23513162B02D0F72A43A2FE4A5F97AB", block(keystream, 0x0001));
        assertEquals("41E95B3BB0A2E8DD477901E4FCA894C0", block(keystream, 0x0002));
        assertEquals("EC8CDF7398607CB0F2D21675EA9EA1E4", block(keystream, 0xFEFF));
        assertEquals("362B7C3C6773516318A077D7FC5073AE", block(keystream, 0xFF00));
        assertEquals("6A2CC3787889374FBEB4C81B17BA6C44", block(keystream, 0xFF01));
    }

    private static String block(byte[] keystream, int counter) {
        return HEX.formatHex(keystream, 16 * counter, 16 * counter + 16);
    }

    @Test
    void rfc3711AppendixB3() throws Exception {
        byte[] key = HEX.parseHex("E1F97A0D3E018BE0D64FA32C06DE4139");
        byte[] salt = HEX.parseHex("0EC675AD498AFEEBB6960B3AABE6");
        assertEquals("C61E7A93744F39EE10734AFE3FF7A087", HEX.formatHex(derive(key, salt, 0, 0, 16)));
        assertEquals("30CBBC08863D8C85D49DB34A9AE1", HEX.formatHex(derive(key, salt, 2, 0, 14)));
        assertEquals(
                "CEBE321F6FF7716B6FD4AB49AF256A15"
                        + "6D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF7227098"
                        + "6371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E47403576"
                        + "6B68642C59BBFC2F34DB60DBDFB2",
                HEX.formatHex(derive(key, salt, 1, 0, 94)));
    }

    @Test
    void rfc2202TestCase3() throws Exception {
        byte[] authKey = new byte[20];
        byte[] data = new byte[50];
        Arrays.fill(authKey, (byte) 0xaa);
        Arrays.fill(data, (byte) 0xdd);
        try (CounterModeCipher cipher = open(new byte[16], authKey)) {
            assertEquals("125d7342b9ac11cd91a39af48aa17b4f63f175d3", code(cipher, data, 0, data.length, new byte[0]));
        }
    }

    /** RFC 3711 §4.3.3: AES counter mode from {@code ((label || index) XOR salt) * 2^16}, index and label at the right. */
    @Test
    void derivesAsTheJdksAesDoes() throws Exception {
        for (int round = 0; round < 100; round++) {
            byte[] key = samples.bytes(16);
            byte[] salt = samples.bytes(14);
            byte[] choice = samples.bytes(7);
            byte[] iv = Arrays.copyOf(salt, 16);
            long index = 0;
            for (int i = 0; i < 7; i++) {
                iv[7 + i] ^= choice[i];
                index = i == 0 ? 0 : index << 8 | choice[i] & 0xFF;
            }
            byte[] expected = aes(key, iv, new byte[30]);
            assertArrayEquals(expected, derive(key, salt, choice[0] & 0xFF, index, 30));
        }
    }

    @Test
    void encryptsAsTheJdksAesDoes() throws Exception {
        for (int length : new int[] {1, 15, 16, 17, 160, 1200, 1500, 4097, 40_000, KEYSTREAM}) {
            byte[] key = samples.bytes(16);
            byte[] iv = samples.vector();
            byte[] data = samples.bytes(length);
            byte[] expected = aes(key, iv, data);
            try (CounterModeCipher cipher = open(key, authKey())) {
                cipher.apply(iv, data, 0, length);
            }
            assertArrayEquals(expected, data, "length " + length);
        }
    }

    @Test
    void authenticatesAsTheJdksHmacDoes() throws Exception {
        byte[] authKey = samples.bytes(20);
        byte[] data = samples.bytes(1500);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(authKey, "HmacSHA1"));
        try (CounterModeCipher cipher = open(samples.bytes(16), authKey)) {
            for (int length = 0; length <= 1500; length++) {
                byte[] trailer = samples.bytes(length % 5);
                byte[] out = samples.bytes(24);
                byte[] expected = out.clone();
                mac.update(data, 0, length);
                mac.update(trailer);
                mac.doFinal(expected, 0);
                cipher.mac(data, 0, length, trailer, out);
                assertArrayEquals(expected, out, "length " + length + "; the code has 20 bytes");
            }
        }
    }

    @Test
    void refusesMoreKeystreamThanOneVectorHas() throws Exception {
        byte[] tooLong = new byte[KEYSTREAM + 1];
        try (CounterModeCipher cipher = open()) {
            assertThrows(
                    GeneralSecurityException.class, () -> cipher.apply(samples.vector(), tooLong, 0, tooLong.length));
        }
        assertArrayEquals(new byte[KEYSTREAM + 1], tooLong);
    }

    private static byte[] aes(byte[] key, byte[] iv, byte[] data) throws GeneralSecurityException {
        Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
        ctr.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return ctr.doFinal(data);
    }
}
