package voip.it;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import voip.api.Verdict;

/**
 * What a receiver of SRTP has to do with each authentic packet, said as plainly as possible: by the packet's true index, which
 * a receiver can only guess, and the set of all that were accepted. It never forgets, and knows no modulus.
 */
final class SrtpReference {
    private static final long CYCLE = 65_536;

    private final int window;
    private final int trials;
    private final Map<Long, Source> sources = new HashMap<>();

    private static final class Source {
        final Set<Long> accepted = new HashSet<>();
        long highest = -1;
    }

    /** Of a receiver with such a replay window, that tries so many higher roll-over counters. */
    SrtpReference(int window, int trials) {
        this.window = window;
        this.trials = trials;
    }

    /**
     * What becomes of the packet of an index.
     *
     * @param told whether the packet tells its index
     */
    Verdict expect(long ssrc, long index, boolean told) {
        Source source = sources.computeIfAbsent(ssrc, key -> new Source());
        if (!told && !isFound(source, index)) {
            return Verdict.UNAUTHENTIC;
        }
        if (index <= source.highest - window) {
            return Verdict.TOO_OLD;
        }
        if (!source.accepted.add(index)) {
            return Verdict.REPLAYED;
        }
        source.highest = Math.max(source.highest, index);
        return Verdict.ACCEPTED;
    }

    /** How many packets of a source were accepted. */
    int accepted(long ssrc) {
        return sources.get(ssrc).accepted.size();
    }

    long highest(long ssrc) {
        return sources.get(ssrc).highest;
    }

    /** Whether a receiver that knows the sequence number alone comes to try the true index. */
    private boolean isFound(Source source, long index) {
        long nearest = nearest(source.highest, index % CYCLE);
        return index == nearest || index > nearest && index - nearest <= trials * CYCLE;
    }

    /** The index with these last 16 bits that is nearest to the highest one; 0 to 65,535 if there is none. */
    private static long nearest(long highest, long sequence) {
        if (highest == -1) {
            return sequence;
        }
        long nearest = -1;
        for (long cycle = Math.max(0, highest / CYCLE - 1); cycle <= highest / CYCLE + 1; cycle++) {
            long index = cycle * CYCLE + sequence;
            long distance = Math.abs(index - highest);
            // Of two at the same distance, the one in the same cycle: RFC 3711 compares with "greater than".
            if (nearest == -1
                    || distance < Math.abs(nearest - highest)
                    || distance == Math.abs(nearest - highest) && cycle == highest / CYCLE) {
                nearest = index;
            }
        }
        return nearest;
    }
}
