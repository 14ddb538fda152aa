package voip.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An RTP data packet (RFC 3550 §5.1): a read-only view of its bytes, without a copy.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |           synchronization source (SSRC) identifier            |
 * |            contributing source (CSRC) identifiers ...         |
 * | defined by profile (if X)     |  length in 32-bit words       |
 * |                      header extension ...                     |
 * |                  payload ...      | padding ... | pad count   |
 * </pre>
 *
 * <p>Packets that {@link #parse}, {@link #copy} and {@link #builder} make are immutable. The one that an
 * {@link RtpReader} lends, and so the one a {@link CallSession} is given, is valid only while it is lent: afterwards its
 * accessors throw {@link IllegalStateException}, as far as that can be told.
 */
public final class RtpPacket {
    /** The length in bytes of the header without CSRCs and extension. */
    public static final int FIXED_HEADER = 12;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int start;
    private int length; // 0: not lent, or not lent any more
    private int headerLength;
    private int paddingLength;

    RtpPacket() {}

    /**
     * Parses a packet from a copy of the given bytes.
     *
     * @throws IllegalArgumentException if they are not an RTP packet
     */
    public static RtpPacket parse(byte[] packet) {
        RtpPacket parsed = new RtpPacket();
        if (parsed.wrap(packet.clone(), 0, packet.length) != Verdict.ACCEPTED) {
            throw new IllegalArgumentException("not an RTP packet: the header, extension or padding of these "
                    + packet.length + " bytes does not fit (RFC 3550 §5.1)");
        }
        return parsed;
    }

    /** A builder of a packet with payload type 0, no payload, and everything else zero. */
    public static RtpPacketBuilder builder() {
        return new RtpPacketBuilder();
    }

    /** Points this view at a packet, or at nothing if it is malformed. */
    Verdict wrap(byte[] array, int offset, int size) {
        length = 0;
        int header = headerLength(array, offset, size);
        if (header < 0) {
            return Verdict.MALFORMED;
        }
        int padding = 0;
        if ((array[offset] & 0x20) != 0) {
            padding = array[offset + size - 1] & 0xFF;
            if (padding == 0 || padding > size - header) {
                return Verdict.MALFORMED;
            }
        }
        if (bytes != array) { // the collector would have to be told, of what is hardly ever new
            bytes = array;
        }
        start = offset;
        length = size;
        headerLength = header;
        paddingLength = padding;
        return Verdict.ACCEPTED;
    }

    /**
     * The length of the header with CSRCs and extension, in bytes, of an RTP packet whose payload may still be encrypted.
     *
     * @return -1 if the bytes are not an RTP packet, or too short for the header they announce
     */
    public static int headerLength(byte[] array, int offset, int size) {
        if (size < FIXED_HEADER || (array[offset] & 0xC0) != 0x80) {
            return -1;
        }
        int header = FIXED_HEADER + 4 * (array[offset] & 0x0F);
        if ((array[offset] & 0x10) != 0) {
            if (size < header + 4) {
                return -1;
            }
            header += 4 + 4 * uint16(array, offset + header + 2);
        }
        return header <= size ? header : -1;
    }

    void revoke() {
        length = 0;
    }

    /** The payload type, 0 to 127. */
    public int payloadType() {
        return live()[start + 1] & 0x7F;
    }

    /** The marker bit. */
    public boolean marker() {
        return (live()[start + 1] & 0x80) != 0;
    }

    /** The sequence number, 0 to 65535. */
    public int sequence() {
        return uint16(live(), start + 2);
    }

    /** The timestamp, 0 to 2<sup>32</sup>-1, in units of the payload's clock rate. */
    public long timestamp() {
        return uint32(live(), start + 4);
    }

    /** The synchronisation source, 0 to 2<sup>32</sup>-1. */
    public long ssrc() {
        return uint32(live(), start + 8);
    }

    /** The number of contributing sources, 0 to 15. */
    public int csrcCount() {
        return live()[start] & 0x0F;
    }

    /**
     * A contributing source.
     *
     * @throws IndexOutOfBoundsException if there are not that many
     */
    public long csrc(int index) {
        Objects.checkIndex(index, csrcCount());
        return uint32(bytes, start + FIXED_HEADER + 4 * index);
    }

    /** Whether there is a header extension. */
    public boolean hasExtension() {
        return (live()[start] & 0x10) != 0;
    }

    /** The 16 bits of the header extension that its profile defines, or -1 without one; 0xBEDE and 0x100x are RFC 8285's. */
    public int extensionProfile() {
        return hasExtension() ? uint16(bytes, extensionStart()) : -1;
    }

    /** The header extension's data without its first word, read-only, or null without one. */
    public @Nullable ByteBuffer extensionData() {
        return hasExtension() ? slice(extensionStart() + 4, start + headerLength) : null;
    }

    /**
     * The data of a header extension element by its local identifier (RFC 8285 §4.2, §4.3), read-only.
     *
     * @return null if the packet carries none with that identifier
     */
    public @Nullable ByteBuffer extension(int id) {
        if (!hasExtension()) {
            return null;
        }
        long found = HeaderExtensions.find(bytes, extensionStart(), start + headerLength, id);
        return found < 0 ? null : slice((int) (found >>> 32), (int) (found >>> 32) + (int) found);
    }

    /** The length of the payload in bytes, without padding. */
    public int payloadLength() {
        live();
        return length - headerLength - paddingLength;
    }

    /** The payload, read-only, without padding. Allocates a buffer; {@link #payloadTo} does not. */
    public ByteBuffer payload() {
        live();
        return slice(start + headerLength, start + length - paddingLength);
    }

    /**
     * Copies the payload into a buffer, at its position, which moves on.
     *
     * @throws java.nio.BufferOverflowException if it does not fit
     */
    public void payloadTo(ByteBuffer into) {
        into.put(live(), start + headerLength, payloadLength());
    }

    /** The number of padding bytes, the count itself included; 0 without padding. */
    public int paddingLength() {
        live();
        return paddingLength;
    }

    /** The length of the whole packet in bytes. */
    public int length() {
        live();
        return length;
    }

    /**
     * Copies the whole packet into a buffer, at its position, which moves on.
     *
     * @throws java.nio.BufferOverflowException if it does not fit
     */
    public void writeTo(ByteBuffer into) {
        into.put(live(), start, length);
    }

    /** A copy of the whole packet's bytes. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(live(), start, start + length);
    }

    /** An immutable packet with a copy of the bytes. */
    public RtpPacket copy() {
        return parse(toBytes());
    }

    @Override
    public String toString() {
        if (length == 0) {
            return "RtpPacket[no longer valid]";
        }
        return "RtpPacket[pt=" + payloadType() + " seq=" + sequence() + " ts=" + timestamp() + " ssrc=0x"
                + Long.toHexString(ssrc()) + " payload=" + payloadLength() + (marker() ? " marker]" : "]");
    }

    private byte[] live() {
        if (length == 0) {
            throw notLent();
        }
        return bytes;
    }

    private static IllegalStateException notLent() {
        return new IllegalStateException(
                "this RtpPacket was only valid during packetReceived; keep packet.copy() instead");
    }

    private int extensionStart() {
        return start + FIXED_HEADER + 4 * csrcCount();
    }

    private ByteBuffer slice(int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
    }

    private static int uint16(byte[] array, int at) {
        return (short) SHORT.get(array, at) & 0xFFFF;
    }

    private static long uint32(byte[] array, int at) {
        return (int) INT.get(array, at) & 0xFFFF_FFFFL;
    }
}
