package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HmacStateTest {
    /** A message with its padding in one block, whose digest is the state behind it. */
    @Test
    void isWhatSha1MakesOfABlock() throws Exception {
        Random random = new Random(180);
        for (int length = 0; length < 56; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            ByteBuffer block = ByteBuffer.allocate(64).put(message).put((byte) 0x80);
            block.putLong(56, 8L * length);
            assertArrayEquals(MessageDigest.getInstance("SHA-1").digest(message), HmacState.behind(block.array()));
        }
    }
}
