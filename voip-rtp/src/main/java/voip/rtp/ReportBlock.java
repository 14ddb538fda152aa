package voip.rtp;

/**
 * What one receiver reports of one source (RFC 3550 §6.4.1).
 *
 * @param ssrc the source that it is about
 * @param fractionLost the fraction lost since the previous report, in 256ths, 0 to 255
 * @param cumulativeLost packets expected less received, -8,388,608 to 8,388,607; negative with duplicates
 * @param highestSequence the highest sequence number received, 32 bits: cycles above, sequence number below
 * @param jitter the interarrival jitter in timestamp units, 32 bits
 * @param lastSenderReport the {@linkplain NtpTimestamp#middle middle} of the last sender report's timestamp, 0 if none
 * @param delaySinceLastSenderReport how long ago that was, in 65,536ths of a second, 32 bits
 */
public record ReportBlock(
        long ssrc,
        int fractionLost,
        int cumulativeLost,
        long highestSequence,
        long jitter,
        long lastSenderReport,
        long delaySinceLastSenderReport) {

    /** The length of a block in bytes. */
    static final int LENGTH = 24;
}
