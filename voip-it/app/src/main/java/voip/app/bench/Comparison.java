package voip.app.bench;

/** The figures of contenders as ratios: medians of those of the rounds, as a machine is not as fast in one as in the next. */
final class Comparison {
    private static final double P99 = 0.99;

    private Comparison() {}

    /** The processor time a packet, in that of another. */
    static double cpu(Result one, Result other) {
        return Quantiles.median(
                Math.min(one.rounds(), other.rounds()), round -> one.cpuNanos(round) / other.cpuNanos(round));
    }

    /** The processor time a packet that one takes beyond another, in that of a third. */
    static double cpuAdded(Result one, Result other, Result unit) {
        return Quantiles.median(
                Math.min(unit.rounds(), Math.min(one.rounds(), other.rounds())),
                round -> (one.cpuNanos(round) - other.cpuNanos(round)) / unit.cpuNanos(round));
    }

    /** The 99th percentile from receive to handler, in that of another. */
    static double p99(Result one, Result other) {
        return Quantiles.median(
                Math.min(one.delays().size(), other.delays().size()),
                round -> p99(one.delays().get(round)) / p99(other.delays().get(round)));
    }

    private static double p99(Histogram delays) {
        return delays.count() == 0 ? Double.NaN : delays.quantile(P99);
    }
}
