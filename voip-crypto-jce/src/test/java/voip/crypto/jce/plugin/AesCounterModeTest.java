package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesCounterModeTest {
    private final Random random = new Random(3711);

    /** Around its runs of 96 blocks, in particular. */
    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void makesTheKeystreamOfTheCipherCtrModeForEveryKeyLength(int keyLength) throws Exception {
        byte[] key = bytes(keyLength);
        byte[] iv = bytes(16);
        iv[14] = 0;
        iv[15] = 0;
        Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
        ctr.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        try (AesCounterMode aes = new AesCounterMode(key)) {
            for (int length : new int[] {0, 1, 7, 8, 15, 16, 17, 160, 1199, 1535, 1536, 1537, 40_000}) {
                byte[] data = bytes(length + 9);
                byte[] expected = data.clone();
                ctr.doFinal(data, 5, length, expected, 5);
                aes.apply(iv, data, 5, length);
                assertArrayEquals(expected, data, "length " + length);
            }
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
