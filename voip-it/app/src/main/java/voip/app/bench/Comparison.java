package voip.app.bench;

/** The figures of two contenders of the same rounds, as ratios of each round and the median of these. */
final class Comparison {
    private static final double P99 = 0.99;

    private Comparison() {}

    /** The processor time a packet, in that of another. */
    static double cpu(Result one, Result other) {
        return Medians.of(rounds(one, other), round -> cpu(one, round) / cpu(other, round));
    }

    /** The processor time a packet that one takes beyond another, in that of a third. */
    static double cpuAdded(Result one, Result other, Result unit) {
        return Medians.of(
                Math.min(rounds(one, other), rounds(one, unit)),
                round -> (cpu(one, round) - cpu(other, round)) / cpu(unit, round));
    }

    /** The 99th percentile from receive to handler, in that of another. */
    static double p99(Result one, Result other) {
        return Medians.of(
                Math.min(one.delays().size(), other.delays().size()),
                round -> (double) one.delays().get(round).quantile(P99)
                        / other.delays().get(round).quantile(P99));
    }

    private static int rounds(Result one, Result other) {
        return Math.min(one.saturated().size(), other.saturated().size());
    }

    private static double cpu(Result result, int round) {
        return result.saturated().get(round).cpuNanosPerPacket();
    }
}
