package voip.rtp.plugin;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import voip.api.Verdict;
import voip.api.srtp.PacketProtection;

/**
 * A leg's protection, and the former one while the two take turns: packets under the former may be in flight until the first
 * one under the new comes, and the peer may not have the new keys before that. Null stands for plain RTP.
 *
 * <p>The media thread unprotects; any thread protects, under the lock of {@link LegSender}, which is also held to close one.
 */
final class LegKeys {
    /** How long the peer may take to have new keys, if no packet shows before that it has them. */
    static final long HANDOVER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** No former: it is over. */
    private record Keys(
            @Nullable PacketProtection current,
            @Nullable PacketProtection former,
            @Nullable PacketProtection sending) {}

    private volatile Keys keys;
    private long deadline; // guarded by this
    private boolean waits; // for the deadline

    LegKeys(@Nullable PacketProtection first) {
        keys = new Keys(first, null, first);
    }

    /** What to protect with now. */
    @Nullable
    PacketProtection sending() {
        return keys.sending();
    }

    /**
     * Lets another protection take over, or the same stay.
     *
     * @return one that serves no more, for the media thread to close; null if there is none
     */
    synchronized @Nullable PacketProtection replace(
            @Nullable PacketProtection next, boolean peerIsReady, long nowNanos) {
        Keys before = keys;
        PacketProtection current = before.current();
        if (next == current) {
            if (peerIsReady) {
                keys = new Keys(current, before.former(), current);
            }
            return null;
        }
        boolean atOnce = peerIsReady || current == null; // never in the clear once there are keys
        keys = new Keys(next, current, atOnce ? next : current);
        waits = !atOnce || next == null;
        deadline = nowNanos + HANDOVER_NANOS;
        return before.former() == next ? null : before.former();
    }

    /** Unprotects a packet in place, under the new keys first. Plain packets are left as they are. */
    Verdict unprotect(ByteBuffer packet, boolean control, SavedPacket copy, LegSender closing) {
        Keys now = keys;
        PacketProtection former = now.former();
        if (former == null) {
            return unprotect(now.current(), packet, control);
        }
        copy.save(packet);
        if (now.current() == null) {
            if (unprotect(former, packet, control) == Verdict.ACCEPTED) {
                return Verdict.ACCEPTED; // it would be noise as a plain one
            }
            copy.restore(packet);
            settle(now, closing);
            return Verdict.ACCEPTED;
        }
        Verdict verdict = unprotect(now.current(), packet, control);
        if (verdict == Verdict.ACCEPTED) {
            settle(now, closing);
            return verdict;
        }
        copy.restore(packet);
        Verdict second = unprotect(former, packet, control);
        return second == Verdict.ACCEPTED || verdict == Verdict.UNAUTHENTIC ? second : verdict;
    }

    /** Ends the handover: the new keys alone serve from now on. */
    private void settle(Keys seen, LegSender closing) {
        synchronized (this) {
            if (keys != seen) {
                return; // another update came between; it has seen to the former
            }
            keys = new Keys(seen.current(), null, seen.current());
            waits = false;
        }
        PacketProtection former = seen.former();
        if (former != null) {
            closing.close(former);
        }
    }

    /** When {@link #due} has something to do; {@link Long#MAX_VALUE} nanoseconds from now for never. */
    synchronized long untilDue(long nowNanos) {
        return waits ? Math.max(0, deadline - nowNanos) : Long.MAX_VALUE;
    }

    /** Changes sending to the new keys, if the peer was given all its time; on the media thread. */
    void due(long nowNanos, LegSender closing) {
        Keys seen;
        synchronized (this) {
            if (!waits || deadline - nowNanos > 0) {
                return;
            }
            waits = false;
            seen = keys;
            if (seen.current() != null) {
                keys = new Keys(seen.current(), seen.former(), seen.current()); // what is in flight may still come
                return;
            }
        }
        settle(seen, closing);
    }

    /** Closes what there is, whatever one of them throws. */
    void close() {
        Keys now = keys;
        PacketProtection former = now.former();
        PacketProtection current = now.current();
        try {
            if (former != null) {
                former.close();
            }
        } finally {
            if (current != null) {
                current.close();
            }
        }
    }

    static Verdict protect(@Nullable PacketProtection protection, ByteBuffer packet, boolean control) {
        if (protection == null) {
            return Verdict.ACCEPTED;
        }
        try {
            return control ? protection.protectControl(packet) : protection.protect(packet);
        } catch (Exception | LinkageError | AssertionError e) {
            return failed(packet);
        }
    }

    private static Verdict unprotect(@Nullable PacketProtection protection, ByteBuffer packet, boolean control) {
        if (protection == null) {
            return Verdict.ACCEPTED;
        }
        try {
            return control ? protection.unprotectControl(packet) : protection.unprotect(packet);
        } catch (Exception | LinkageError | AssertionError e) {
            return failed(packet);
        }
    }

    /** A plug-in that throws is a defect, but neither a reason to throw at senders nor to let go of what it left. */
    private static Verdict failed(ByteBuffer packet) {
        packet.limit(packet.position());
        return Verdict.FAILED;
    }
}
