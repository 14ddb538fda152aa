package voip.rtp;

import java.nio.ByteBuffer;

/**
 * The layout of RTCP packets and the checks on it (RFC 3550 §6.4 to §6.6, A.2).
 *
 * <pre>
 * |V=2|P| count |      type     |  length in words, less one    |
 * </pre>
 */
final class RtcpSyntax {
    private static final int HEADER = 4;
    private static final int PADDED = 0x20;
    private static final int ITEM_END = 0;
    private static final int ITEM_CNAME = 1;

    private RtcpSyntax() {}

    /** Whether the bytes are packets that add up to their length, a report first, padding only in the last of several. */
    static boolean isCompound(ByteBuffer bytes) {
        int start = bytes.position();
        int end = bytes.limit();
        if (end - start < 2 * HEADER || (bytes.get(start) & PADDED) != 0 || (bytes.get(start + 1) & 0xFE) != 200) {
            return false;
        }
        int at = start;
        while (at < end) {
            if (end - at < HEADER || (bytes.get(at) & 0xC0) != 0x80) {
                return false;
            }
            int next = at + length(bytes, at);
            boolean padded = (bytes.get(at) & PADDED) != 0;
            if (next > end || padded && next != end || !fits(bytes, at, contentEnd(bytes, at))) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** The length of a packet in bytes, header and padding included. */
    static int length(ByteBuffer bytes, int at) {
        return ((bytes.getShort(at + 2) & 0xFFFF) + 1) * 4;
    }

    /** Where the content of a packet ends and its padding begins; before its header's end if the padding is wrong. */
    static int contentEnd(ByteBuffer bytes, int at) {
        int end = at + length(bytes, at);
        if ((bytes.get(at) & PADDED) == 0) {
            return end;
        }
        int padding = bytes.get(end - 1) & 0xFF;
        return padding == 0 || padding % 4 != 0 ? at : end - padding;
    }

    private static boolean fits(ByteBuffer bytes, int at, int end) {
        int count = bytes.get(at) & 0x1F;
        int content = end - at;
        return switch (bytes.get(at + 1) & 0xFF) {
            case RtcpReader.SENDER_REPORT -> content >= 28 + count * ReportBlock.LENGTH;
            case RtcpReader.RECEIVER_REPORT -> content >= 8 + count * ReportBlock.LENGTH;
            case RtcpReader.SOURCE_DESCRIPTION -> chunksFit(bytes, at, end, count);
            case RtcpReader.BYE -> goodbyeFits(bytes, at + HEADER + 4 * count, end);
            default -> content >= HEADER;
        };
    }

    private static boolean goodbyeFits(ByteBuffer bytes, int reason, int end) {
        return reason == end || reason < end && reason + 1 + (bytes.get(reason) & 0xFF) <= end;
    }

    private static boolean chunksFit(ByteBuffer bytes, int at, int end, int count) {
        int chunk = at + HEADER;
        for (int i = 0; i < count; i++) {
            chunk = chunkEnd(bytes, chunk, at, end);
            if (chunk < 0) {
                return false;
            }
        }
        return chunk <= end;
    }

    /** The end of a chunk that has a null item, on a word boundary of its packet; -1 if it does not fit. */
    private static int chunkEnd(ByteBuffer bytes, int chunk, int packet, int end) {
        int item = chunk + 4;
        while (item < end && bytes.get(item) != ITEM_END) {
            if (item + 1 >= end) {
                return -1;
            }
            item += 2 + (bytes.get(item + 1) & 0xFF);
        }
        int after = packet + (item - packet + 4 & ~3); // at least one null byte
        return item < end && after <= end ? after : -1;
    }

    /** Where the length byte of a source's CNAME item is, in a checked source description; -1 if it has none. */
    static int canonicalName(ByteBuffer bytes, int at, long ssrc) {
        int end = contentEnd(bytes, at);
        int chunk = at + HEADER;
        for (int i = bytes.get(at) & 0x1F; i > 0; i--) {
            if ((bytes.getInt(chunk) & 0xFFFF_FFFFL) == ssrc) {
                for (int item = chunk + 4; bytes.get(item) != ITEM_END; item += 2 + (bytes.get(item + 1) & 0xFF)) {
                    if (bytes.get(item) == ITEM_CNAME) {
                        return item + 1;
                    }
                }
            }
            chunk = chunkEnd(bytes, chunk, at, end);
        }
        return -1;
    }
}
