package voip.rtp.plugin;

import java.nio.ByteBuffer;
import voip.api.Datagram;

/** A copy of a packet while keys are tried on it: a failed attempt leaves the buffer empty and its bytes undefined. */
final class SavedPacket {
    private final byte[] bytes = new byte[Datagram.CAPACITY];
    private int at;
    private int size;

    void save(ByteBuffer packet) {
        at = packet.position();
        size = packet.remaining();
        System.arraycopy(packet.array(), at, bytes, 0, size);
    }

    void restore(ByteBuffer packet) {
        packet.limit(at + size).position(at);
        System.arraycopy(bytes, 0, packet.array(), at, size);
    }
}
