package voip.bench.path;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What is done to a packet besides protecting it. The contenders of an operation take turns in one JVM, so that whatever
 * disturbs, disturbs them alike; JMH's own average, over all of them, means nothing. The thread waits for the compiler.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
public class PathBenchmark {
    /** A second may be too short for all that has to be compiled before the first turn is over. */
    private static final int WARM_UP_TURNS = 40;

    @Param
    public Operation operation;

    /** The contenders, and what a packet cost each of them in an iteration; NaN if there are not so many. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cost {
        private Turns[] turns = {};

        /** Opens the contenders anew. */
        @Setup
        public void open(PathBenchmark benchmark) throws Exception {
            turns = benchmark.operation.contenders().stream()
                    .map(contender -> new Turns(contender, benchmark.operation.passes()))
                    .toArray(Turns[]::new);
            for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
                for (Turns each : turns) {
                    each.take();
                }
            }
        }

        /** Forgets the iteration before. */
        @Setup(Level.Iteration)
        public void reset() {
            for (Turns each : turns) {
                each.reset();
            }
        }

        public double nanos1() {
            return nanos(0);
        }

        public double nanos2() {
            return nanos(1);
        }

        public double nanos3() {
            return nanos(2);
        }

        public double nanos4() {
            return nanos(3);
        }

        public double bytes1() {
            return bytes(0);
        }

        public double bytes2() {
            return bytes(1);
        }

        public double bytes3() {
            return bytes(2);
        }

        public double bytes4() {
            return bytes(3);
        }

        private double nanos(int contender) {
            return contender < turns.length ? turns[contender].nanosPerPacket() : Double.NaN;
        }

        private double bytes(int contender) {
            return contender < turns.length ? turns[contender].bytesPerPacket() : Double.NaN;
        }
    }

    /** One turn of each. */
    @Benchmark
    public long turns(Cost cost) throws Exception {
        long sum = 0;
        for (Turns each : cost.turns) {
            sum += each.take();
        }
        return sum;
    }
}
