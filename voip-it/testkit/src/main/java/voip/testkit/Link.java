package voip.testkit;

import java.util.Random;

/** One direction of the network: draws the fate of each datagram and counts. Under the network's lock. */
final class Link {
    private final Route route;
    private Impairment impairment = Impairment.NONE;
    private Random random = new Random(0);
    private boolean hasOwnImpairment;
    private long lastArrival;

    private long sent;
    private long delivered;
    private long lost;
    private long duplicated;
    private long reordered;
    private long corrupted;
    private long filtered;
    private long unreachable;

    Link(Route route) {
        this.route = route;
    }

    void impair(Impairment own) {
        hasOwnImpairment = true;
        restart(own, own.seed());
    }

    /** Follows the network's impairment unless it has one of its own, with other random numbers on each route. */
    void impairByDefault(Impairment common) {
        if (!hasOwnImpairment) {
            restart(common, common.seed() ^ route.fingerprint());
        }
    }

    private void restart(Impairment next, long seed) {
        impairment = next;
        long mixed = seed * 0x9E37_79B9_7F4A_7C15L; // Random's first numbers are alike for seeds that are
        random = new Random(mixed ^ mixed >>> 32);
    }

    /** What happens to one datagram: how often and when it arrives, and which bit of it is flipped, -1 for none. */
    record Fate(int copies, long arrival, int flippedBit) {}

    Fate next(int length, long now) {
        // Always all of them, so that the fate of a datagram does not depend on which other faults are on.
        boolean loses = random.nextDouble() < impairment.loss();
        boolean duplicates = random.nextDouble() < impairment.duplication();
        boolean corrupts = random.nextDouble() < impairment.corruption();
        boolean holdsBack = random.nextDouble() < impairment.reordering();
        double variation = random.nextDouble();
        double bit = random.nextDouble();

        sent++;
        if (loses) {
            lost++;
            return new Fate(0, now, -1);
        }
        long arrival = now
                + impairment.delay().toNanos()
                + (long) (variation * impairment.delayVariation().toNanos());
        arrival = Math.max(arrival, lastArrival);
        if (holdsBack) {
            reordered++;
            arrival += impairment.holdBack().toNanos();
        } else {
            lastArrival = arrival;
        }
        if (duplicates) {
            duplicated++;
        }
        int flipped = -1;
        if (corrupts && length > 0) {
            corrupted++;
            flipped = (int) (bit * 8 * length);
        }
        return new Fate(duplicates ? 2 : 1, arrival, flipped);
    }

    void countFiltered() {
        sent++;
        filtered++;
    }

    void countDelivered() {
        delivered++;
    }

    void countUnreachable(int copies) {
        unreachable += copies;
    }

    LinkReport report() {
        return new LinkReport(sent, delivered, lost, duplicated, reordered, corrupted, filtered, unreachable);
    }
}
