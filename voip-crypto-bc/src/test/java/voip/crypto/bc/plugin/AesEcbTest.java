package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.testkit.ThreadCost;

class AesEcbTest {
    private static final int PACKETS = 3_500;
    private static final int LONGEST = 1600;

    private final Random random = new Random(3711);

    /** Beyond its runs of 96 blocks, too. */
    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void makesTheKeystreamOfTheModeOfBcFipsInTenThousandPacketsAltogether(int keyLength) throws Exception {
        byte[] iv = new byte[16];
        byte[] data = new byte[LONGEST + 9];
        for (int i = 0; i < PACKETS / 100; i++) {
            byte[] key = bytes(keyLength);
            try (AesEcb ours = new AesEcb(key);
                    AesCtr theirs = new AesCtr(key)) {
                for (int n = 0; n < 100; n++) {
                    random.nextBytes(iv);
                    iv[14] = 0;
                    iv[15] = 0;
                    random.nextBytes(data);
                    byte[] expected = data.clone();
                    int offset = random.nextInt(9);
                    int length = random.nextInt(LONGEST);
                    theirs.apply(iv, expected, offset, length);
                    ours.apply(iv, data, offset, length);
                    assertArrayEquals(expected, data, "length " + length);
                }
            }
        }
    }

    @Test
    void allocatesNothing() throws Exception {
        byte[] iv = new byte[16];
        byte[] data = new byte[1200];
        try (AesEcb aes = new AesEcb(bytes(16))) {
            double allocated = ThreadCost.allocatedPerRound(30_000, () -> {
                for (int i = 0; i < 30_000; i++) {
                    apply(aes, iv, data, i % 2 == 0 ? 160 : 1200);
                }
            });
            assertTrue(allocated < 1, () -> allocated + " bytes a packet");
        }
    }

    private static void apply(AesEcb aes, byte[] iv, byte[] data, int length) {
        try {
            aes.apply(iv, data, 0, length);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
