package voip.api;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A builder of {@link RtpPacket}s; every setter checks its range and throws {@link IllegalArgumentException}. */
public final class RtpPacketBuilder {
    private static final int MAX_CSRCS = 15;

    private int payloadType;
    private boolean marker;
    private int sequence;
    private long timestamp;
    private long ssrc;
    private long[] csrcs = {};
    private final SortedMap<Integer, byte[]> extensions = new TreeMap<>();
    private int rawProfile;
    private byte @Nullable [] rawExtension;
    private byte[] payload = {};
    private int padding;

    RtpPacketBuilder() {}

    /** Sets the payload type, 0 to 127. */
    public RtpPacketBuilder payloadType(int number) {
        payloadType = (int) inRange("payload type", number, 127);
        return this;
    }

    /** Sets the payload type to the given one's number. */
    public RtpPacketBuilder payloadType(PayloadType type) {
        return payloadType(type.number());
    }

    /** Sets or clears the marker bit. */
    public RtpPacketBuilder marker(boolean set) {
        marker = set;
        return this;
    }

    /** Sets the sequence number, 0 to 65535. */
    public RtpPacketBuilder sequence(int number) {
        sequence = (int) inRange("sequence number", number, 0xFFFF);
        return this;
    }

    /** Sets the timestamp, 0 to 2<sup>32</sup>-1. */
    public RtpPacketBuilder timestamp(long value) {
        timestamp = inRange("timestamp", value, 0xFFFF_FFFFL);
        return this;
    }

    /** Sets the synchronisation source, 0 to 2<sup>32</sup>-1. */
    public RtpPacketBuilder ssrc(long value) {
        ssrc = inRange("SSRC", value, 0xFFFF_FFFFL);
        return this;
    }

    /** Sets the contributing sources, at most 15. */
    public RtpPacketBuilder csrcs(long... sources) {
        inRange("number of CSRCs", sources.length, MAX_CSRCS);
        for (long source : sources) {
            inRange("CSRC", source, 0xFFFF_FFFFL);
        }
        csrcs = sources.clone();
        return this;
    }

    /**
     * Adds an RFC 8285 header extension element. The one-byte form is written if all elements fit it (identifiers up to
     * 14, 1 to 16 bytes), else the two-byte form.
     *
     * @param id the local identifier, 1 to 255 but not 15
     * @param data 0 to 255 bytes
     */
    public RtpPacketBuilder extension(int id, byte[] data) {
        if (id < 1 || id > 255 || id == 15) {
            throw new IllegalArgumentException(
                    "header extension identifier " + id + " is outside 1 to 14 and 16 to 255 (RFC 8285 §4.2)");
        }
        inRange("length of a header extension element", data.length, 255);
        if (rawExtension != null) {
            throw new IllegalArgumentException("a packet has either RFC 8285 elements or one rawExtension, not both");
        }
        extensions.put(id, data.clone());
        return this;
    }

    /**
     * Sets a header extension of another profile (RFC 3550 §5.3.1).
     *
     * @param profile the first 16 bits
     * @param data whole 32-bit words, at most 65,535 of them
     */
    public RtpPacketBuilder rawExtension(int profile, byte[] data) {
        rawProfile = (int) inRange("header extension profile", profile, 0xFFFF);
        if (data.length % 4 != 0) {
            throw new IllegalArgumentException(
                    "a header extension is made of 32-bit words; " + data.length + " bytes are not");
        }
        inRange("length of the header extension in words", data.length / 4, 0xFFFF);
        if (!extensions.isEmpty()) {
            throw new IllegalArgumentException("a packet has either RFC 8285 elements or one rawExtension, not both");
        }
        rawExtension = data.clone();
        return this;
    }

    /** Sets the payload to a copy of these bytes. */
    public RtpPacketBuilder payload(byte[] data) {
        return payload(data, 0, data.length);
    }

    /** Sets the payload to a copy of a part of these bytes. */
    public RtpPacketBuilder payload(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        payload = Arrays.copyOfRange(data, offset, offset + length);
        return this;
    }

    /** Sets the number of padding bytes, the count itself included: 0 (none) to 255. */
    public RtpPacketBuilder padding(int bytes) {
        padding = (int) inRange("padding", bytes, 255);
        return this;
    }

    /** Builds the packet. */
    public RtpPacket build() {
        boolean elements = !extensions.isEmpty();
        byte[] extension = elements ? HeaderExtensions.encode(extensions) : rawExtension;
        int profile = !elements
                ? rawProfile
                : HeaderExtensions.fitOneByte(extensions) ? HeaderExtensions.ONE_BYTE : HeaderExtensions.TWO_BYTE;
        int header = RtpPacket.FIXED_HEADER + 4 * csrcs.length + (extension == null ? 0 : 4 + extension.length);
        ByteBuffer out = ByteBuffer.allocate(header + payload.length + padding);
        out.put((byte) (0x80 | (padding > 0 ? 0x20 : 0) | (extension == null ? 0 : 0x10) | csrcs.length));
        out.put((byte) ((marker ? 0x80 : 0) | payloadType));
        out.putShort((short) sequence).putInt((int) timestamp).putInt((int) ssrc);
        for (long csrc : csrcs) {
            out.putInt((int) csrc);
        }
        if (extension != null) {
            out.putShort((short) profile)
                    .putShort((short) (extension.length / 4))
                    .put(extension);
        }
        out.put(payload);
        if (padding > 0) {
            out.put(out.capacity() - 1, (byte) padding);
        }
        RtpPacket packet = new RtpPacket();
        packet.wrap(out.array(), 0, out.capacity());
        return packet;
    }

    private static long inRange(String what, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is outside 0 to " + most);
        }
        return value;
    }
}
