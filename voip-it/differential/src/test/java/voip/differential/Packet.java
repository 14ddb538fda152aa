package voip.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.jitsi.utils.ByteArrayBuffer;

/** A packet in an array with room behind it, as jitsi-srtp wants it. */
final class Packet implements ByteArrayBuffer {
    static final int ROOM = 2048;

    private final byte[] bytes = new byte[ROOM];
    private final boolean control;
    private int length;

    Packet(boolean control) {
        this.control = control;
    }

    boolean isControl() {
        return control;
    }

    int ssrc() {
        int at = control ? 4 : 8;
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    void set(byte[] content, int newLength) {
        System.arraycopy(content, 0, bytes, 0, newLength);
        length = newLength;
    }

    void set(Packet other) {
        set(other.bytes, other.length);
    }

    void assertSame(Packet expected, String what) {
        assertTrue(
                Arrays.equals(bytes, 0, length, expected.bytes, 0, expected.length),
                () -> what + ":\n" + this + "\n" + expected);
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return 0;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public void setOffset(int offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int offset, int count, byte[] out) {
        System.arraycopy(bytes, offset, out, 0, count);
    }

    @Override
    public void grow(int more) {
        // there is room
    }

    @Override
    public void append(byte[] data, int count) {
        System.arraycopy(data, 0, bytes, length, count);
        length += count;
    }

    @Override
    public void shrink(int less) {
        length -= less;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, length);
    }
}
