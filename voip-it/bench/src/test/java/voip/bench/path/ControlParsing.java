package voip.bench.path;

import java.nio.ByteBuffer;
import voip.api.Verdict;
import voip.rtp.ReportBlock;
import voip.rtp.RtcpReader;

/** Checks compound packets of a sender report and a source description (RFC 3550 A.2), and reads the report and its block. */
final class ControlParsing {
    private ControlParsing() {}

    /** By the reader. */
    record Ours(ByteBuffer[] packets, RtcpReader reader) implements Contender {
        Ours() {
            this(PathPackets.each(PathPackets::control), new RtcpReader());
        }

        @Override
        public long run() {
            long sum = 0;
            for (ByteBuffer bytes : packets) {
                if (reader.read(bytes) != Verdict.ACCEPTED) {
                    throw new AssertionError("not a compound packet");
                }
                while (reader.next()) {
                    if (reader.type() == RtcpReader.SENDER_REPORT) {
                        sum += report();
                    }
                }
            }
            return sum;
        }

        private long report() {
            long sum = reader.ssrc()
                    + reader.ntpTimestamp()
                    + reader.rtpTimestamp()
                    + reader.packetCount()
                    + reader.octetCount();
            for (int i = 0; i < reader.count(); i++) {
                ReportBlock block = reader.reportBlock(i);
                sum += block.ssrc()
                        + block.fractionLost()
                        + block.cumulativeLost()
                        + block.highestSequence()
                        + block.jitter()
                        + block.lastSenderReport()
                        + block.delaySinceLastSenderReport();
            }
            return sum;
        }
    }

    /** By hand, for these two kinds of packets alone, and neither padding nor several chunks. */
    record Floor(ByteBuffer[] packets) implements Contender {
        Floor() {
            this(PathPackets.each(PathPackets::control));
        }

        @Override
        public long run() {
            long sum = 0;
            for (ByteBuffer bytes : packets) {
                sum += read(bytes.array(), bytes.position(), bytes.limit());
            }
            return sum;
        }

        private static long read(byte[] array, int start, int end) {
            long sum = 0;
            for (int at = start; at < end; ) {
                int next = at + 4 + (end - at < 4 ? end : 4 * Bytes.uint16(array, at + 2));
                int first = Bytes.uint8(array, at);
                int type = Bytes.uint8(array, at + 1);
                if (first >> 5 != 4 || next > end || at == start && type != 200) {
                    throw new AssertionError("not a compound packet");
                }
                if (type == 200) {
                    sum += report(array, at, next, first & 0x1F);
                } else if (type == 202) {
                    requireItems(array, at + 8, next);
                }
                at = next;
            }
            return sum;
        }

        private static long report(byte[] array, int at, int next, int count) {
            if (next - at < 28 + 24 * count) {
                throw new AssertionError("the report does not fit");
            }
            long sum = Bytes.uint32(array, at + 4)
                    + (Bytes.uint32(array, at + 8) << 32 | Bytes.uint32(array, at + 12))
                    + Bytes.uint32(array, at + 16)
                    + Bytes.uint32(array, at + 20)
                    + Bytes.uint32(array, at + 24);
            for (int block = at + 28; count > 0; count--, block += 24) {
                int lost = Bytes.int32(array, block + 4);
                sum += Bytes.uint32(array, block)
                        + (lost >>> 24)
                        + (lost << 8 >> 8)
                        + Bytes.uint32(array, block + 8)
                        + Bytes.uint32(array, block + 12)
                        + Bytes.uint32(array, block + 16)
                        + Bytes.uint32(array, block + 20);
            }
            return sum;
        }

        private static void requireItems(byte[] array, int first, int next) {
            int item = first;
            while (item < next && array[item] != 0) {
                item += item + 1 < next ? 2 + Bytes.uint8(array, item + 1) : next;
            }
            if (item >= next) {
                throw new AssertionError("the chunk does not fit");
            }
        }
    }
}
