package voip.app;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import voip.api.PayloadType;
import voip.api.RtpPacket;

/**
 * The audio of one RTP stream, each packet placed by its timestamp: what is lost is silence, what comes late or twice is
 * where it belongs.
 *
 * <p>It holds no more than its limit, whatever timestamps say. Threads may share it.
 */
final class Recording {
    /** How far before the first packet one that overtook it may be, in samples. */
    private static final int EARLIEST = WavFile.RATE;

    private final Iterable<PayloadType> formats;
    private final int limit;
    private short[] samples = new short[WavFile.RATE];
    private int length;
    private boolean started;
    private boolean shiftable;
    private long ssrc;
    private long firstTimestamp;
    private int packets;
    private int refused;
    private long lastNanos;

    /**
     * A recording that begins with the first packet.
     *
     * @param formats the payload types to record
     * @param limit in samples
     */
    Recording(Iterable<PayloadType> formats, int limit) {
        this.formats = formats;
        this.limit = limit;
        this.shiftable = true;
    }

    /** A recording that begins with a known timestamp. */
    static Recording from(long firstTimestamp, Iterable<PayloadType> formats, int limit) {
        Recording recording = new Recording(formats, limit);
        recording.firstTimestamp = firstTimestamp;
        recording.shiftable = false;
        return recording;
    }

    /** Takes a packet; one of another source, codec or time is counted as refused. */
    synchronized void add(RtpPacket packet) {
        Codec codec = codec(packet.payloadType());
        if (codec == null || started && packet.ssrc() != ssrc || !place(packet, codec)) {
            refused++;
        } else {
            packets++;
            lastNanos = System.nanoTime();
        }
    }

    private @Nullable Codec codec(int payloadType) {
        for (PayloadType type : formats) {
            if (type.number() == payloadType) {
                return Codec.of(type).orElse(null);
            }
        }
        return null;
    }

    private boolean place(RtpPacket packet, Codec codec) {
        if (!started && shiftable) {
            firstTimestamp = packet.timestamp();
        }
        int offset = (int) (packet.timestamp() - firstTimestamp); // wraps as timestamps do
        if (offset < 0 && shiftable && offset >= -EARLIEST && length - offset <= limit) {
            grow(length - offset);
            System.arraycopy(samples, 0, samples, -offset, length);
            Arrays.fill(samples, 0, -offset, (short) 0);
            length -= offset;
            firstTimestamp = packet.timestamp();
            offset = 0;
        }
        if (offset < 0 || offset + (long) packet.payloadLength() > limit) {
            return false;
        }
        byte[] payload = new byte[packet.payloadLength()];
        packet.payload().get(payload);
        grow(offset + payload.length);
        System.arraycopy(codec.decode(payload), 0, samples, offset, payload.length);
        length = Math.max(length, offset + payload.length);
        ssrc = packet.ssrc();
        started = true;
        return true;
    }

    private void grow(int needed) {
        if (needed > samples.length) {
            samples = Arrays.copyOf(samples, (int) Math.min(limit, Math.max(needed, 2L * samples.length)));
        }
    }

    /** The audio so far. */
    synchronized short[] samples() {
        return Arrays.copyOf(samples, length);
    }

    /** The number of packets placed. */
    synchronized int packets() {
        return packets;
    }

    /** The number of packets that do not belong to this stream. */
    synchronized int refused() {
        return refused;
    }

    /** When the last packet was placed, on {@link System#nanoTime()}; meaningless before the first. */
    synchronized long lastNanos() {
        return lastNanos;
    }
}
