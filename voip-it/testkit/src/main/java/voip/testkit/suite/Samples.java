package voip.testkit.suite;

import java.util.HexFormat;
import java.util.Random;

/** Bytes to test with: the same in every run. */
final class Samples {
    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** An initialisation vector of counter mode: the last two bytes, where the block counter goes, are zero. */
    byte[] vector() {
        byte[] vector = bytes(16);
        vector[14] = 0;
        vector[15] = 0;
        return vector;
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
