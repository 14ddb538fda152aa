package voip.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a call has counted, at one moment.
 *
 * @param packetsSent RTP packets handed to the network
 * @param octetsSent payload octets in them
 * @param packetsReceived RTP packets accepted
 * @param octetsReceived payload octets in them
 * @param packetsLost expected less received packets of the current source, negative with duplicates (RFC 3550 A.3)
 * @param jitter the interarrival jitter of the current source (RFC 3550 A.8), zero before two packets
 * @param controlSent compound RTCP packets sent
 * @param controlReceived compound RTCP packets accepted
 * @param verdicts received and sent packets by verdict; verdicts that did not occur are absent
 * @param remote what the peer's last report said of our stream; empty before the first
 */
public record CallStatistics(
        long packetsSent,
        long octetsSent,
        long packetsReceived,
        long octetsReceived,
        long packetsLost,
        Duration jitter,
        long controlSent,
        long controlReceived,
        Map<Verdict, Long> verdicts,
        Optional<RemoteReport> remote) {

    /** Takes an immutable copy of the verdicts. */
    public CallStatistics {
        verdicts = Map.copyOf(verdicts);
    }

    /**
     * A report block of the peer on our stream (RFC 3550 §6.4.1).
     *
     * @param fractionLost the fraction lost since its previous report, 0 to 1
     * @param packetsLost the cumulative number lost, negative with duplicates
     * @param jitter the interarrival jitter that it sees
     * @param roundTrip from our last sender report to its report, less the time it held it; empty if it had none of ours
     */
    public record RemoteReport(double fractionLost, long packetsLost, Duration jitter, Optional<Duration> roundTrip) {}
}
