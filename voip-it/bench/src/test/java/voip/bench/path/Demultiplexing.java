package voip.bench.path;

import java.nio.ByteBuffer;
import voip.api.Datagram;
import voip.api.FirstByteAccess;
import voip.rtp.plugin.ArrivalAccess;

/**
 * Tells whose a datagram is by its first byte (RFC 7983 §7); of RTP and RTCP also which it is by the second (RFC 5761 §4),
 * whether its header fits, its source and its sequence number.
 */
final class Demultiplexing {
    private Demultiplexing() {}

    /** By the media thread's table and the multiplexer's first look. */
    record Ours(OneDatagram arriving, FirstByteAccess protocols, ArrivalAccess arrival) implements Contender {
        Ours() {
            this(new OneDatagram(PathPackets.mixed()), new FirstByteAccess(), new ArrivalAccess());
        }

        @Override
        public long run() {
            long sum = 0;
            for (int i = 0; i < Operation.WORKLOAD; i++) {
                Datagram datagram = arriving.as(i);
                sum += protocols.isMedia(datagram) ? arrival.read(datagram) : 1;
            }
            return sum;
        }
    }

    /** By hand. */
    record Floor(OneDatagram arriving) implements Contender {
        Floor() {
            this(new OneDatagram(PathPackets.mixed()));
        }

        @Override
        public long run() {
            long sum = 0;
            for (int i = 0; i < Operation.WORKLOAD; i++) {
                ByteBuffer bytes = arriving.as(i).bytes();
                sum += look(bytes.array(), bytes.position(), bytes.remaining());
            }
            return sum;
        }

        private static long look(byte[] array, int at, int size) {
            if (size < 12) { // that of RTP; none here is shorter
                throw new AssertionError("too short");
            }
            int first = Bytes.uint8(array, at);
            if (first < 4) {
                return 1;
            }
            if (first >> 6 != 2) {
                throw new AssertionError("unclaimed");
            }
            int second = Bytes.uint8(array, at + 1);
            if (second >= 192 && second <= 223) {
                return Bytes.int32(array, at + 4) + 1;
            }
            int header = 12 + 4 * (first & 0x0F);
            if ((first & 0x10) != 0) {
                header += size < header + 4 ? size : 4 + 4 * Bytes.uint16(array, at + header + 2);
            }
            if (header > size) {
                throw new AssertionError("the header does not fit");
            }
            return Bytes.int32(array, at + 8) + Bytes.uint16(array, at + 2);
        }
    }
}
