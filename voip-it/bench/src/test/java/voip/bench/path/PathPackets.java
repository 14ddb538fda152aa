package voip.bench.path;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import voip.api.RtpPacket;
import voip.rtp.ReportBlock;
import voip.rtp.RtcpWriter;
import voip.stun.MessageClass;
import voip.stun.StunMessage;
import voip.stun.TransactionId;

/** What contenders are given: {@link Operation#WORKLOAD} datagrams each, in arrays of their own. */
final class PathPackets {
    private static final int PAYLOAD = 160;
    private static final int CONTROL_EVERY = 16;
    private static final int STUN_EVERY = 32;

    private PathPackets() {}

    /** RTP with the fixed header and 160 bytes of payload. */
    static ByteBuffer[] plain() {
        return each(number -> rtp(number, PAYLOAD).toBytes());
    }

    /** The same with two CSRCs, an extension of two elements, and padding. */
    static ByteBuffer[] full() {
        return each(number -> RtpPacket.builder()
                .payloadType(96)
                .marker(number % 2 == 0)
                .sequence(0xFFF0 + number & 0xFFFF)
                .timestamp(160L * number)
                .ssrc(0xCAFE_BABEL)
                .csrcs(1, 2)
                .extension(1, new byte[] {(byte) number})
                .extension(2, new byte[3])
                .payload(new byte[PAYLOAD])
                .padding(4)
                .build()
                .toBytes());
    }

    /** RTP with little payload, of which now and then one is RTCP, or STUN. */
    static ByteBuffer[] mixed() {
        return each(number -> number % STUN_EVERY == 7
                ? stunResponse(number)
                : number % CONTROL_EVERY == 3 ? control(number) : rtp(number, 2).toBytes());
    }

    /** A Binding success response that says what a server is and whence it was asked (RFC 8489 §6.3.1). */
    static byte[] stunResponse(int number) {
        byte[] id = new byte[TransactionId.LENGTH];
        new Random(number).nextBytes(id);
        return StunMessage.builder(MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, TransactionId.of(id))
                .xorMappedAddress(new InetSocketAddress("192.0.2." + number, 30_000 + number))
                .software("test vector")
                .build()
                .toBytes();
    }

    private static RtpPacket rtp(int number, int length) {
        byte[] payload = new byte[length];
        new Random(number).nextBytes(payload);
        return RtpPacket.builder()
                .payloadType(8)
                .marker(number % 7 == 0)
                .sequence(0xFFF0 + number & 0xFFFF)
                .timestamp(160L * number)
                .ssrc(0xCAFE_BABEL + number)
                .payload(payload)
                .build();
    }

    /** A sender report with one block, and a source description with a canonical name. */
    static byte[] control(int number) {
        ByteBuffer out = ByteBuffer.allocate(200);
        new RtcpWriter(out)
                .senderReport(number, 0xE000_0000_0000_0000L + number, 160L * number, number, 160L * number)
                .reportBlock(new ReportBlock(7, 0, -number, 65_536L + number, 3, 4, 5))
                .canonicalName(number, "user" + number + "@example.org");
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    static ByteBuffer[] each(IntFunction<byte[]> bytes) {
        return IntStream.range(0, Operation.WORKLOAD)
                .mapToObj(bytes)
                .map(ByteBuffer::wrap)
                .toArray(ByteBuffer[]::new);
    }
}
