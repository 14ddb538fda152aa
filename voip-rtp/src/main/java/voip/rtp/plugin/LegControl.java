package voip.rtp.plugin;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.CallStatistics.RemoteReport;
import voip.api.Verdict;
import voip.rtp.NtpTimestamp;
import voip.rtp.ReportBlock;
import voip.rtp.RtcpReader;

/** What a leg hears by RTCP: reports on our stream, sender reports of the peer's, goodbyes. For the media thread. */
final class LegControl {
    /** A peer has few sources; who forges more goodbyes is not told of. */
    private static final int MOST_GOODBYES = 16;

    private final Leg leg;
    private final int[] left = new int[MOST_GOODBYES];
    private int goodbyes;
    private volatile long received;
    private volatile @Nullable RemoteReport remote;

    LegControl(Leg leg) {
        this.leg = leg;
    }

    long received() {
        return received;
    }

    Optional<RemoteReport> remote() {
        return Optional.ofNullable(remote);
    }

    /** Takes a compound packet, authentic and decrypted. */
    Verdict received(RtcpReader reader, ByteBuffer compound, long arrivalNanos, ContainedSession session) {
        if (reader.read(compound) != Verdict.ACCEPTED) {
            return Verdict.MALFORMED;
        }
        received++; // one thread writes
        Verdict verdict = Verdict.ACCEPTED;
        int sender = compound.getInt(compound.position() + 4);
        leg.reception().alive(sender, arrivalNanos);
        leg.watch().heard(true, arrivalNanos);
        while (reader.next()) {
            switch (reader.type()) {
                case RtcpReader.SENDER_REPORT -> {
                    long middle = NtpTimestamp.middle(reader.ntpTimestamp());
                    leg.reception().senderReport((int) reader.ssrc(), middle, arrivalNanos);
                    blocks(reader, arrivalNanos);
                }
                case RtcpReader.RECEIVER_REPORT -> blocks(reader, arrivalNanos);
                case RtcpReader.BYE -> {
                    if (goodbye(reader, sender) != Verdict.ACCEPTED) {
                        verdict = Verdict.HANDLER_FAILED;
                    }
                }
                default -> {} // SDES and unknown types (RFC 3550 §6.1)
            }
        }
        if (!leg.isClosed() && session.control(compound.asReadOnlyBuffer()) != Verdict.ACCEPTED) {
            verdict = Verdict.HANDLER_FAILED;
        }
        return verdict;
    }

    private void blocks(RtcpReader reader, long arrivalNanos) {
        for (int i = 0; i < reader.count(); i++) {
            ReportBlock block = reader.reportBlock(i);
            if (block.ssrc() == leg.ssrc()) {
                LegSender sender = leg.sender();
                remote = new RemoteReport(
                        block.fractionLost() / 256.0,
                        block.cumulativeLost(),
                        Duration.ofNanos(RtpClock.nanos(block.jitter(), sender.clockRate())),
                        sender.sentReports().roundTrip(block, arrivalNanos));
            }
        }
    }

    private Verdict goodbye(RtcpReader reader, int sender) {
        Verdict verdict = Verdict.ACCEPTED;
        for (int i = 0; i < reader.count() && !leg.isClosed(); i++) {
            int ssrc = (int) reader.leaving(i);
            if (isPeers(ssrc, sender) && firstGoodbye(ssrc)) {
                if (leg.tell(new CallEvent.PeerLeft(reader.leaving(i), reader.reason())) == Verdict.HANDLER_FAILED) {
                    verdict = Verdict.HANDLER_FAILED;
                }
            }
        }
        return verdict;
    }

    private boolean isPeers(int ssrc, int sender) {
        return ssrc == sender || leg.reception().isKnown(ssrc);
    }

    private boolean firstGoodbye(int ssrc) {
        for (int i = 0; i < goodbyes; i++) {
            if (left[i] == ssrc) {
                return false;
            }
        }
        if (goodbyes == MOST_GOODBYES) {
            return false;
        }
        left[goodbyes++] = ssrc;
        return true;
    }
}
