package voip.bench.path;

import java.nio.ByteBuffer;
import voip.stun.MessageClass;
import voip.stun.StunMessage;

/** Finds out whether a datagram is a STUN message by its header (RFC 8489 §5), and of what class. */
final class StunChecking {
    private StunChecking() {}

    /** What happens to every datagram that begins like STUN. */
    record Ours(ByteBuffer[] packets) implements Contender {
        Ours() {
            this(PathPackets.each(PathPackets::stunResponse));
        }

        @Override
        public long run() {
            long sum = 0;
            for (ByteBuffer bytes : packets) {
                sum += StunMessage.classOf(bytes) == MessageClass.SUCCESS_RESPONSE ? 1 : 0;
            }
            return sum;
        }
    }

    /** By hand. */
    record Floor(ByteBuffer[] packets) implements Contender {
        Floor() {
            this(PathPackets.each(PathPackets::stunResponse));
        }

        @Override
        public long run() {
            long sum = 0;
            for (ByteBuffer bytes : packets) {
                sum += isSuccess(bytes.array(), bytes.position(), bytes.remaining()) ? 1 : 0;
            }
            return sum;
        }

        private static boolean isSuccess(byte[] array, int at, int size) {
            return size >= 20
                    && size % 4 == 0
                    && (Bytes.uint16(array, at) & 0xC110) == 0x0100
                    && Bytes.uint16(array, at + 2) == size - 20
                    && Bytes.int32(array, at + 4) == 0x2112_A442;
        }
    }
}
