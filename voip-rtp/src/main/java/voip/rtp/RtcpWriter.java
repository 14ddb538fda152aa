package voip.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A writer of compound RTCP packets (RFC 3550 §6) at a buffer's position, which moves on.
 *
 * <p>A compound packet begins with a report and holds a source description with the sender's CNAME (§6.1). Every method
 * throws {@link java.nio.BufferOverflowException} if the buffer is too small. SSRCs, timestamps and counts are 32 bits;
 * what lies above is dropped.
 */
public final class RtcpWriter {
    private static final int MAX_COUNT = 31;
    private static final int MAX_TEXT = 255;

    private final ByteBuffer out;
    private int report = -1; // where the last packet begins, while it is a report that may take blocks

    /** Makes a writer that appends to the buffer. */
    public RtcpWriter(ByteBuffer into) {
        out = into;
    }

    /**
     * Begins a sender report (§6.4.1).
     *
     * @param ntpTimestamp now, as an {@linkplain NtpTimestamp NTP timestamp}
     * @param rtpTimestamp now, on the RTP clock of the stream
     */
    public RtcpWriter senderReport(long ssrc, long ntpTimestamp, long rtpTimestamp, long packets, long octets) {
        report = begin(RtcpReader.SENDER_REPORT, 0);
        out.putInt((int) ssrc).putLong(ntpTimestamp);
        out.putInt((int) rtpTimestamp).putInt((int) packets).putInt((int) octets);
        return end(report);
    }

    /** Begins a receiver report (§6.4.2). */
    public RtcpWriter receiverReport(long ssrc) {
        report = begin(RtcpReader.RECEIVER_REPORT, 0);
        out.putInt((int) ssrc);
        return end(report);
    }

    /**
     * Adds a block to the report just begun; its cumulative loss is clamped to 24 bits (A.3).
     *
     * @throws IllegalStateException if the last packet is not a report, or has 31 blocks already
     */
    public RtcpWriter reportBlock(ReportBlock block) {
        if (report < 0 || (out.get(report) & 0x1F) == MAX_COUNT) {
            throw new IllegalStateException("a block needs a sender or receiver report of less than 31 before it");
        }
        int lost = Math.max(-0x80_0000, Math.min(0x7F_FFFF, block.cumulativeLost()));
        out.putInt((int) block.ssrc()).putInt(block.fractionLost() << 24 | lost & 0xFF_FFFF);
        out.putInt((int) block.highestSequence()).putInt((int) block.jitter());
        out.putInt((int) block.lastSenderReport()).putInt((int) block.delaySinceLastSenderReport());
        out.put(report, (byte) (out.get(report) + 1));
        return end(report);
    }

    /**
     * Adds a source description with a CNAME (§6.5.1).
     *
     * @throws IllegalArgumentException if the name is longer than 255 bytes of UTF-8
     */
    public RtcpWriter canonicalName(long ssrc, String name) {
        byte[] text = text("a canonical name", name);
        int start = begin(RtcpReader.SOURCE_DESCRIPTION, 1);
        report = -1;
        out.putInt((int) ssrc).put((byte) 1).put((byte) text.length).put(text);
        out.put((byte) 0); // ends the chunk
        return end(start);
    }

    /**
     * Adds a goodbye (§6.6).
     *
     * @param reason why; may be empty
     * @throws IllegalArgumentException if the reason is longer than 255 bytes of UTF-8
     */
    public RtcpWriter bye(long ssrc, String reason) {
        byte[] text = text("a reason for leaving", reason);
        int start = begin(RtcpReader.BYE, 1);
        report = -1;
        out.putInt((int) ssrc);
        if (text.length > 0) {
            out.put((byte) text.length).put(text);
        }
        return end(start);
    }

    private int begin(int type, int count) {
        int start = out.position();
        out.put((byte) (0x80 | count)).put((byte) type).putShort((short) 0);
        return start;
    }

    /** Fills the last word with zeros and writes the length. */
    private RtcpWriter end(int start) {
        while ((out.position() - start) % 4 != 0) {
            out.put((byte) 0);
        }
        out.putShort(start + 2, (short) ((out.position() - start) / 4 - 1));
        return this;
    }

    private static byte[] text(String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT) {
            throw new IllegalArgumentException(
                    what + " of " + bytes.length + " bytes is longer than 255 (RFC 3550 §6.5)");
        }
        return bytes;
    }
}
