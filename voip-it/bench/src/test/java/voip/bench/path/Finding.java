package voip.bench.path;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import voip.rtp.plugin.RouteAccess;

/**
 * Finds the calls that packets are for, one after the other, at random among all calls. Whatever their number, packets' addresses are
 * new objects, made just before.
 */
record Finding(RouteAccess routes, ToLongFunction<RouteAccess> search) implements Contender {
    static final int[] CALLS = {10, 100, 1_000, 10_000};

    /** Each call has an address of its own. */
    static List<Contender> byAddress() {
        return among(RouteAccess::findByAddress);
    }

    /** All calls share an address. */
    static List<Contender> bySource() {
        return among(RouteAccess::findBySource);
    }

    private static List<Contender> among(ToLongFunction<RouteAccess> search) {
        return IntStream.of(CALLS)
                .<Contender>mapToObj(calls -> new Finding(new RouteAccess(calls, Operation.WORKLOAD), search))
                .toList();
    }

    @Override
    public void prepare() {
        routes.choose();
    }

    @Override
    public long run() {
        return search.applyAsLong(routes);
    }
}
