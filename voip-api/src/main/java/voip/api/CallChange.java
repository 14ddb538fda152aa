package voip.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new offer within a call is to change: an immutable value, made from {@link #none()}. */
public final class CallChange {
    private static final CallChange NONE = new CallChange(null, null, false);

    private final @Nullable Direction direction;
    private final @Nullable List<PayloadType> codecs;
    private final boolean freshKeys;

    private CallChange(@Nullable Direction direction, @Nullable List<PayloadType> codecs, boolean freshKeys) {
        this.direction = direction;
        this.codecs = codecs;
        this.freshKeys = freshKeys;
    }

    /** Nothing but our address, if that is another one by now; as to refresh a session. */
    public static CallChange none() {
        return NONE;
    }

    /** Puts the peer on hold: we send, music for instance, and do not receive (RFC 3264 §8.4). */
    public static CallChange hold() {
        return NONE.direction(Direction.SENDONLY);
    }

    /** Takes the peer off hold. */
    public static CallChange resume() {
        return NONE.direction(Direction.SENDRECV);
    }

    /** Also changes the direction, ours; it then holds for answers to the peer's offers too. */
    public CallChange direction(Direction ours) {
        return new CallChange(ours, codecs, freshKeys);
    }

    /**
     * Also changes the codecs that are offered, in order of preference.
     *
     * @throws IllegalArgumentException as {@link VoipStackBuilder#codecs}
     */
    public CallChange codecs(PayloadType... types) {
        return new CallChange(direction, OfferAnswer.requireOfferable(types), freshKeys);
    }

    /** Also offers fresh keys for all suites; an offer repeats our present key otherwise. */
    public CallChange freshKeys() {
        return new CallChange(direction, codecs, true);
    }

    Direction directionAfter(Direction present) {
        return direction == null ? present : direction;
    }

    List<PayloadType> codecsAfter(List<PayloadType> present) {
        return codecs == null ? present : codecs;
    }

    boolean needsFreshKeys() {
        return freshKeys;
    }
}
