package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.SuiteSpec;

/**
 * What every suite has to do whose packets carry an HMAC-SHA1 (RFC 3711 §4.2), whatever their encryption is: JUnit tests to
 * inherit, by way of {@link CounterModeContract} or {@link NullHmacSha1Contract}.
 */
public abstract class HmacSha1Contract extends SuiteContract {
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
        Set<String> codes = new HashSet<>();
        try (CounterModeCipher cipher = open()) {
            for (int length = 0; length <= LONGEST; length++) {
                String code = code(cipher, data, 3, length, NOTHING);
                byte[] alone = Arrays.copyOfRange(data, 3, 3 + length);
                assertEquals(code, code(cipher, alone, 0, length, NOTHING), "length " + length);
                codes.add(code);
            }
        }
        assertEquals(LONGEST + 1, codes.size());
        assertArrayEquals(before, data);
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
        try (CounterModeCipher cipher = open(new byte[16], authKey)) {
            assertEquals("125d7342b9ac11cd91a39af48aa17b4f63f175d3", code(cipher, data, 0, data.length, new byte[0]));
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
    void ciphersDoNotDisturbEachOther() throws Exception {
        byte[] first = samples.vector();
        byte[] second = samples.vector();
        byte[] data = samples.bytes(50);
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] authKey = authKey();
        CounterModeCipher twin = open(key, authKey);
        try (CounterModeCipher a = open(key, authKey);
                CounterModeCipher b = open()) {
            String ofA = keystream(a, first);
            String ofB = keystream(b, first);
            String codeOfA = code(a, data, 0, 50, NOTHING);
            String codeOfB = code(b, data, 0, 50, NOTHING);
            twin.close();
            for (int i = 0; i < 3; i++) {
                keystream(a, second);
                assertEquals(ofB, keystream(b, first));
                assertEquals(ofA, keystream(a, first));
                assertEquals(codeOfB, code(b, data, 0, 50, NOTHING));
                assertEquals(codeOfA, code(a, data, 0, 50, NOTHING));
            }
        }
    }

    @Test
    void keepsItsKeysWhenTheCallerWipesTheArrays() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] authKey = authKey();
        try (CounterModeCipher kept = open(key.clone(), authKey.clone());
                CounterModeCipher wiped = open(key, authKey)) {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(authKey, (byte) 0);
            assertEquals(keystream(kept, new byte[16]), keystream(wiped, new byte[16]));
            assertEquals(code(kept, key, 0, 9, NOTHING), code(wiped, key, 0, 9, NOTHING));
        }
    }

    /** One thread at a time, but not always the same one. */
    @Test
    void servesOneThreadAfterAnother() throws Exception {
        byte[] iv = samples.vector();
        byte[] data = samples.bytes(50);
        CounterModeCipher cipher = Workers.elsewhere(this::open);
        String keystream = keystream(cipher, iv);
        String code = code(cipher, data, 0, 50, NOTHING);
        assertEquals(keystream, Workers.elsewhere(() -> keystream(cipher, iv)));
        assertEquals(code, Workers.elsewhere(() -> code(cipher, data, 0, 50, NOTHING)));
        Workers.elsewhere(() -> {
            cipher.close();
            return true;
        });
        assertThrows(IllegalStateException.class, () -> keystream(cipher, iv));
    }

    @Test
    void manyCiphersWorkAtTheSameTime() throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            byte[] key = samples.bytes(suite().spec().keyLength());
            byte[] authKey = authKey();
            byte[] data = samples.bytes(200);
            tasks.add(() -> {
                try (CounterModeCipher alone = open(key, authKey)) {
                    String keystream = keystream(alone, new byte[16]);
                    String code = code(alone, data, 0, 200, NOTHING);
                    boolean right = true;
                    for (int i = 0; i < 200; i++) {
                        try (CounterModeCipher cipher = open(key, authKey)) {
                            right &= keystream.equals(keystream(cipher, new byte[16]));
                            right &= code.equals(code(cipher, data, 0, 200, NOTHING));
                        }
                    }
                    return right;
                }
            });
        }
        assertFalse(Workers.together(tasks).contains(false));
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

    final CounterModeCipher open() throws GeneralSecurityException {
        return open(samples.bytes(suite().spec().keyLength()), authKey());
    }

    final CounterModeCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        return (CounterModeCipher) suite().open(sessionKey, sessionAuthKey);
    }

    final byte[] authKey() {
        return samples.bytes(suite().spec().authKeyLength());
    }

    static String keystream(CounterModeCipher cipher, byte[] iv) throws GeneralSecurityException {
        byte[] data = new byte[40];
        cipher.apply(iv, data, 0, data.length);
        return HexFormat.of().formatHex(data);
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
