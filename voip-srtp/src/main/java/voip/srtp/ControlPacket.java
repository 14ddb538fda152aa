package voip.srtp;

/** What SRTCP has to know of a compound RTCP packet: that it may be one, and who sent it (RFC 3550 §6.4). */
final class ControlPacket {
    /** The last SRTCP index that a key may be used for: it has 31 bits. */
    static final long LAST_INDEX = 0x7FFF_FFFF;

    private ControlPacket() {}

    /** Whether there are a first header and SSRC, and the version is 2. */
    static boolean isPlausible(byte[] bytes, int start, int end) {
        return end - start >= PacketTransform.CONTROL_HEADER && (bytes[start] & 0xC0) == 0x80;
    }

    /** The SSRC of the first packet, which counts for all of them (RFC 3711 §4.1.1). */
    static int ssrc(byte[] bytes, int start) {
        return BigEndian.int32(bytes, start + 4);
    }
}
