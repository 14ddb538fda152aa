package voip.it;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SuiteSpec;

/** A key and salt that must be in no text, whole or in part: in base64, in hexadecimal, or as an array of numbers. */
final class Secret {
    private static final int PART = 6;

    private final int keyLength;
    private final byte[] bytes;
    private final List<String> traces = new ArrayList<>();

    /** A random one of a length in all, whose traces are looked for. */
    Secret(int keyLength, int saltLength) {
        this(keyLength, randomBytes(keyLength + saltLength));
    }

    private Secret(int keyLength, byte[] bytes) {
        this.keyLength = keyLength;
        this.bytes = bytes;
        String base64 = base64();
        for (int at = 0; at + 8 <= base64.length(); at += 4) {
            traces.add(base64.substring(at, at + 8).toLowerCase(Locale.ROOT));
        }
        for (int at = 0; at + PART <= bytes.length; at++) {
            byte[] part = Arrays.copyOfRange(bytes, at, at + PART);
            traces.add(HexFormat.of().formatHex(part));
            traces.add(HexFormat.ofDelimiter(":").formatHex(part));
            traces.add(HexFormat.ofDelimiter(" ").formatHex(part));
            int[] unsigned = new int[PART];
            for (int i = 0; i < PART; i++) {
                unsigned[i] = part[i] & 0xFF;
            }
            traces.add(inside(Arrays.toString(part)));
            traces.add(inside(Arrays.toString(unsigned)));
        }
    }

    /** What is in a key that somebody else has made, in base64. */
    static Secret of(SuiteSpec spec, String base64) {
        return new Secret(spec.keyLength(), Base64.getDecoder().decode(base64));
    }

    static Secret of(SuiteSpec spec) {
        return new Secret(spec.keyLength(), spec.saltLength());
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String inside(String array) {
        return array.substring(1, array.length() - 1);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    MasterKey key() {
        return new MasterKey(Arrays.copyOf(bytes, keyLength), Arrays.copyOfRange(bytes, keyLength, bytes.length));
    }

    /** Fails if a text has a trace of it. */
    void assertNotIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String trace : traces) {
            assertFalse(lower.contains(trace), () -> "part of a key is in: " + text);
        }
    }
}
