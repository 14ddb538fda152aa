package voip.bench;

import java.util.Arrays;

/** What an entrant's turns cost. */
final class Costs {
    private static final int MOST_TURNS = 1 << 16;
    /** The batches that nothing disturbed: the fastest but for a twentieth. */
    private static final int UNDISTURBED = 20;

    private final int batch;
    private final long[] protecting = new long[MOST_TURNS];
    private final long[] unprotecting = new long[MOST_TURNS];
    private long protectBytes;
    private long unprotectBytes;
    private int turns;

    Costs(int batch) {
        this.batch = batch;
    }

    void clear() {
        turns = 0;
        protectBytes = 0;
        unprotectBytes = 0;
    }

    void add(long protectNanos, long unprotectNanos, long bytesToProtect, long bytesToUnprotect) {
        protecting[turns % MOST_TURNS] = protectNanos;
        unprotecting[turns % MOST_TURNS] = unprotectNanos;
        protectBytes += bytesToProtect;
        unprotectBytes += bytesToUnprotect;
        turns++;
    }

    int turns() {
        return turns;
    }

    Cost of(Operation operation) {
        double[] nanos = nanos(operation);
        Arrays.sort(nanos);
        long bytes = (operation.protects() ? protectBytes : 0) + (operation.unprotects() ? unprotectBytes : 0);
        return new Cost(nanos[nanos.length / UNDISTURBED] / batch, (double) bytes / batch / turns);
    }

    /** The median of the rounds' ratios: what disturbs a round, disturbs both. */
    double ratioTo(Costs others, Operation operation) {
        double[] ratios = nanos(operation);
        double[] theirs = others.nanos(operation);
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] /= theirs[i];
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    private double[] nanos(Operation operation) {
        double[] nanos = new double[Math.min(turns, MOST_TURNS)];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (operation.protects() ? protecting[i] : 0) + (operation.unprotects() ? unprotecting[i] : 0);
        }
        return nanos;
    }
}
