package voip.bench;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Packets of a few sources, in an order that a network could give them: with CSRCs, header extensions, padding and payloads of
 * 0 to 1,400 bytes, and sequence numbers that roll over again and again.
 */
final class RandomPackets {
    static final int SOURCES = 4;
    private static final int LONGEST_PAYLOAD = 1400;
    private static final int FURTHEST = 20_000;

    private final RandomGenerator random;
    private final int[] ssrcs;
    private final int[] sequences;
    private final int[] skipped = {-1, -1, -1, -1};
    private final byte[] content = new byte[Packets.ROOM];
    private int source;
    private int length;
    private int rollovers;
    private int late;

    RandomPackets(SplittableRandom random) {
        this.random = random;
        ssrcs = random.ints(SOURCES).toArray();
        sequences = random.ints(SOURCES, 0, 1 << 15).toArray(); // the first one tells the roll-over counter
    }

    /** How often a sequence number rolled over. */
    int rollovers() {
        return rollovers;
    }

    /** How many packets came after a later one. */
    int late() {
        return late;
    }

    int ssrc(int ofSource) {
        return ssrcs[ofSource];
    }

    /** The array that begins with the packet that was made last. */
    byte[] packet() {
        return content;
    }

    /** Its length. */
    int length() {
        return length;
    }

    /** Whose it is. */
    int source() {
        return source;
    }

    /** Makes the next RTP packet. */
    void next() {
        random.nextBytes(content);
        source = random.nextInt(SOURCES);
        int csrcs = random.nextInt(4) == 0 ? random.nextInt(16) : 0;
        boolean extended = random.nextInt(3) == 0;
        boolean padded = random.nextInt(8) == 0;
        content[0] = (byte) (0x80 | (padded ? 0x20 : 0) | (extended ? 0x10 : 0) | csrcs);
        putInt16(2, nextSequence());
        putInt32(8, ssrcs[source]);
        length = 12 + 4 * csrcs;
        if (extended) {
            int words = random.nextInt(10);
            putInt16(length + 2, words);
            length += 4 + 4 * words;
        }
        length += random.nextInt(LONGEST_PAYLOAD + 1);
        if (padded) {
            int padding = 1 + random.nextInt(32);
            length += padding;
            content[length - 1] = (byte) padding;
        }
    }

    /** Mostly the next number, or one far ahead, so that the roll-over counter is soon needed; or the one that was left out. */
    private int nextSequence() {
        if (skipped[source] >= 0) {
            int number = skipped[source];
            skipped[source] = -1;
            late++;
            return number;
        }
        int step = random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(FURTHEST);
        int number = sequences[source] + step;
        if (step > 1 && random.nextInt(4) == 0) {
            skipped[source] = number - 1 & 0xFFFF;
        }
        if (number > 0xFFFF) {
            rollovers++;
        }
        sequences[source] = number & 0xFFFF;
        return sequences[source];
    }

    /** Makes the next RTCP packet: a report of any length, of which only the header is looked at. */
    void nextControl() {
        random.nextBytes(content);
        source = random.nextInt(SOURCES);
        int words = 1 + random.nextInt(100);
        content[0] = (byte) (0x80 | random.nextInt(32));
        content[1] = (byte) (200 + random.nextInt(2));
        putInt16(2, words);
        putInt32(4, ssrcs[source]);
        length = 4 + 4 * words;
    }

    private void putInt16(int at, int value) {
        content[at] = (byte) (value >> 8);
        content[at + 1] = (byte) value;
    }

    private void putInt32(int at, int value) {
        putInt16(at, value >> 16);
        putInt16(at + 2, value);
    }
}
