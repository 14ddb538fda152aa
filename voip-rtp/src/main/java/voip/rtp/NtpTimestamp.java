package voip.rtp;

import java.time.Instant;

/** Wall-clock times as RTCP carries them (RFC 3550 §4): seconds since 1900 in the upper 32 bits, fractions below. */
public final class NtpTimestamp {
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private NtpTimestamp() {}

    /** The timestamp of an instant, modulo the 32 bits of its seconds. */
    public static long of(Instant instant) {
        long fraction = ((long) instant.getNano() << 32) / NANOS_PER_SECOND;
        return instant.getEpochSecond() + SECONDS_FROM_1900_TO_1970 << 32 | fraction;
    }

    /** The middle 32 of the 64 bits, by which a report names a sender report: 16 bits of seconds, 16 of fractions. */
    public static long middle(long timestamp) {
        return timestamp >>> 16 & 0xFFFF_FFFFL;
    }
}
