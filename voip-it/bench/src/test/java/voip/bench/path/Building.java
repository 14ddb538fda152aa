package voip.bench.path;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import voip.api.RtpPacket;

/** Makes RTP packets of a fixed header and 160 bytes of payload. */
final class Building {
    private static final int SSRC = 0x1234_5678;
    private static final int TICKS = 160;
    private static final byte[] PAYLOAD = new byte[160];

    private Building() {}

    /** By the builder, which checks what it is given. */
    record Ours() implements Contender {
        @Override
        public long run() {
            long sum = 0;
            for (int number = 0; number < Operation.WORKLOAD; number++) {
                RtpPacket packet = RtpPacket.builder()
                        .payloadType(8)
                        .sequence(number)
                        .timestamp(TICKS * number)
                        .ssrc(SSRC)
                        .payload(PAYLOAD)
                        .build();
                sum += packet.length() + packet.sequence();
            }
            return sum;
        }
    }

    /** By hand, into an array of its own. */
    record Floor() implements Contender {
        private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

        @Override
        public long run() {
            long sum = 0;
            for (int number = 0; number < Operation.WORKLOAD; number++) {
                byte[] packet = new byte[12 + PAYLOAD.length];
                INT.set(packet, 0, 0x8008_0000 | number);
                INT.set(packet, 4, TICKS * number);
                INT.set(packet, 8, SSRC);
                System.arraycopy(PAYLOAD, 0, packet, 12, PAYLOAD.length);
                kept = packet;
                sum += packet.length + Bytes.uint16(packet, 2);
            }
            return sum;
        }

        private static byte[] kept = {};
    }
}
