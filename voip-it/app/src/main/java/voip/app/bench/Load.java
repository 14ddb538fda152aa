package voip.app.bench;

/**
 * What to load the echoes with.
 *
 * @param calls 1 or more
 * @param payload bytes of RTP payload
 * @param seconds to measure for, with the warm-up
 * @param rate packets a second where all are loaded equally; 0 for one that all can bear
 */
public record Load(int calls, int payload, int seconds, int rate) {
    private static final double SLICE_SECONDS = 0.15;
    private static final int LEAST = 32;
    private static final int MOST = 8192;

    /** How many packets a slice at a rate has. */
    static int slice(double perSecond) {
        return (int) Math.max(LEAST, Math.min(MOST, perSecond * SLICE_SECONDS));
    }
}
