package voip.bench.path;

/** One of those that do the same work by turns. */
interface Contender {
    /** Makes ready what the next {@link #run} works on; not measured. */
    default void prepare() {}

    /** Does the work once for each of {@link Operation#WORKLOAD} packets; the sum of what it found, the same for all. */
    long run() throws Exception;
}
