package voip.api;

import java.time.Instant;

/** The two clocks of a media plane: a monotonic one for intervals, and the wall clock for RTCP's NTP timestamps. */
public interface MediaClock {
    /** Nanoseconds since an arbitrary origin; never goes backwards. Compare by subtraction. */
    long nanoTime();

    /** The wall clock's time. */
    Instant instant();

    /** The machine's own clocks: {@link System#nanoTime()} and {@link Instant#now()}. */
    static MediaClock system() {
        return SystemClock.INSTANCE;
    }
}
