package voip.rtp.plugin;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The legs of one remote address: those whose RTP comes from there, those whose RTCP does, and which sources are known to
 * be whose. The media thread reads it without a lock; {@link Routes} changes it.
 */
final class Route {
    private static final Leg[] NONE = {};

    private volatile Leg[] media = NONE;
    private volatile Leg[] control = NONE; // those of media too: RTCP may come from the RTP port (RFC 5761)
    private final SsrcIndex sources = new SsrcIndex();
    private int turn; // of the media thread

    Leg[] legs(boolean ofControl) {
        return ofControl ? control : media;
    }

    /** The leg whose RTP and RTCP come from here, if no other's do; null otherwise. */
    @Nullable
    Leg sole() {
        Leg[] all = control;
        return all.length == 1 && media.length == 1 ? all[0] : null;
    }

    /** The leg that had the source first; null if none has it. */
    @Nullable
    Leg leg(int ssrc) {
        return sources.get(ssrc, 0);
    }

    /** One more leg that has the source, with as many before it as said; null if there is none. */
    @Nullable
    Leg leg(int ssrc, int before) {
        return sources.get(ssrc, before);
    }

    /** From which leg on to try keys on a report: in turn, so that each is reached however many there are. */
    int turn(int trials) {
        turn = turn + trials & 0xFFFF;
        return turn;
    }

    boolean isEmpty() {
        return control.length == 0;
    }

    boolean contains(Leg leg) {
        return contains(control, leg);
    }

    private static boolean contains(Leg[] legs, Leg leg) {
        for (Leg other : legs) {
            if (other == leg) {
                return true;
            }
        }
        return false;
    }

    int knownSources() {
        return sources.size();
    }

    /** Enters a leg, or changes whether its RTP comes from here too. */
    void put(Leg leg, boolean withMedia) {
        if (contains(media, leg) != withMedia) {
            media = withMedia ? with(media, leg) : without(media, leg);
        }
        if (!contains(leg)) {
            control = with(control, leg);
        }
    }

    void remove(Leg leg) {
        media = without(media, leg);
        control = without(control, leg);
        sources.removeAll(leg);
    }

    /** Makes a source known as a leg's; not beside a plain leg's, which has no key to be told by. */
    void bind(int ssrc, Leg leg) {
        Leg first = leg(ssrc);
        if (first == null || first.profile().isSecured()) {
            sources.add(ssrc, leg);
        }
    }

    void unbind(int ssrc, Leg leg) {
        sources.remove(ssrc, leg);
    }

    static Leg[] with(Leg[] legs, Leg leg) {
        return Stream.concat(Stream.of(legs), Stream.of(leg)).toArray(Leg[]::new);
    }

    static Leg[] without(Leg[] legs, Leg leg) {
        return Stream.of(legs).filter(other -> other != leg).toArray(Leg[]::new);
    }
}
