package voip.api.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What holds keys, and what compares tags. */
class SecretsTest {
    @Test
    void aMasterKeyIsWipedWhenClosed() {
        byte[] key = filled(16);
        byte[] salt = filled(14);
        MasterKey master = new MasterKey(key, salt);
        assertSame(key, master.key());
        assertSame(salt, master.salt());
        master.close();
        assertArrayEquals(new byte[16], key);
        assertArrayEquals(new byte[14], salt);
        master.close();
    }

    @Test
    void aMasterKeyDoesNotShowItself() {
        assertEquals("MasterKey[256 bits]", new MasterKey(filled(32), filled(14)).toString());
    }

    @Test
    void comparesTheRangesAndNothingElse() {
        byte[] a = {9, 1, 2, 3, 9};
        byte[] b = {1, 2, 3, 4};
        assertTrue(ConstantTime.equal(a, 1, b, 0, 3));
        assertFalse(ConstantTime.equal(a, 1, b, 0, 4));
        assertFalse(ConstantTime.equal(a, 0, b, 0, 3));
        assertTrue(ConstantTime.equal(a, 5, b, 4, 0));
    }

    @Test
    void noticesEverySingleBit() {
        byte[] tag = filled(10);
        for (int bit = 0; bit < 80; bit++) {
            byte[] other = tag.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(ConstantTime.equal(tag, 0, other, 0, 10));
        }
    }

    @Test
    void refusesRangesOutsideTheirArrays() {
        byte[] four = new byte[4];
        assertThrows(IndexOutOfBoundsException.class, () -> ConstantTime.equal(four, 1, four, 0, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> ConstantTime.equal(four, 0, four, 1, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> ConstantTime.equal(four, 0, four, -1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> ConstantTime.equal(four, 0, four, 0, -1));
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x5A);
        return bytes;
    }
}
