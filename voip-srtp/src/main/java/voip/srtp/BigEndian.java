package voip.srtp;

/** Numbers in network byte order. */
final class BigEndian {
    private BigEndian() {}

    static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    static int int32(byte[] bytes, int at) {
        return uint16(bytes, at) << 16 | uint16(bytes, at + 2);
    }

    static void putInt32(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }
}
