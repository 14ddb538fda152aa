package voip.app.bench;

/** The figures of contenders as ratios. */
final class Comparison {
    private static final double P99 = 0.99;

    private Comparison() {}

    /** The processor time a packet, in that of another. */
    static double cpu(Result one, Result other) {
        return one.cpuNanos() / other.cpuNanos();
    }

    /** The processor time a packet that one takes beyond another, in that of a third. */
    static double cpuAdded(Result one, Result other, Result unit) {
        return (one.cpuNanos() - other.cpuNanos()) / unit.cpuNanos();
    }

    /** The 99th percentile from receive to handler, in that of another: the median of what the rounds show. */
    static double p99(Result one, Result other) {
        return Quantiles.median(
                Math.min(one.delays().size(), other.delays().size()),
                round -> (double) one.delays().get(round).quantile(P99)
                        / other.delays().get(round).quantile(P99));
    }
}
