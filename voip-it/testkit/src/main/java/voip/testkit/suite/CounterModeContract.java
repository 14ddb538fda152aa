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
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;

/** What every suite has to do whose ciphers are {@link CounterModeCipher}s: JUnit tests to inherit. */
public abstract class CounterModeContract extends SuiteContract {
    private static final int LONGEST = 1500;
    private static final int CODE = 20;
    private static final byte[] NOTHING = {};

    /** For the classes that extend it. */
    protected CounterModeContract() {}

    /** Offsets are odd on purpose: packets have headers, and arrays are not aligned. */
    @Test
    void encryptsEveryLengthInItsRangeOnly() throws Exception {
        byte[] iv = samples.vector();
        byte[] before = iv.clone();
        try (CounterModeCipher cipher = open()) {
            byte[] keystream = new byte[LONGEST];
            cipher.apply(iv, keystream, 0, LONGEST);
            byte[] plain = samples.bytes(LONGEST + 32);
            for (int length = 0; length <= LONGEST; length++) {
                int offset = length % 19;
                byte[] data = plain.clone();
                byte[] expected = plain.clone();
                for (int i = 0; i < length; i++) {
                    expected[offset + i] ^= keystream[i];
                }
                cipher.apply(iv, data, offset, length);
                assertArrayEquals(expected, data, "length " + length + " at " + offset);
                cipher.apply(iv, data, offset, length);
                assertArrayEquals(plain, data, "length " + length + " at " + offset + ", decrypted");
            }
        }
        assertArrayEquals(before, iv, "the vector is left as it is");
    }

    @Test
    void hasAnotherKeystreamForEachVectorAndEachKey() throws Exception {
        byte[] key = samples.bytes(suite().spec().keyLength());
        byte[] authKey = authKey();
        Set<String> keystreams = new HashSet<>();
        try (CounterModeCipher cipher = open(key, authKey)) {
            for (int bit = 0; bit < 14 * 8; bit++) {
                byte[] iv = new byte[16];
                iv[bit / 8] ^= (byte) (1 << bit % 8);
                keystreams.add(keystream(cipher, iv));
            }
        }
        for (int bit = 0; bit < key.length * 8; bit++) {
            byte[] other = key.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            try (CounterModeCipher cipher = open(other, authKey)) {
                keystreams.add(keystream(cipher, new byte[16]));
            }
        }
        assertEquals(14 * 8 + key.length * 8, keystreams.size());
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

    @Test
    void refusesSessionKeysOfAnotherLengthThanAnyCipherHas() {
        assertThrows(GeneralSecurityException.class, () -> open(samples.bytes(13), authKey()));
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
