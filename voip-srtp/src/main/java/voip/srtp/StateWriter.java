package voip.srtp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes with secrets in them, of which no copy is left behind. */
final class StateWriter implements AutoCloseable {
    private ByteBuffer bytes = ByteBuffer.allocate(512);

    StateWriter uint8(int value) {
        room(1).put((byte) value);
        return this;
    }

    StateWriter int32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    StateWriter int64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    StateWriter bytes(byte[] value) {
        room(value.length).put(value);
        return this;
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer former = bytes;
            bytes = ByteBuffer.allocate(2 * former.capacity() + more).put(former.flip());
            wipe(former);
        }
        return bytes;
    }

    /** A copy, for the caller to wipe. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Override
    public void close() {
        wipe(bytes);
    }

    private static void wipe(ByteBuffer secret) {
        Arrays.fill(secret.array(), (byte) 0);
    }
}
