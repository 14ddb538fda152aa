package voip.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A dump of the heap (HPROF 1.0.2), of which it is known what belongs to nobody.
 *
 * <p>A collector that compacts may leave a few dead objects where they are. It makes an array of {@code int} of them, to which
 * nothing refers and in which all that they held still stands, and the dump has that, too.
 */
final class HeapDump {
    private static final int HEAP = 0x0C;
    private static final int HEAP_SEGMENT = 0x1C;
    private static final int CLASS = 0x20;
    private static final int INSTANCE = 0x21;
    private static final int OBJECTS = 0x22;
    private static final int PRIMITIVES = 0x23;
    private static final byte INT = 10;

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private final int id; // bytes of an identifier
    private final int begin;

    HeapDump(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes);
        int name = 0;
        while (bytes[name] != 0) {
            name++;
        }
        this.id = numbers.getInt(name + 1);
        this.begin = name + 1 + 4 + 8;
    }

    byte[] bytes() {
        return bytes;
    }

    void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** Whether the byte there is part of dead objects: of an array of {@code int} that nothing in the dump refers to. */
    boolean isDead(int at) {
        int object = objectAt(at);
        return object >= 0
                && bytes[object] == PRIMITIVES
                && bytes[object + 1 + id + 8] == INT
                && !isReferredTo(object + 1);
    }

    /** Where the record of the object begins that this byte is part of; negative if it is part of none, or of one that is unknown. */
    private int objectAt(int at) {
        for (int record = begin; record < bytes.length; ) {
            int body = record + 9;
            int end = body + numbers.getInt(record + 5);
            if (at >= body && at < end) {
                return bytes[record] == HEAP || bytes[record] == HEAP_SEGMENT ? objectAt(at, body, end) : -1;
            }
            record = end;
        }
        return -1;
    }

    private int objectAt(int at, int from, int to) {
        int object = from;
        int end = end(object);
        while (end >= 0 && end <= at && end < to) {
            object = end;
            end = end(object);
        }
        return end > at ? object : -1;
    }

    /** Negative if it is not known what is there. */
    private int end(int object) {
        int content = object + 1 + id;
        return switch (bytes[object] & 0xFF) {
            case 0xFF, 0x05, 0x07 -> content; // what is referred to from outside the heap, as in the next three lines
            case 0x01 -> content + id;
            case 0x04, 0x06 -> content + 4;
            case 0x02, 0x03, 0x08 -> content + 8;
            case CLASS -> classEnd(content);
            case INSTANCE -> content + 4 + id + 4 + numbers.getInt(content + 4 + id);
            case OBJECTS -> content + 8 + id + id * numbers.getInt(content + 4);
            case PRIMITIVES -> content + 9 + size(content + 8) * numbers.getInt(content + 4);
            default -> -1;
        };
    }

    /** The end of the record of a class, which has constants, values of static fields, and descriptions of fields. */
    private int classEnd(int content) {
        int at = content + 4 + 6 * id + 4;
        int constants = numbers.getShort(at) & 0xFFFF;
        at += 2;
        for (int i = 0; i < constants; i++) {
            at += 3 + size(at + 2);
        }
        int statics = numbers.getShort(at) & 0xFFFF;
        at += 2;
        for (int i = 0; i < statics; i++) {
            at += id + 1 + size(at + id);
        }
        int fields = numbers.getShort(at) & 0xFFFF;
        return at + 2 + fields * (id + 1);
    }

    /** The bytes of a value whose type stands there. */
    private int size(int type) {
        return switch (bytes[type]) {
            case 4, 8 -> 1; // boolean, byte
            case 5, 9 -> 2; // char, short
            case 6, INT -> 4; // float, int
            case 7, 11 -> 8; // double, long
            default -> id;
        };
    }

    /** Whether the identifier that stands there stands somewhere else too, be it by accident. */
    private boolean isReferredTo(int identifier) {
        for (int at = begin; at <= bytes.length - id; at++) {
            if (at != identifier && Arrays.equals(bytes, at, at + id, bytes, identifier, identifier + id)) {
                return true;
            }
        }
        return false;
    }
}
