package voip.bench.path;

import java.nio.ByteBuffer;
import voip.api.RtpPacket;
import voip.api.RtpReader;
import voip.api.Verdict;

/** Finds out whether bytes are an RTP packet (RFC 3550 §5.1, A.1), and reads payload type, marker, sequence, timestamp, SSRC and payload length. */
final class Parsing {
    private Parsing() {}

    /** By the view that the media thread lends. */
    record Ours(ByteBuffer[] packets, RtpReader reader) implements Contender {
        Ours(ByteBuffer[] packets) {
            this(packets, new RtpReader());
        }

        @Override
        public long run() {
            long sum = 0;
            for (ByteBuffer bytes : packets) {
                if (reader.read(bytes) != Verdict.ACCEPTED) {
                    throw new AssertionError("not an RTP packet");
                }
                RtpPacket packet = reader.packet();
                sum += packet.payloadType()
                        + (packet.marker() ? 1 : 0)
                        + packet.sequence()
                        + packet.timestamp()
                        + packet.ssrc()
                        + packet.payloadLength();
                reader.revoke();
            }
            return sum;
        }
    }

    /** By hand: the version, and that CSRCs, extension and padding fit; then the fields. */
    record Floor(ByteBuffer[] packets) implements Contender {
        @Override
        public long run() {
            long sum = 0;
            for (ByteBuffer bytes : packets) {
                sum += read(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            }
            return sum;
        }

        private static long read(byte[] array, int at, int size) {
            if (size < 12) {
                throw new AssertionError("too short");
            }
            int first = Bytes.uint8(array, at);
            int header = 12 + 4 * (first & 0x0F);
            if (first >> 6 != 2) {
                throw new AssertionError("not version 2");
            }
            if ((first & 0x10) != 0) {
                if (size < header + 4) {
                    throw new AssertionError("the extension does not fit");
                }
                header += 4 + 4 * Bytes.uint16(array, at + header + 2);
            }
            int payload = size - header;
            if ((first & 0x20) != 0) {
                int padding = Bytes.uint8(array, at + size - 1);
                payload = padding == 0 ? -1 : payload - padding;
            }
            if (payload < 0) {
                throw new AssertionError("header and padding do not fit");
            }
            int second = Bytes.uint8(array, at + 1);
            return (second & 0x7F)
                    + (second >> 7)
                    + Bytes.uint16(array, at + 2)
                    + Bytes.uint32(array, at + 4)
                    + Bytes.uint32(array, at + 8)
                    + payload;
        }
    }
}
