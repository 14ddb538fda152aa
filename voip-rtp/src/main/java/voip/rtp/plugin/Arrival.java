package voip.rtp.plugin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import voip.api.Datagram;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.rtp.RtcpReader;

/** The datagram at hand, and what the part of it that is never encrypted says. One for the media thread. */
final class Arrival {
    private static final int CONTROL_HEADER = 8;
    private static final int CONTROL_SSRC_OFFSET = 4;
    private static final int SSRC_OFFSET = 8;
    private static final int SEQUENCE_OFFSET = 2;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private @Nullable Datagram datagram;
    private boolean control;
    private int ssrc;
    private int sequence;

    /** Looks at a datagram that is RTP or RTCP by its first byte. */
    Verdict read(Datagram next) {
        ByteBuffer bytes = next.bytes();
        int at = bytes.position();
        int size = bytes.remaining();
        if (size < 2) {
            return size == 0 ? Verdict.EMPTY : Verdict.MALFORMED;
        }
        byte[] array = bytes.array(); // whose offset is 0
        control = RtcpReader.isControl(array[at + 1] & 0xFF);
        if (control ? size < CONTROL_HEADER : RtpPacket.headerLength(array, at, size) < 0) {
            return Verdict.MALFORMED;
        }
        ssrc = (int) INT.get(array, at + (control ? CONTROL_SSRC_OFFSET : SSRC_OFFSET));
        sequence = control ? 0 : (array[at + SEQUENCE_OFFSET] & 0xFF) << 8 | array[at + SEQUENCE_OFFSET + 1] & 0xFF;
        if (datagram != next) { // the collector would have to be told, of what is hardly ever new
            datagram = next;
        }
        return Verdict.ACCEPTED;
    }

    boolean isControl() {
        return control;
    }

    /** The synchronisation source, or the sender of a report. */
    int ssrc() {
        return ssrc;
    }

    /** The payload type of RTP; of RTCP something else. */
    int payloadType() {
        ByteBuffer bytes = bytes();
        return bytes.get(bytes.position() + 1) & 0x7F;
    }

    /** The sequence number of RTP; 0 for RTCP. */
    int sequence() {
        return sequence;
    }

    ByteBuffer bytes() {
        return datagram().bytes();
    }

    InetSocketAddress source() {
        return datagram().remote();
    }

    long nanos() {
        return datagram().arrivalNanos();
    }

    private Datagram datagram() {
        Datagram current = datagram;
        if (current == null) {
            throw new IllegalStateException("no datagram was read");
        }
        return current;
    }
}
