package voip.app.bench;

import java.util.List;

/** Results that were not measured. */
final class Results {
    private static final long SECOND = 1_000_000_000;
    private static final int PACKETS = 1000;

    private Results() {}

    /** Bursts in which a packet took this much processor time, and allocated 8 bytes. */
    static Result of(String name, long... cpuNanos) {
        Result result = new Result(name);
        for (long nanos : cpuNanos) {
            result.work(List.of(new Work(nanos, 8)));
        }
        return result;
    }

    /** Rounds at equal load, in which all packets took this long to the handler, and one was lost. */
    static void pace(Result result, long... nanos) {
        for (long delay : nanos) {
            Histogram histogram = new Histogram();
            for (int i = 0; i < PACKETS; i++) {
                histogram.record(delay);
            }
            result.paced(new Slice(PACKETS, PACKETS - 1, SECOND, new Pauses(2, 10)), histogram);
        }
    }
}
