package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SuiteSpec;

/**
 * What every suite has to do whose packets carry an HMAC-SHA1 (RFC 3711 §4.2), whatever their encryption is: JUnit tests to
 * inherit, by way of {@link CounterModeContract} or, for suites without encryption, {@link NullHmacSha1Contract}.
 */
public abstract class HmacSha1Contract extends CipherContract {
    static final int LONGEST = 1500;
    private static final int CODE = 20;
    private static final byte[] NOTHING = {};

    /** For the classes that extend it. */
    protected HmacSha1Contract() {}

    @Test
    void hasTheLengthsOfRfc4568() {
        SuiteSpec spec = suite().spec();
        assertEquals(SuiteSpec.Kind.COUNTER_MODE, spec.kind());
        assertEquals(14, spec.saltLength());
        assertEquals(20, spec.authKeyLength());
        assertEquals(10, spec.controlTagLength());
    }

    @Test
    void noticesEveryFlippedBit() throws Exception {
        byte[] data = samples.bytes(80);
        byte[] trailer = samples.bytes(4);
        try (CounterModeCipher cipher = open()) {
            Set<String> codes = new HashSet<>();
            codes.add(code(cipher, data, 8, 64, trailer));
            for (int bit = 0; bit < 64 * 8; bit++) {
                data[8 + bit / 8] ^= (byte) (1 << bit % 8);
                codes.add(code(cipher, data, 8, 64, trailer));
                data[8 + bit / 8] ^= (byte) (1 << bit % 8);
            }
            for (int bit = 0; bit < 4 * 8; bit++) {
                trailer[bit / 8] ^= (byte) (1 << bit % 8);
                codes.add(code(cipher, data, 8, 64, trailer));
                trailer[bit / 8] ^= (byte) (1 << bit % 8);
            }
            assertEquals(1 + 64 * 8 + 4 * 8, codes.size());
        }
    }

    @Test
    void authenticatesEveryLengthOfItsRangeOnly() throws Exception {
        byte[] data = samples.bytes(LONGEST + 32);
        byte[] before = data.clone();
        byte[] trailer = new byte[4];
        Set<String> codes = new HashSet<>();
        try (CounterModeCipher cipher = open()) {
            for (int length = 0; length <= LONGEST; length++) {
                String code = code(cipher, data, 3, length, trailer);
                byte[] alone = Arrays.copyOfRange(data, 3, 3 + length);
                assertEquals(code, code(cipher, alone, 0, length, trailer), "length " + length);
                codes.add(code);
            }
        }
        assertEquals(LONGEST + 1, codes.size());
        assertArrayEquals(before, data, "the data is left as it is");
        assertArrayEquals(new byte[4], trailer, "so is the trailer");
    }

    @Test
    void authenticatesDataAndTrailerAsOne() throws Exception {
        byte[] data = samples.bytes(60);
        try (CounterModeCipher cipher = open()) {
            String whole = code(cipher, data, 0, 60, NOTHING);
            for (int cut = 0; cut <= 60; cut++) {
                byte[] trailer = Arrays.copyOfRange(data, cut, 60);
                assertEquals(whole, code(cipher, data, 0, cut, trailer), "cut at " + cut);
            }
        }
    }

    @Test
    void rfc2202TestCase3() throws Exception {
        byte[] authKey = new byte[20];
        byte[] data = new byte[50];
        Arrays.fill(authKey, (byte) 0xaa);
        Arrays.fill(data, (byte) 0xdd);
        try (CounterModeCipher cipher = open(key(), authKey)) {
            assertEquals("125d7342b9ac11cd91a39af48aa17b4f63f175d3", code(cipher, data, 0, data.length, new byte[0]));
        }
    }

    @Test
    void authenticatesAsTheJdksHmacDoes() throws Exception {
        byte[] authKey = samples.bytes(20);
        byte[] data = samples.bytes(1500);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(authKey, "HmacSHA1"));
        try (CounterModeCipher cipher = open(key(), authKey)) {
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
    void eachKeyServesItsPurposeOnly() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] authKey = authKey();
        byte[] data = samples.bytes(50);
        try (CounterModeCipher cipher = open(key, authKey);
                CounterModeCipher otherKey = open(samples.bytes(key.length), authKey);
                CounterModeCipher otherAuthKey = open(key, authKey())) {
            String code = code(cipher, data, 0, 50, NOTHING);
            assertEquals(code, code(otherKey, data, 0, 50, NOTHING));
            assertFalse(code.equals(code(otherAuthKey, data, 0, 50, NOTHING)), "the code has another key");
            assertEquals(keystream(cipher, new byte[16]), keystream(otherAuthKey, new byte[16]));
        }
    }

    @Test
    void protectsNothingAfterItIsClosed() throws Exception {
        CounterModeCipher cipher = open();
        cipher.close();
        cipher.close();
        byte[] data = new byte[16];
        assertThrows(IllegalStateException.class, () -> cipher.apply(new byte[16], data, 0, 16));
        assertThrows(IllegalStateException.class, () -> cipher.mac(data, 0, 16, NOTHING, new byte[CODE]));
        assertArrayEquals(new byte[16], data);
    }

    @Override
    final String protect(SrtpCipher opened, int packet) throws GeneralSecurityException {
        CounterModeCipher cipher = (CounterModeCipher) opened;
        byte[] iv = new Samples(packet).vector();
        byte[] plain = payload(packet);
        byte[] data = plain.clone();
        cipher.apply(iv, data, 0, data.length);
        String encrypted = HexFormat.of().formatHex(data);
        String code = code(cipher, data, 0, data.length, new byte[] {0, 0, 0, (byte) packet});
        cipher.apply(iv, data, 0, data.length);
        assertArrayEquals(plain, data, "decrypted");
        return encrypted + code;
    }

    final CounterModeCipher open() throws GeneralSecurityException {
        return open(key(), authKey());
    }

    @Override
    final CounterModeCipher open(byte[] key, byte[] authKey) throws GeneralSecurityException {
        return (CounterModeCipher) super.open(key, authKey);
    }

    /** The code as it comes, into an array whose content must not matter. */
    static String code(CounterModeCipher cipher, byte[] data, int offset, int length, byte[] trailer)
            throws GeneralSecurityException {
        byte[] out = new byte[CODE];
        Arrays.fill(out, (byte) length);
        cipher.mac(data, offset, length, trailer, out);
        return HexFormat.of().formatHex(out);
    }
}
