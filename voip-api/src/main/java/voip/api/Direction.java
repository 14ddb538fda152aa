package voip.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which way media flows, seen from the side that says it (RFC 3264 §5.1, RFC 8866 §6.7). */
public enum Direction {
    /** Both ways. */
    SENDRECV(true, true),
    /** Only from the side that says it. */
    SENDONLY(true, false),
    /** Only to the side that says it. */
    RECVONLY(false, true),
    /** Neither way; RTCP still flows. */
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    /** Whether the side that says it sends media. */
    public boolean sends() {
        return sends;
    }

    /** Whether the side that says it receives media. */
    public boolean receives() {
        return receives;
    }

    /** The same flow seen from the other side: what an answer says (RFC 3264 §6.1). */
    public Direction mirrored() {
        return switch (this) {
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
            case SENDRECV, INACTIVE -> this;
        };
    }

    /** What both allow. */
    Direction and(Direction other) {
        return of(sends && other.sends, receives && other.receives);
    }

    static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }

    /** The direction that an SDP attribute of that name says; null if none does. */
    static @Nullable Direction ofAttribute(String name) {
        for (Direction direction : values()) {
            if (direction.attribute().equals(name)) {
                return direction;
            }
        }
        return null;
    }

    /** The SDP attribute, such as {@code sendrecv}. */
    public String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }
}
