package voip.app.bench;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import voip.api.VoipStackBuilder;

/**
 * The measurement: all contenders in one JVM, in short slices by turns, because a machine that is shared is faster in one
 * second than in the next. First until they are compiled, then saturated, then at rates that are searched, then at one rate.
 */
public final class Bench {
    private static final int TRIES = 2;
    private static final double FIRST_RATE = 0.3;
    private static final int BURSTS = 8;
    private static final int WARM_ROUNDS = 40;
    private static final int WARM_PACKETS = 512;
    private static final double WARM_RATE = 50_000;
    private static final double LEAST_RATE = 1000;
    private static final double KEPT = 0.95;
    private static final double OF_BARE = 0.5;
    private static final double OF_SLOWEST = 0.7;
    private static final double COMPILED = 0.01;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Load load;
    private final List<Contender> contenders;
    private final @Nullable CryptoCost crypto;
    private final List<Result> results = new ArrayList<>();
    private final Result ofCrypto = new Result(Field.CRYPTO);
    private final Consumer<String> progress;

    private Bench(Load load, Field field, Consumer<String> progress) {
        this.load = load;
        this.contenders = field.contenders();
        this.crypto = field.crypto();
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param security null for plain calls only
     * @param builder makes builders of stacks, with the cryptography chosen
     * @param progress is told how far it is
     * @throws IOException if sockets cannot be had, or a contender does not echo
     */
    public static Report run(
            Load load, @Nullable Security security, Supplier<VoipStackBuilder> builder, Consumer<String> progress)
            throws IOException, GeneralSecurityException {
        try (Field field = Field.open(load, security, builder)) {
            return new Bench(load, field, progress).run(security);
        }
    }

    private Report run(@Nullable Security security) throws IOException {
        progress.accept("warming up");
        warmUp(nanos(0.5));
        contenders.forEach(contender -> results.add(new Result(contender.name())));
        progress.accept("processor time a packet");
        long end = System.nanoTime() + nanos(0.3);
        do {
            work();
        } while (System.nanoTime() < end);
        progress.accept("packets a second without loss");
        searchRates(nanos(0.2));
        double rate = load.rate() > 0 ? load.rate() : equalRate();
        progress.accept("from receive to handler");
        end = System.nanoTime() + nanos(0.3);
        do {
            pace(rate);
        } while (System.nanoTime() < end);
        for (int i = 0; i < results.size(); i++) {
            results.get(i).trouble(contenders.get(i).trouble());
        }
        if (crypto != null) {
            ofCrypto.trouble(crypto.trouble());
        }
        return new Report(load, security, rate, results, crypto == null ? null : ofCrypto);
    }

    private long nanos(double part) {
        return (long) (part * TimeUnit.SECONDS.toNanos(load.seconds()));
    }

    /** Until all have echoed enough to be compiled, and a round passes with hardly any compilation; or the time is over. */
    private void warmUp(long most) throws IOException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long start = System.nanoTime();
        boolean warm;
        int rounds = 0;
        do {
            long begin = System.nanoTime();
            long before = compiler == null ? 0 : compiler.getTotalCompilationTime();
            warm = true;
            for (Contender contender : contenders) {
                warm &= warmUp(contender, System.nanoTime() - start > Math.max(most, PATIENCE_NANOS));
            }
            long now = System.nanoTime();
            long millis = compiler == null ? 0 : compiler.getTotalCompilationTime() - before;
            double compiling = (double) TimeUnit.MILLISECONDS.toNanos(millis) / (now - begin);
            rounds++;
            warm &= now - start > most || compiling < COMPILED && rounds >= WARM_ROUNDS;
        } while (!warm);
    }

    /** Whether it echoes. */
    private boolean warmUp(Contender contender, boolean must) throws IOException {
        boolean echoes = !contender.work(BURSTS).isEmpty();
        if (crypto != null && contender.name().equals(Field.SECURED)) {
            crypto.work(contender.packets(), BURSTS);
        }
        contender.pace(WARM_PACKETS, WARM_RATE, new Histogram());
        if (must && !echoes) {
            throw new IOException(contender.name() + ": nothing comes back over loopback"
                    + (contender.trouble().isEmpty() ? "" : "; " + contender.trouble()));
        }
        return echoes;
    }

    private void work() throws IOException {
        for (int i = 0; i < contenders.size(); i++) {
            Contender contender = contenders.get(i);
            results.get(i).work(contender.work(BURSTS));
            if (crypto != null && contender.name().equals(Field.SECURED)) {
                ofCrypto.work(crypto.work(contender.packets(), BURSTS));
            }
        }
    }

    private void searchRates(long most) throws IOException {
        for (Result result : results) {
            if (!(result.cpuNanos() > 0)) { // NaN, if it echoed nothing
                throw new IOException(result.name() + ": it stopped echoing, or this system tells no thread's time");
            }
            result.search(new RateSearch(FIRST_RATE * 1e9 / result.cpuNanos()));
        }
        long end = System.nanoTime() + most;
        boolean done;
        do {
            done = true;
            for (int i = 0; i < contenders.size(); i++) {
                RateSearch search = results.get(i).search();
                if (!search.isDone()) {
                    tryRate(contenders.get(i), search);
                    done = false;
                }
            }
        } while (!done && System.nanoTime() < end);
    }

    /**
     * A rate is borne if nothing is lost in one of some tries, for it is not the contender that stops a whole machine. One that
     * the sender does not keep tells of the one that it kept instead.
     */
    private static void tryRate(Contender contender, RateSearch search) throws IOException {
        double rate = search.next();
        for (int i = 0; i < TRIES; i++) {
            Slice slice = contender.pace(Load.slice(rate), rate, null);
            if (slice.lost() == 0) {
                search.tell(Math.min(rate, slice.perSecond()), true);
            }
            if (slice.lost() == 0 && slice.perSecond() > KEPT * rate) {
                return;
            }
        }
        search.tell(rate, false);
    }

    /** Half of what the bare loop bears, and no more than what the slowest can well do. */
    private double equalRate() {
        double slowest = Double.POSITIVE_INFINITY;
        double bare = 0;
        for (Result result : results) {
            double best = result.search().best();
            slowest = Math.min(slowest, best);
            bare = result.name().equals(Field.SELECTOR) ? best : bare;
        }
        return Math.max(LEAST_RATE, Math.rint(Math.min(OF_BARE * bare, OF_SLOWEST * slowest)));
    }

    private void pace(double rate) throws IOException {
        for (int i = 0; i < contenders.size(); i++) {
            Histogram delays = new Histogram();
            Slice slice = contenders.get(i).pace(Load.slice(rate), rate, delays);
            results.get(i).paced(slice, delays);
        }
    }
}
