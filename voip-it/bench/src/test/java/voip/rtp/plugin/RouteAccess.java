package voip.rtp.plugin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.Direction;
import voip.api.Inactivity;
import voip.api.MediaClock;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;

/** The multiplexer's tables of so many calls, for who measures looking up in them. */
public final class RouteAccess {
    private final Random random = new Random(42);
    private final Routes routes = new Routes();
    private final SsrcIndex sources = new SsrcIndex();
    private final Leg[] legs;
    private final int[] ssrcs;

    private final Leg[] expected;
    private final InetSocketAddress[] addressKeys;
    private final int[] sourceKeys;

    /**
     * Registers the calls, each at an address of its own, and each with a source.
     *
     * @param batch how many are looked up between two calls of {@link #choose}
     */
    public RouteAccess(int calls, int batch) {
        legs = new Leg[calls];
        ssrcs = new int[calls];
        expected = new Leg[batch];
        addressKeys = new InetSocketAddress[batch];
        sourceKeys = new int[batch];
        Legs owner = new Legs(new Idle());
        for (int i = 0; i < calls; i++) {
            legs[i] = new Leg(owner, i, new LegProfile(settings(address(i))));
            ssrcs[i] = random.nextInt();
            routes.put(legs[i]);
            sources.add(ssrcs[i], legs[i]);
        }
    }

    /** Chooses, at random among all, the calls to be looked up next; their addresses are new objects, as those of packets are. */
    public void choose() {
        for (int i = 0; i < expected.length; i++) {
            int chosen = random.nextInt(legs.length);
            expected[i] = legs[chosen];
            addressKeys[i] = address(chosen);
            sourceKeys[i] = ssrcs[chosen];
        }
    }

    /** Looks up the chosen ones by address; how many were found. */
    public long findByAddress() {
        long found = 0;
        for (int i = 0; i < expected.length; i++) {
            found += routes.soleAt(addressKeys[i]) == expected[i] ? 1 : 0;
        }
        return found;
    }

    /** Looks up the chosen ones by source, as if they shared an address; how many were found. */
    public long findBySource() {
        long found = 0;
        for (int i = 0; i < expected.length; i++) {
            found += sources.get(sourceKeys[i], 0) == expected[i] ? 1 : 0;
        }
        return found;
    }

    /** Several calls for each host of a /21, on even ports. */
    private static InetSocketAddress address(int number) {
        byte[] host = {10, 0, (byte) (number >> 3 & 7), (byte) (number >> 6)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host), 16_384 + 2 * number);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }

    private static LegSettings settings(InetSocketAddress remote) {
        return new LegSettings(
                "Bench",
                remote,
                remote,
                true,
                Set.of(),
                List.of(),
                Direction.SENDRECV,
                false,
                null,
                "cname",
                SourcePolicy.STRICT,
                Inactivity.NEVER);
    }

    /** A stack in which nothing happens. */
    private record Idle() implements MediaContext {
        @Override
        public MediaClock clock() {
            return MediaClock.system();
        }

        @Override
        public RandomGenerator random() {
            return new Random(7);
        }

        @Override
        public int mediaPort() {
            return 5004;
        }

        @Override
        public int controlPort() {
            return 5005;
        }

        @Override
        public Verdict send(ByteBuffer packet, int localPort, InetSocketAddress to) {
            return Verdict.NOT_STARTED;
        }

        @Override
        public void execute(Runnable command) {}

        @Override
        public void occurred(RtpLeg leg, CallEvent event) {}

        @Override
        public @Nullable RtpLeg unknownCaller(InetSocketAddress source) {
            return null;
        }
    }
}
