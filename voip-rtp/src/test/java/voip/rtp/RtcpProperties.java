package voip.rtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import voip.api.Verdict;

class RtcpProperties {
    private final RtcpReader reader = new RtcpReader();

    /** Bytes behind a valid header, so that the checks behind the first are reached. */
    @Property(tries = 3000)
    void neverThrowsForWhatItAccepts(@ForAll @Size(max = 80) byte[] tail, @ForAll boolean sender, @ForAll byte type) {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        RtcpWriter writer = new RtcpWriter(bytes);
        if (sender) {
            writer.senderReport(1, 2, 3, 4, 5);
        } else {
            writer.receiverReport(1);
        }
        int words = tail.length / 4;
        bytes.put((byte) (0x80 | (tail.length > 0 ? tail[0] & 0x3F : 0)))
                .put((byte) (200 + (type & 7)))
                .putShort((short) words)
                .put(tail, 0, words * 4)
                .flip();
        if (reader.read(bytes) == Verdict.ACCEPTED) {
            int seen = 0;
            while (reader.next()) {
                seen++;
                readAll();
            }
            assertTrue(seen == 2);
        }
    }

    private void readAll() {
        reader.ssrc();
        for (int i = 0; i < reader.count(); i++) {
            switch (reader.type()) {
                case RtcpReader.SENDER_REPORT, RtcpReader.RECEIVER_REPORT -> reader.reportBlock(i);
                case RtcpReader.BYE -> reader.leaving(i);
                default -> {}
            }
        }
        if (reader.type() == RtcpReader.SOURCE_DESCRIPTION) {
            reader.canonicalName(1);
            reader.canonicalName(0);
        } else if (reader.type() == RtcpReader.BYE) {
            reader.reason();
        }
    }
}
