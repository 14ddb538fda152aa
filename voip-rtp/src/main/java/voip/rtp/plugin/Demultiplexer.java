package voip.rtp.plugin;

import org.jspecify.annotations.Nullable;
import voip.api.Datagram;
import voip.api.RtpReader;
import voip.api.Verdict;
import voip.api.spi.MediaContext;

/**
 * Finds the leg that a datagram is for: by its exact address, and source or key where several legs share that; then, from an
 * address that is no leg's, by its key among those whose peer may be anywhere, and by probation among plain ones; then as
 * an unknown caller. For the media thread.
 */
final class Demultiplexer {
    /** The most keys tried on one datagram in turn; the next datagram of its source is tried on those after them. */
    static final int MOST_TRIALS = 64;
    /** The most tried because their peers chose the same source: by chance it is hardly ever two. */
    private static final int MOST_SHARING = 8;

    private final MediaContext context;
    private final Routes routes;
    private final RtpReader reader;
    private final Arrival arrival = new Arrival();
    private final SavedPacket saved = new SavedPacket();
    private final TrialBudget budget;
    private int controlTurn;
    private int fetched; // read by nobody: see Leg.fetch
    private Verdict trial = Verdict.UNAUTHENTIC; // the last one's

    Demultiplexer(MediaContext context, Routes routes, RtpReader reader) {
        this.context = context;
        this.routes = routes;
        this.reader = reader;
        this.budget = new TrialBudget(context.clock().nanoTime());
    }

    /** Takes a datagram that is RTP or RTCP by its first byte. */
    Verdict received(Datagram datagram) {
        Verdict verdict = arrival.read(datagram);
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        Leg sole = routes.soleAt(datagram.remote());
        if (sole != null) {
            return received(sole, true);
        }
        Route route = routes.at(datagram.remote());
        if (route != null && route.legs(arrival.isControl()).length > 0) {
            return route(route);
        }
        if (!routes.candidates().isEmpty()) {
            saved.save(arrival.bytes());
            Leg leg = byKeyAlone(null);
            if (leg != null) {
                return leg.receiver().take(arrival);
            }
            saved.restore(arrival.bytes());
        }
        return arrival.isControl() ? Verdict.UNKNOWN_SOURCE : fromUnknown();
    }

    private Verdict route(Route route) {
        Leg[] legs = route.legs(arrival.isControl());
        boolean alone = legs.length == 1;
        Leg known = alone ? legs[0] : route.leg(arrival.ssrc());
        if (known != null && !alone && !comesFrom(known)) {
            known = null; // only its RTCP comes from there
        }
        if (known != null) {
            return received(known, alone);
        }
        saved.save(arrival.bytes());
        return byOtherKeys(route, null, Verdict.AMBIGUOUS_SOURCE);
    }

    /**
     * Takes a datagram that is a leg's for all that is known. If its key refuses it, it may be another's: one that has the same
     * address, unless the leg is alone there, or one whose peer may be anywhere.
     */
    private Verdict received(Leg known, boolean alone) {
        fetched = known.fetch(arrival.payloadType());
        boolean others =
                known.profile().isSecured() && (!alone || routes.candidates().hasOthersThan(known));
        if (others) {
            saved.save(arrival.bytes());
        }
        Verdict refusal = known.receiver().unprotect(arrival);
        if (refusal == Verdict.ACCEPTED) {
            return known.receiver().take(arrival);
        }
        return others && !isOfBefore(refusal)
                ? byOtherKeys(routes.at(arrival.source()), known, refusal)
                : known.count(refusal);
    }

    private boolean comesFrom(Leg leg) {
        return arrival.isControl() || leg.profile().hearsFrom(arrival.source());
    }

    /**
     * Takes the saved datagram for the leg whose key authenticates it: one of its address, or one whose peer may be anywhere.
     *
     * @param route null if no leg is there any more
     * @param known one whose key has refused it; null if no leg's did
     */
    private Verdict byOtherKeys(@Nullable Route route, @Nullable Leg known, Verdict refusal) {
        Leg found = route == null ? null : byKeyOf(route, known);
        if (found == null) {
            found = byKeyAlone(known);
        }
        if (found != null) {
            return found.receiver().take(arrival);
        }
        return known == null ? refusal : known.count(refusal);
    }

