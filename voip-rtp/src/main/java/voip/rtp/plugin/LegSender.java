package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import voip.api.Datagram;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.spi.MediaContext;
import voip.api.srtp.PacketProtection;
import voip.rtp.NtpTimestamp;
import voip.rtp.ReportBlock;
import voip.rtp.RtcpWriter;

/**
 * What a leg sends, RTP and RTCP. Any thread may send; its lock is also what keeps a protection from being closed while it
 * protects. No application code runs under it.
 */
final class LegSender {
    private static final int SEQUENCE_OFFSET = 2;
    private static final int SSRC_OFFSET = 8;
    private static final int EXTENSION_BIT = 0x10;

    private final Leg leg;
    private final Legs legs;
    private final MediaContext context;
    private final Verdicts verdicts = new Verdicts();
    private final int ssrc;
    private final SentReports sentReports = new SentReports();
    private @Nullable ByteBuffer own; // where others than the media thread build packets

    private int sequence;
    private long packets; // all, relayed ones too
    private long octets;
    private long ownPackets; // those of our source, which sender reports are about
    private long ownOctets;
    private long ownPacketsBefore; // at the last report and the one before it
    private long ownPacketsLongBefore;
    private long lastTimestamp;
    private long lastNanos;
    private int lastClockRate = LegProfile.DEFAULT_CLOCK_RATE;
    private long controlSent;
    private boolean left;

    LegSender(Leg leg, Legs legs, int ssrc) {
        this.leg = leg;
        this.legs = legs;
        this.context = legs.context();
        this.ssrc = ssrc;
        // In the lower half, so that the roll-over counter is not guessed wrongly if first packets are lost (RFC 3711
        // §3.3.1)
        this.sequence = context.random().nextInt(0x8000);
    }

    synchronized Verdict send(RtpPacket packet) {
        LegProfile profile = leg.profile();
        PacketProtection protection = leg.keys().sending();
        int csrcs = 4 * packet.csrcCount();
        int padding = packet.paddingLength();
        Verdict refusal = refusal(profile, protection, packet, csrcs + padding);
        if (refusal != Verdict.ACCEPTED) {
            return verdicts.count(refusal);
        }
        ByteBuffer scratch = scratch();
        try {
            build(packet, scratch, csrcs, padding);
            Verdict verdict = protectAndSend(profile, protection, scratch);
            if (verdict == Verdict.ACCEPTED) {
                sent(packet);
                ownPackets++;
                ownOctets += packet.payloadLength();
                lastTimestamp = packet.timestamp();
                lastNanos = legs.nanoTime();
                int rate = profile.clockRate(packet.payloadType());
                lastClockRate = rate == 0 ? LegProfile.DEFAULT_CLOCK_RATE : rate;
            }
            return verdicts.count(verdict);
        } finally {
            legs.giveBack(scratch);
        }
    }

    /** The packet as ours: without its sources and padding, and under our sequence number. */
    private void build(RtpPacket packet, ByteBuffer scratch, int csrcs, int padding) {
        packet.writeTo(scratch);
        if (csrcs > 0) {
            int kept = RtpPacket.FIXED_HEADER + csrcs;
            byte[] array = scratch.array();
            System.arraycopy(array, kept, array, RtpPacket.FIXED_HEADER, scratch.position() - kept);
        }
        scratch.position(scratch.position() - csrcs - padding);
        scratch.put(0, (byte) (0x80 | scratch.get(0) & EXTENSION_BIT));
        scratch.putShort(SEQUENCE_OFFSET, (short) sequence++); // used up even if it does not leave: never twice
        scratch.putInt(SSRC_OFFSET, ssrc);
    }

    synchronized Verdict relay(RtpPacket packet) {
        LegProfile profile = leg.profile();
        PacketProtection protection = leg.keys().sending();
        Verdict refusal = refusal(profile, protection, packet, 0);
        if (refusal != Verdict.ACCEPTED) {
            return verdicts.count(refusal);
        }
        ByteBuffer scratch = scratch();
        try {
            packet.writeTo(scratch);
            Verdict verdict = protectAndSend(profile, protection, scratch);
            if (verdict == Verdict.ACCEPTED) {
                sent(packet);
            }
            return verdicts.count(verdict);
        } finally {
            legs.giveBack(scratch);
        }
    }

    private Verdict refusal(
            LegProfile profile, @Nullable PacketProtection protection, RtpPacket packet, int shortened) {
        if (leg.isClosed()) {
            return Verdict.CLOSED;
        }
        if (profile.remote() == null) {
            return Verdict.NO_DESTINATION;
        }
        if (!profile.sends()) {
            return Verdict.NOT_SENDING;
        }
        int overhead = protection == null ? 0 : protection.overhead();
        boolean fits =
                packet.length() <= Datagram.CAPACITY && packet.length() - shortened + overhead < Datagram.CAPACITY;
        return fits ? Verdict.ACCEPTED : Verdict.TOO_LONG;
    }

