package voip.api;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.SortedMap;

/**
 * The elements of RFC 8285 header extensions.
 *
 * <pre>
 * one-byte form, profile 0xBEDE:  |  ID 4 bits | length-1 4 bits | data ...
 * two-byte form, profile 0x100x:  |  ID 8 bits | length   8 bits | data ...
 * </pre>
 */
final class HeaderExtensions {
    static final int ONE_BYTE = 0xBEDE;
    static final int TWO_BYTE = 0x1000;

    private HeaderExtensions() {}

    /** Finds an element: its offset in the upper 32 bits, its length in the lower; -1 if it is not there. */
    static long find(byte[] bytes, int from, int to, int wanted) {
        int profile = (bytes[from] & 0xFF) << 8 | bytes[from + 1] & 0xFF;
        boolean oneByte = profile == ONE_BYTE;
        if (!oneByte && (profile & 0xFFF0) != TWO_BYTE) {
            return -1;
        }
        int at = from + 4;
        while (at < to) {
            int first = bytes[at] & 0xFF;
            int id = oneByte ? first >> 4 : first;
            if (oneByte ? first == 0 : id == 0) { // padding
                at++;
                continue;
            }
            if (oneByte ? id == 0 || id == 15 : at + 1 >= to) { // §4.1.2: 0 with a length ends it; §4.2: so does 15
                return -1;
            }
            int length = oneByte ? (first & 0x0F) + 1 : bytes[at + 1] & 0xFF;
            int data = at + (oneByte ? 1 : 2);
            if (data + length > to) {
                return -1;
            }
            if (id == wanted) {
                return (long) data << 32 | length;
            }
            at = data + length;
        }
        return -1;
    }

    /** Whether all elements fit the one-byte form. */
    static boolean fitOneByte(Map<Integer, byte[]> elements) {
        return elements.entrySet().stream()
                .allMatch(e -> e.getKey() <= 14 && e.getValue().length >= 1 && e.getValue().length <= 16);
    }

    /** The extension data, padded to whole words, in the one-byte form if that fits. */
    static byte[] encode(SortedMap<Integer, byte[]> elements) {
        boolean oneByte = fitOneByte(elements);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.forEach((id, data) -> {
            if (oneByte) {
                out.write(id << 4 | data.length - 1);
            } else {
                out.write(id);
                out.write(data.length);
            }
            out.writeBytes(data);
        });
        while (out.size() % 4 != 0) {
            out.write(0);
        }
        return out.toByteArray();
    }
}
