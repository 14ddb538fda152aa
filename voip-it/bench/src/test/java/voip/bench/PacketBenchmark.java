package voip.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one packet costs those who are compared, by turns in one JVM: in each round each of them protects and unprotects a batch
 * of the same packets, in an order that chance gives. Whatever else the machine does, it does to all of them.
 *
 * <p>JMH runs the rounds; its own score, the time of a round, says nothing. {@link TurnProfiler} adds what counts. It is done in
 * several JVMs, because one compiles the same code otherwise than the next.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 2, timeUnit = TimeUnit.SECONDS)
@Fork(3)
public class PacketBenchmark {
    /** Small enough to stay in the processor's cache, large enough for the reading of the clock not to matter. */
    static final int BATCH = 64;

    private static final int WARM_UP = 80_000;

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

    /** A JVM has one: {@link Benchmarks} sees to its class path. */
    @Param("JCE")
    public Crypto crypto;

    /** Those who take part, with a + between, as JMH has its own use for commas; all that can, by default. */
    @Param("")
    public String entrants;

    private final SplittableRandom random = new SplittableRandom(3711);
    private final Map<Entrant, Costs> costs = new EnumMap<>(Entrant.class);
    private final List<Entrant> order = new ArrayList<>();
    private final Map<Entrant, Turn> turns = new EnumMap<>(Entrant.class);
    private int number;

    /** Opens those who take part. */
    @Setup
    public void open() throws Exception {
        Suite opened = Suite.named(suite, crypto);
        for (Entrant entrant : crypto.entrants(opened)) {
            if (entrants.isEmpty() || List.of(entrants.split("\\+")).contains(entrant.name())) {
                Turn turn = entrant == Entrant.LIBSRTP
                        ? new LibsrtpTurn(opened, payload, BATCH)
                        : new ContenderTurn(entrant, opened, payload, BATCH);
                turns.put(entrant, turn);
                costs.put(entrant, new Costs(BATCH));
                order.add(entrant);
            }
        }
        TurnProfiler.watch(costs);
    }

    /** Goes beyond the first roll-over, which takes code that did not run before. */
    @Setup
    public void warmUp() throws Exception {
        boolean withLibsrtp = order.remove(Entrant.LIBSRTP); // which is compiled already
        while (number < WARM_UP) {
            round();
        }
        if (withLibsrtp) {
            order.add(Entrant.LIBSRTP);
        }
    }

    /** Forgets what the iteration before cost. */
    @Setup(Level.Iteration)
    public void reset() {
        costs.values().forEach(Costs::clear);
    }

    @Benchmark
    public int round() throws Exception {
        for (int i = order.size() - 1; i >= 0; i--) {
            int next = random.nextInt(i + 1);
            Entrant entrant = order.set(next, order.get(i));
            order.set(i, entrant);
            turns.get(entrant).take(number, costs.get(entrant));
        }
        number += BATCH;
        return number;
    }

    /** Ends the programs that were started. */
    @TearDown
    public void close() throws Exception {
        for (Turn turn : turns.values()) {
            turn.close();
        }
    }

    /** What has been measured since the last reset. */
    Map<Entrant, Costs> costs() {
        return costs;
    }

    /** The turn of one who takes part. */
    Turn turn(Entrant entrant) {
        return turns.get(entrant);
    }
}
