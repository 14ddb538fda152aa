package voip.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one packet costs, copying it into the array that it is worked on included, for all alike. Sequence numbers go on for
 * ever, so that no packet is a replay, and roll over.
 *
 * <p>Packets come in batches, so that those to be unprotected can be made outside of what is measured. It is also why
 * allocations are counted here and not by JMH's profiler, which would count their making. Published is the time of batches
 * that nothing disturbed, not JMH's average, in which a shared machine's other processes are. The thread waits for the
 * compiler, so that a short warm-up is enough.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
public class PacketBenchmark {
    /** Small enough to stay in the processor's cache, large enough for the reading of clock and counter not to matter. */
    static final int BATCH = 256;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Param({
        "AEAD_AES_128_GCM",
        "AEAD_AES_256_GCM",
        "AES_CM_128_HMAC_SHA1_80",
        "AES_CM_128_HMAC_SHA1_32",
        "AES_192_CM_HMAC_SHA1_80",
        "AES_192_CM_HMAC_SHA1_32",
        "AES_256_CM_HMAC_SHA1_80",
        "AES_256_CM_HMAC_SHA1_32",
        "NULL_HMAC_SHA1_80",
        "NULL_HMAC_SHA1_32"
    })
    public String suite;

    @Param({"20", "160", "1200"})
    public int payload;

    @Param
    public Entrant entrant;

    private final byte[] array = new byte[Packets.ROOM];
    private byte[] packet;
    private Contender contender;
    private int number;

    /** Opens the contender anew. */
    @Setup
    public void open() throws Exception {
        packet = Packets.rtp(payload);
        contender = entrant.open(Suite.named(suite), array);
        number = 0;
    }

    /** The array that packets are worked on in, for who checks them. */
    byte[] array() {
        return array;
    }

    /** What the packets of an iteration cost. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cost {
        private static final int MOST_BATCHES = 1 << 16;

        private final long[] nanos = new long[MOST_BATCHES];
        private int batches;
        private long bytes;
        private long nanosBefore;
        private long bytesBefore;

        /** Forgets the iteration before. */
        @Setup(Level.Iteration)
        public void reset() {
            batches = 0;
            bytes = 0;
        }

        void begin() {
            bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            nanosBefore = System.nanoTime();
        }

        void end() {
            nanos[batches % MOST_BATCHES] = System.nanoTime() - nanosBefore;
            bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            batches++;
        }

        /** The time of one packet in a batch that nothing disturbed: the fastest but for a twentieth. */
        public double nanosPerPacket() {
            long[] measured = Arrays.copyOf(nanos, Math.min(batches, MOST_BATCHES));
            Arrays.sort(measured);
            return (double) measured[measured.length / 20] / BATCH;
        }

        /** What one packet allocates, on average. */
        public double bytesPerPacket() {
            return (double) bytes / BATCH / batches;
        }
    }

    /** Protected packets that have not been unprotected yet. */
    @State(Scope.Thread)
    public static class Arriving {
        private final byte[][] packets = new byte[BATCH][Packets.ROOM];
        private int length;

        /** Protects the next batch. */
        @Setup(Level.Invocation)
        public void arrive(PacketBenchmark benchmark) throws Exception {
            for (byte[] arriving : packets) {
                length = benchmark.protectNext();
                System.arraycopy(benchmark.array, 0, arriving, 0, length);
            }
        }
    }

    private int protectNext() throws Exception {
        Packets.lay(packet, number++, array);
        return contender.protect(packet.length);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int protect(Cost cost) throws Exception {
        cost.begin();
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += protectNext();
        }
        cost.end();
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int unprotect(Arriving arriving, Cost cost) throws Exception {
        cost.begin();
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(arriving.packets[i], 0, array, 0, arriving.length);
            sum += contender.unprotect(arriving.length);
        }
        cost.end();
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int roundTrip(Cost cost) throws Exception {
        cost.begin();
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += contender.unprotect(protectNext());
        }
        cost.end();
        return sum;
    }
}
