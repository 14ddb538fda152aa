package voip.it;

import voip.testkit.ThreadCost;

/** What the thread that echoes allocates for a packet: it tells of each one, and reads its own count of bytes at some. */
final class EchoMeter {
    private static final int WARM_UP = 20_000;
    private static final int ROUND = 6_000;
    private static final int ROUNDS = 3;

    private int packets;
    private long before;
    private volatile long least = Long.MAX_VALUE;

    /** One more packet is at hand; always called by the same thread. */
    void packet() {
        int measured = packets++ - WARM_UP;
        if (measured < 0 || measured % ROUND != 0) {
            return;
        }
        long now = ThreadCost.allocatedBytes();
        if (measured > 0) {
            least = Math.min(least, now - before);
        }
        before = now;
    }

    /** Sends enough packets, and returns the bytes of one in the round that took least. */
    double allocatedPerPacket(EchoClients clients) throws Exception {
        clients.exchange(WARM_UP + ROUNDS * ROUND + 1);
        return (double) least / ROUND;
    }
}
