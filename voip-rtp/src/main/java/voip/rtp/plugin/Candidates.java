package voip.rtp.plugin;

import org.jspecify.annotations.Nullable;

/**
 * The secured legs that a packet from an address which is no leg's may be meant for: those whose peer's address is unknown
 * or may change. The media thread reads it; {@link Routes} changes it, under its lock.
 */
final class Candidates {
    private final SsrcIndex sources = new SsrcIndex();
    private final LegList unheard = new LegList();
    private final LegList heard = new LegList();
    private volatile int size;

    /** Enters a leg by the sources that its peer announced or that authenticated, leaves it where it is, or takes it out. */
    void replace(Leg leg, @Nullable LegProfile before, LegProfile after) {
        if (!after.isCandidate()) {
            remove(leg, before == null ? after : before);
            return;
        }
        if (!unheard.contains(leg) && !heard.contains(leg)) {
            (leg.sources().isEmpty() ? unheard : heard).add(leg);
            size++;
        } else if (before != null) {
            before.announced().stream()
                    .map(Long::intValue)
                    .filter(ssrc -> !Routes.isKnown(leg, after, ssrc))
                    .forEach(ssrc -> sources.remove(ssrc, leg));
        }
        after.announced().forEach(ssrc -> sources.add(ssrc.intValue(), leg));
        leg.sources().forEach(ssrc -> sources.add(ssrc, leg));
    }

    /** Takes out a leg, if it is there. */
    void remove(Leg leg, LegProfile profile) {
        if (unheard.remove(leg) || heard.remove(leg)) {
            profile.announced().forEach(ssrc -> sources.remove(ssrc.intValue(), leg));
            leg.sources().forEach(ssrc -> sources.remove(ssrc, leg));
            size--;
        }
    }

    /** A source authenticated by a candidate's key. */
    void learned(Leg leg, int ssrc) {
        if (unheard.remove(leg)) {
            heard.add(leg);
        }
        sources.add(ssrc, leg);
    }

    void forgot(Leg leg, int ssrc) {
        sources.remove(ssrc, leg);
    }

    /** A leg that has the source, with as many before it as said; null if there is none. */
    @Nullable
    Leg leg(int ssrc, int before) {
        return sources.get(ssrc, before);
    }

    /** Those from whose peers nothing authentic came yet. */
    LegList unheard() {
        return unheard;
    }

    /** The others. */
    LegList heard() {
        return heard;
    }

    /** Whether there are any besides this one. */
    boolean hasOthersThan(Leg leg) {
        return size > 1 || size == 1 && !leg.profile().isCandidate();
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The number of legs and of sources known to be theirs. */
    int size() {
        return size + sources.size();
    }
}
