package voip.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * How well what was heard matches what was said.
 *
 * <p>The two are aligned by their loudest second, and compared there as a whole and piece by piece: a short gap hardly
 * changes the whole, and a shift in the middle leaves one half as it was.
 *
 * @param lag how many samples later it was heard
 * @param correlation of the whole, 1 for the same
 * @param worst the least correlation of a piece in which something is said
 * @param worstAt where that piece begins in the original, in samples
 * @param difference what was heard is longer by, in samples
 */
record AudioMatch(int lag, double correlation, double worst, int worstAt, int difference) {
    private static final double LEAST_CORRELATION = 0.95;
    private static final double LEAST_OF_A_PIECE = 0.9;
    private static final int MOST_DIFFERENCE = Audio.RATE * 40 / 1000;

    private static final int FURTHEST = Audio.RATE / 4;
    private static final int PIECE = Audio.RATE * 40 / 1000;

    /** Root of the mean square; below, G.711 leaves too little of the signal to compare. */
    private static final double AUDIBLE = 300;

    /** Compares, and tells in a failure what the listener has to say. */
    static void assertMatches(short[] said, short[] heard, Object listener) {
        AudioMatch match = of(said, heard);
        assertTrue(match.holds(), () -> match + ": " + listener);
    }

    static AudioMatch of(short[] said, short[] heard) {
        int lag = lag(said, heard);
        double worst = 1;
        int worstAt = 0;
        for (int at = 0; at + PIECE <= said.length; at += PIECE / 2) {
            if (energy(said, at, PIECE) < PIECE * AUDIBLE * AUDIBLE) {
                continue;
            }
            double piece = correlation(said, at, heard, at + lag, PIECE);
            if (piece < worst) {
                worst = piece;
                worstAt = at;
            }
        }
        double whole = correlation(said, 0, heard, lag, said.length);
        return new AudioMatch(lag, whole, worst, worstAt, heard.length - said.length);
    }

    boolean holds() {
        return correlation > LEAST_CORRELATION && worst > LEAST_OF_A_PIECE && Math.abs(difference) <= MOST_DIFFERENCE;
    }

    private static int lag(short[] said, short[] heard) {
        int length = Math.min(Audio.RATE, said.length);
        int loudest = 0;
        for (int at = 0; at + length <= said.length; at += PIECE) {
            if (energy(said, at, length) > energy(said, loudest, length)) {
                loudest = at;
            }
        }
        int best = 0;
        double highest = -1;
        for (int lag = -FURTHEST; lag <= FURTHEST; lag++) {
            double correlation = correlation(said, loudest, heard, loudest + lag, length);
            if (correlation > highest) {
                highest = correlation;
                best = lag;
            }
        }
        return best;
    }

    /** Of two stretches; what is outside of what was heard is silence. */
    private static double correlation(short[] said, int saidFrom, short[] heard, int heardFrom, int length) {
        double product = 0;
        double energySaid = 0;
        double energyHeard = 0;
        for (int i = 0; i < length; i++) {
            int at = heardFrom + i;
            double a = said[saidFrom + i];
            double b = at >= 0 && at < heard.length ? heard[at] : 0;
            product += a * b;
            energySaid += a * a;
            energyHeard += b * b;
        }
        return energySaid == 0 || energyHeard == 0 ? 0 : product / Math.sqrt(energySaid * energyHeard);
    }

    private static double energy(short[] samples, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return sum;
    }
}
