package voip.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one contender showed, round for round. */
final class Result {
    private static final double FAST = 0.05;

    private final String name;
    private final List<Work> works = new ArrayList<>(); // of all bursts
    private final List<Double> rounds = new ArrayList<>(); // processor time a packet
    private final List<Slice> paced = new ArrayList<>();
    private final List<Histogram> delays = new ArrayList<>();
    private RateSearch search = new RateSearch(1);
    private String trouble = "";

    Result(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void work(List<Work> bursts) {
        works.addAll(bursts);
        rounds.add(Quantiles.median(bursts.size(), burst -> bursts.get(burst).cpuNanos()));
    }

    void paced(Slice slice, Histogram delay) {
        paced.add(slice);
        delays.add(delay);
    }

    void search(RateSearch begun) {
        search = begun;
    }

    RateSearch search() {
        return search;
    }

    void trouble(String words) {
        trouble = words;
    }

    /** What went wrong besides losses; empty if nothing did. */
    String trouble() {
        return trouble;
    }

    /** Processor time a packet: of the fastest burst but for a twentieth, which is what it takes when nothing disturbs. */
    double cpuNanos() {
        return Quantiles.of(works, FAST, Work::cpuNanos);
    }

    /** Allocated for a packet, likewise: other bursts have a report in them, or a timer. */
    double bytes() {
        return Quantiles.of(works, FAST, Work::bytes);
    }

    /** How many rounds of bursts there were. */
    int rounds() {
        return rounds.size();
    }

    /** Processor time a packet in a round: of its middle burst; NaN if nothing came back. */
    double cpuNanos(int round) {
        return rounds.get(round);
    }

    List<Histogram> delays() {
        return delays;
    }

    /** The delays of all rounds. */
    Histogram delay() {
        Histogram all = new Histogram();
        delays.forEach(all::add);
        return all;
    }

    /** A sum over the slices at equal load. */
    double sum(ToDoubleFunction<Slice> part) {
        return paced.stream().mapToDouble(part).sum();
    }

    /** Packets a second at equal load, as they were sent. */
    double keptRate() {
        return sum(Slice::sent) * 1e9 / sum(Slice::nanos);
    }
}