    /**
     * Finds the leg of an address whose key authenticates the saved datagram: first those that are known to have its source, then
     * the others in turn.
     */
    private @Nullable Leg byKeyOf(Route route, @Nullable Leg known) {
        for (int before = 1; before < MOST_SHARING; before++) {
            Leg leg = route.leg(arrival.ssrc(), before);
            if (leg == null) {
                break;
            }
            if (comesFrom(leg) && isOpenedBy(leg)) {
                return leg;
            }
        }
        Leg[] legs = route.legs(arrival.isControl());
        int trials = Math.min(legs.length, MOST_TRIALS);
        int first = arrival.isControl() ? route.turn(trials) : sweep(trials);
        for (int i = 0; i < trials; i++) {
            Leg leg = legs[(first + i) % legs.length];
            if (leg != known && isOpenedBy(leg)) {
                leg.receiver().learnAgain();
                return leg;
            }
        }
        return null;
    }

    /** Whether the leg that has the packet's source knows it: then it is no other's, though calls may have the same key. */
    private static boolean isOfBefore(Verdict refusal) {
        return refusal == Verdict.REPLAYED || refusal == Verdict.TOO_OLD;
    }

    /** From where on to try keys, so that packets in sequence try them all, whatever others send in between. */
    private int sweep(int trials) {
        return (arrival.ssrc() & 0xFFFF) + arrival.sequence() * trials;
    }

    /** Tries a leg's key on the saved datagram. */
    private boolean isOpenedBy(Leg leg) {
        if (!leg.profile().isSecured()) {
            return false;
        }
        saved.restore(arrival.bytes());
        trial = leg.receiver().unprotect(arrival);
        return trial == Verdict.ACCEPTED;
    }

    /**
     * Finds the leg whose key authenticates the saved datagram wherever it came from, and moves the leg there if it is to
     * follow: first those that are known to have the source, then those from whose peers nothing came yet.
     *
     * @param tried one whose key was tried before
     */
    private @Nullable Leg byKeyAlone(@Nullable Leg tried) {
        Candidates candidates = routes.candidates();
        for (int before = 0; before < MOST_SHARING; before++) {
            Leg leg = candidates.leg(arrival.ssrc(), before);
            if (leg == null) {
                break;
            }
            trial = Verdict.UNAUTHENTIC;
            if (leg != tried && isCalledBy(leg)) {
                return leg;
            }
            if (isOfBefore(trial)) {
                return null;
            }
        }
        int most = candidates.heard().size() == 0 ? MOST_TRIALS : MOST_TRIALS - MOST_SHARING;
        int unheard = trials(candidates.unheard(), most);
        Leg found = inTurn(candidates.unheard(), unheard, tried);
        return found != null
                ? found
                : inTurn(candidates.heard(), trials(candidates.heard(), MOST_TRIALS - unheard), tried);
    }

    private int trials(LegList legs, int most) {
        int wanted = Math.min(legs.size(), most);
        return wanted == 0 ? 0 : budget.take(wanted, arrival.nanos());
    }

    private @Nullable Leg inTurn(LegList legs, int trials, @Nullable Leg tried) {
        int size = legs.size();
        int first = arrival.isControl() ? controlTurn : sweep(trials);
        controlTurn = controlTurn + trials & Integer.MAX_VALUE;
        for (int i = 0; i < trials && size > 0; i++) {
            Leg leg = legs.get((first + i & Integer.MAX_VALUE) % size);
            if (leg != null && leg != tried && isCalledBy(leg)) {
                return leg;
            }
        }
        return null;
    }

    private boolean isCalledBy(Leg leg) {
        return leg.profile().follows(arrival.isControl())
                && isOpenedBy(leg)
                && leg.receiver().follow(arrival);
    }

    /** A packet from an address that is nobody's, with no key to tell whose it is; only ever what is an RTP packet whole. */
    private Verdict fromUnknown() {
        Verdict verdict = reader.read(arrival.bytes());
        int payloadType = verdict == Verdict.ACCEPTED ? reader.packet().payloadType() : 0;
        reader.revoke();
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        Leg meant = routes.probations().meant(arrival);
        if (meant != null) {
            boolean passed = meant.receiver().passesProbation(arrival, payloadType);
            return passed ? meant.receiver().take(arrival) : Verdict.UNKNOWN_SOURCE;
        }
        if (context.unknownCaller(arrival.source()) == null) {
            return Verdict.UNKNOWN_SOURCE;
        }
        Route route = routes.at(arrival.source());
        boolean served = route != null && route.legs(false).length > 0;
        return served ? route(route) : Verdict.UNKNOWN_SOURCE;
    }
}
