package voip.api.srtp;

import java.util.Objects;

/** The one comparison of authentication tags: its time depends on the length alone. */
public final class ConstantTime {
    private ConstantTime() {}

    /**
     * Whether two ranges hold the same bytes.
     *
     * @throws IndexOutOfBoundsException if a range does not lie in its array
     */
    public static boolean equal(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
        Objects.checkFromIndexSize(aOffset, length, a.length);
        Objects.checkFromIndexSize(bOffset, length, b.length);
        int difference = 0;
        for (int i = 0; i < length; i++) {
            difference |= a[aOffset + i] ^ b[bOffset + i];
        }
        return difference == 0;
    }
}
