package voip.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import voip.api.Verdict;

/**
 * A reader of compound RTCP packets (RFC 3550 §6), which checks one whole before it shows the packets within, one after
 * the other:
 *
 * <pre>
 * if (reader.read(compound) == Verdict.ACCEPTED) {
 *     while (reader.next()) {
 *         switch (reader.type()) { case RtcpReader.BYE -&gt; ... }
 *     }
 * }
 * </pre>
 *
 * <p>It reads the buffer in place, which must be big-endian, as buffers are unless told otherwise. Accessors throw
 * {@link IllegalStateException} before {@link #next}, and in a packet of another type than theirs. For one thread.
 */
public final class RtcpReader {
    /** The packet type of a sender report. */
    public static final int SENDER_REPORT = 200;
    /** The packet type of a receiver report. */
    public static final int RECEIVER_REPORT = 201;
    /** The packet type of source descriptions. */
    public static final int SOURCE_DESCRIPTION = 202;
    /** The packet type of a goodbye. */
    public static final int BYE = 203;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NOTHING;
    private int at; // the packet shown
    private int next; // the one after it

    /** Makes a reader without a packet. */
    public RtcpReader() {}

    /** Whether a datagram is RTCP rather than RTP, by its second byte, 0 to 255 (RFC 5761 §4). */
    public static boolean isControl(int secondByte) {
        return secondByte >= 192 && secondByte <= 223;
    }

    /**
     * Checks the bytes from position to limit, which stay as they are, and goes before the first packet (RFC 3550 A.2).
     *
     * @return {@link Verdict#ACCEPTED}, or {@link Verdict#MALFORMED} if they are not a compound packet that begins with a
     *     sender or receiver report, or the content of one of the four known types does not fit its length
     */
    public Verdict read(ByteBuffer compound) {
        bytes = RtcpSyntax.isCompound(compound) ? compound : NOTHING;
        next = bytes.position();
        at = next;
        return bytes == NOTHING ? Verdict.MALFORMED : Verdict.ACCEPTED;
    }

    /** Goes to the next packet, of whatever type; false at the end. */
    public boolean next() {
        if (next >= bytes.limit()) {
            return false;
        }
        at = next;
        next = at + RtcpSyntax.length(bytes, at);
        return true;
    }

    /** The packet type, 0 to 255. */
    public int type() {
        return bytes.get(current() + 1) & 0xFF;
    }

    /** The number of report blocks, chunks or sources, 0 to 31; what other types make of these bits. */
    public int count() {
        return bytes.get(current()) & 0x1F;
    }

    /** The first source: the sender's in a report, the one that leaves in a goodbye; 0 if there is none. */
    public long ssrc() {
        return next - current() >= 8 ? uint32(at + 4) : 0;
    }

    /** The wall-clock time of a sender report, as an {@linkplain NtpTimestamp NTP timestamp}. */
    public long ntpTimestamp() {
        return require(SENDER_REPORT).getLong(at + 8);
    }

    /** The RTP timestamp of the same time. */
    public long rtpTimestamp() {
        require(SENDER_REPORT);
        return uint32(at + 16);
    }

    /** The sender's packet count. */
    public long packetCount() {
        require(SENDER_REPORT);
        return uint32(at + 20);
    }

    /** The sender's octet count. */
    public long octetCount() {
        require(SENDER_REPORT);
        return uint32(at + 24);
    }

    /**
     * A block of a sender or receiver report.
     *
     * @throws IndexOutOfBoundsException if there are not that many
     */
    public ReportBlock reportBlock(int index) {
        boolean sender = type() == SENDER_REPORT;
        if (!sender) {
            require(RECEIVER_REPORT);
        }
        int block = at + (sender ? 28 : 8) + Objects.checkIndex(index, count()) * ReportBlock.LENGTH;
        int lost = bytes.getInt(block + 4);
        return new ReportBlock(
                uint32(block),
                lost >>> 24,
                lost << 8 >> 8, // 24 bits, signed
                uint32(block + 8),
                uint32(block + 12),
                uint32(block + 16),
                uint32(block + 20));
    }

    /**
     * The canonical name that a source description gives a source.
     *
     * @return null if it gives none
     */
    public @Nullable String canonicalName(long ssrc) {
        require(SOURCE_DESCRIPTION);
        int item = RtcpSyntax.canonicalName(bytes, at, ssrc);
        return item < 0 ? null : text(item);
    }

    /**
     * A source that says goodbye.
     *
     * @throws IndexOutOfBoundsException if there are not that many
     */
    public long leaving(int index) {
        require(BYE);
        return uint32(at + 4 + 4 * Objects.checkIndex(index, count()));
    }

    /** Why the sources of a goodbye leave; empty if it does not say. */
    public String reason() {
        require(BYE);
        int text = at + 4 + 4 * count();
        return text < RtcpSyntax.contentEnd(bytes, at) ? text(text) : "";
    }

    private ByteBuffer require(int type) {
        if (type() != type) {
            throw new IllegalStateException("the packet is of type " + type() + ", not " + type);
        }
        return bytes;
    }

    private int current() {
        if (next == at) {
            throw new IllegalStateException("no packet is being read: next() comes first");
        }
        return at;
    }

    private String text(int lengthAt) {
        byte[] text = new byte[bytes.get(lengthAt) & 0xFF];
        bytes.get(lengthAt + 1, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private long uint32(int index) {
        return bytes.getInt(index) & 0xFFFF_FFFFL;
    }
}