    private Verdict protectAndSend(LegProfile profile, @Nullable PacketProtection protection, ByteBuffer scratch) {
        InetSocketAddress to = profile.remote();
        if (to == null) {
            return Verdict.NO_DESTINATION;
        }
        scratch.flip();
        Verdict verdict = LegKeys.protect(protection, scratch, false);
        return verdict == Verdict.ACCEPTED ? context.send(scratch, context.mediaPort(), to) : verdict;
    }

    /** Where a packet is built and protected: one buffer for all that the media thread sends, which stays near its processor. */
    private ByteBuffer scratch() {
        ByteBuffer buffer = legs.takeScratch();
        if (buffer == null) {
            buffer = own;
        }
        if (buffer == null) {
            buffer = ByteBuffer.allocate(Datagram.CAPACITY);
            own = buffer;
        }
        return buffer.clear();
    }

    private void sent(RtpPacket packet) {
        packets++;
        octets += packet.payloadLength();
    }

    /**
     * Sends a compound packet: SR if we sent RTP since the report before the last (RFC 3550 §6.4), else RR, then SDES, and
     * BYE if we leave (§6.6).
     */
    synchronized void report(boolean leaving) {
        LegProfile profile = leg.profile();
        InetSocketAddress to = profile.remoteControl();
        if (to == null || profile.isSilent()) {
            return;
        }
        ByteBuffer scratch = scratch();
        try {
            report(scratch, profile, to, leaving);
        } finally {
            legs.giveBack(scratch);
        }
    }

    private void report(ByteBuffer scratch, LegProfile profile, InetSocketAddress to, boolean leaving) {
        long now = context.clock().nanoTime();
        long ntp = NtpTimestamp.of(context.clock().instant());
        boolean sender = ownPackets > ownPacketsLongBefore;
        RtcpWriter writer = new RtcpWriter(scratch);
        if (sender) {
            long timestamp = lastTimestamp + RtpClock.ticks(now - lastNanos, lastClockRate);
            writer.senderReport(ssrc, ntp, timestamp, ownPackets, ownOctets);
        } else {
            writer.receiverReport(ssrc);
        }
        for (ReportBlock block : leg.reception().report(now)) {
            writer.reportBlock(block);
        }
        writer.canonicalName(ssrc, profile.cname());
        if (leaving) {
            writer.bye(ssrc, "");
        }
        scratch.flip();
        Verdict verdict = LegKeys.protect(leg.keys().sending(), scratch, true);
        if (verdict == Verdict.ACCEPTED) {
            verdict = context.send(scratch, profile.muxControl() ? context.mediaPort() : context.controlPort(), to);
        }
        if (verdicts.count(verdict) == Verdict.ACCEPTED) {
            controlSent++;
            if (sender) {
                sentReports.sent(NtpTimestamp.middle(ntp), now);
            }
        }
        ownPacketsLongBefore = ownPacketsBefore;
        ownPacketsBefore = ownPackets;
    }

    /**
     * Says goodbye, once, if the peer has ever heard of us (§6.3.7), and wipes the keys, whatever becomes of that. It throws
     * nothing of what a plug-in may: one leg must not keep the others from it.
     */
    synchronized void leave() {
        try {
            sayGoodbye();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            verdicts.count(Verdict.FAILED);
        }
    }

    private void sayGoodbye() {
        boolean first = !left;
        left = true;
        try {
            if (first && packets + controlSent > 0) {
                report(true);
            }
        } finally {
            leg.keys().close();
        }
    }

    /** Wipes keys that are no longer used, while nothing is being protected. */
    synchronized void close(PacketProtection former) {
        try {
            former.close();
        } catch (Exception | LinkageError | AssertionError e) {
            verdicts.count(Verdict.FAILED); // a plug-in's defect is none of the packet's that ends a handover
        }
    }

    /** For {@link Leg#fetch}; without the lock, as the value means nothing. */
    int fetch() {
        return sequence ^ (int) controlSent ^ verdicts.fetch();
    }

    Verdicts verdicts() {
        return verdicts;
    }

    SentReports sentReports() {
        return sentReports;
    }

    synchronized int clockRate() {
        return lastClockRate;
    }

    synchronized long packets() {
        return packets;
    }

    synchronized long octets() {
        return octets;
    }

    synchronized long controlSent() {
        return controlSent;
    }
}
