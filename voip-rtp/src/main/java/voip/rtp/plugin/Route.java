package voip.rtp.plugin;

import java.util.Arrays;
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
    private int lastTrial; // of the media thread

    Leg[] legs(boolean ofControl) {
        return ofControl ? control : media;
    }

    @Nullable
    Leg leg(int ssrc) {
        return sources.get(ssrc);
    }

    /** Whose key to try next, in turn, so that each is reached however many there are. */
    int nextTrial(int count) {
        lastTrial = lastTrial + 1 < count ? lastTrial + 1 : 0;
        return lastTrial;
    }

    boolean isEmpty() {
        return control.length == 0;
    }

    boolean contains(Leg leg) {
        return Arrays.asList(control).contains(leg);
    }

    int knownSources() {
        return sources.size();
    }

    void add(Leg leg, boolean withMedia) {
        if (withMedia) {
            media = with(media, leg);
        }
        control = with(control, leg);
    }

    void remove(Leg leg) {
        media = without(media, leg);
        control = without(control, leg);
        sources.removeAll(leg);
    }

    void bind(int ssrc, Leg leg) {
        sources.putIfAbsent(ssrc, leg);
    }

    static Leg[] with(Leg[] legs, Leg leg) {
        return Stream.concat(Stream.of(legs), Stream.of(leg)).toArray(Leg[]::new);
    }

    static Leg[] without(Leg[] legs, Leg leg) {
        return Stream.of(legs).filter(other -> other != leg).toArray(Leg[]::new);
    }
}
