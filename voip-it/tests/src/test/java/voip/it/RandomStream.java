package voip.it;

import java.nio.ByteBuffer;
import java.util.Random;
import voip.api.RtpPacket;
import voip.api.RtpPacketBuilder;

/**
 * Packets of a few sources, with CSRCs, header extensions, padding and payloads of 0 to 1,400 bytes, whose sequence numbers
 * soon roll over; and reports of them.
 */
final class RandomStream {
    private static final int SOURCES = 4;
    private static final int FURTHEST = 20_000;

    private final Random random;
    private final long[] ssrcs;
    private final int[] sequences;
    private int rollovers;

    RandomStream(Random random) {
        this.random = random;
        ssrcs = random.longs(SOURCES, 0, 1L << 32).toArray();
        sequences = random.ints(SOURCES, 0, 1 << 16).toArray();
    }

    /** How often a sequence number rolled over. */
    int rollovers() {
        return rollovers;
    }

    byte[] rtp() {
        int source = random.nextInt(SOURCES);
        RtpPacketBuilder builder = RtpPacket.builder()
                .payloadType(random.nextInt(64))
                .marker(random.nextBoolean())
                .sequence(sequences[source])
                .timestamp(random.nextInt() & 0xFFFF_FFFFL)
                .ssrc(ssrcs[source])
                .csrcs(random.longs(random.nextInt(16), 0, 1L << 32).toArray())
                .payload(bytes(random.nextInt(1401)));
        if (random.nextBoolean()) {
            builder.rawExtension(random.nextInt(1 << 16), bytes(4 * random.nextInt(10)));
        }
        if (random.nextInt(4) == 0) {
            builder.padding(4 * (1 + random.nextInt(8)));
        }
        sequences[source] = next(sequences[source]);
        return builder.build().toBytes();
    }

    /** Mostly the next number, sometimes one so far ahead that the roll-over counter is soon needed. */
    private int next(int sequence) {
        int next = sequence + (random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(FURTHEST));
        if (next > 0xFFFF) {
            rollovers++;
        }
        return next & 0xFFFF;
    }

    /** A report of any length; only its header is looked at. */
    byte[] rtcp() {
        int words = 1 + random.nextInt(300);
        return ByteBuffer.allocate(4 + 4 * words)
                .put((byte) 0x80)
                .put((byte) (200 + random.nextInt(5)))
                .putShort((short) words)
                .putInt((int) ssrcs[random.nextInt(SOURCES)])
                .put(bytes(4 * words - 4))
                .array();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
