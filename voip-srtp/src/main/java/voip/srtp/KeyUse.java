package voip.srtp;

import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;

/**
 * How many packets one master key has protected, and how many it may (RFC 3711 §9.2, RFC 4568 §6.1), for one thread at a
 * time. SRTP and SRTCP are counted apart, for all sources together.
 */
final class KeyUse {
    /** The most SRTP packets under one key, of whatever suite. */
    static final long MOST_PACKETS = 1L << 48;

    /** The most SRTCP packets under one key. */
    static final long MOST_CONTROL_PACKETS = 1L << 31;

    /** A key is near its end in the last tenth of its lifetime, but not before so many packets are left: hours of speech. */
    static final long NEAR_END = 1L << 20;

    private final boolean ours;
    private final long lifetime;
    private final long controlLifetime;
    private final long end;
    private final long controlEnd;
    private @Nullable Lease lease;
    private @Nullable Lease controlLease;
    private long packets;
    private long controlPackets;
    private boolean told;

    /**
     * A key of such a lifetime in packets, which ends it no later than its suite does.
     *
     * @param leased whether it is used only as far as an exported state has reserved
     */
    KeyUse(boolean ours, long lifetime, boolean leased) {
        this.ours = ours;
        this.lease = leased ? new Lease(0) : null;
        this.controlLease = leased ? new Lease(0) : null;
        this.lifetime = Math.min(lifetime, MOST_PACKETS);
        this.controlLifetime = Math.min(lifetime, MOST_CONTROL_PACKETS);
        this.end = Math.min(this.lifetime / 10, NEAR_END);
        this.controlEnd = Math.min(controlLifetime / 10, NEAR_END);
    }

    /** Whether no more SRTP packets may follow. */
    boolean isExhausted() {
        return packets >= lifetime;
    }

    /** Whether no more SRTCP packets may follow. */
    boolean isControlExhausted() {
        return controlPackets >= controlLifetime;
    }

    /** Whether one of the two is at its end: whoever has another key takes that for both. */
    boolean isUsedUp() {
        return isExhausted() || isControlExhausted();
    }

    /** Whether another SRTP packet is under a lease, if it has to be. */
    boolean isLeased() {
        return lease == null || lease.covers(packets);
    }

    /** Whether another SRTCP packet is. */
    boolean isControlLeased() {
        return controlLease == null || controlLease.covers(controlPackets);
    }

    /** How many SRTP packets may follow. */
    long left() {
        return lifetime - packets;
    }

    /** How many SRTCP packets may follow. */
    long controlLeft() {
        return controlLifetime - controlPackets;
    }

    /** What an exported state has of it, with runs reserved if it is under a lease. */
    KeyState state(MasterKeys.Entry key, long run, long controlRun) {
        return new KeyState(
                key,
                lease == null ? packets : lease.reserve(packets, run, lifetime),
                controlLease == null
                        ? controlPackets
                        : controlLease.reserve(controlPackets, controlRun, controlLifetime));
    }

    /** Goes on, as new, from what another process has left. */
    void resume(KeyState state) {
        packets = state.packets();
        controlPackets = state.controlPackets();
        if (lease != null) {
            lease = new Lease(packets);
            controlLease = new Lease(controlPackets);
        }
    }

    /** The state that reserved runs is stored. */
    void stored() {
        if (lease != null && controlLease != null) {
            lease.stored();
            controlLease.stored();
        }
    }

    /**
     * Counts an SRTP packet, whose source may be nearer to the end of its indexes than the key is to its own.
     *
     * @param heard whether an event would be heard; it is made once
     * @return the event that tells of the end, or null
     */
    @Nullable
    CallEvent count(long index, boolean heard) {
        packets++;
        return event(Math.min(lifetime - packets, MOST_PACKETS - 1 - index), end, heard);
    }

    /** Counts an SRTCP packet, likewise. */
    @Nullable
    CallEvent countControl(long index, boolean heard) {
        controlPackets++;
        long left = Math.min(controlLifetime - controlPackets, MOST_CONTROL_PACKETS - 1 - index);
        return event(left, controlEnd, heard);
    }

    private @Nullable CallEvent event(long left, long near, boolean heard) {
        if (told || !heard || left > near) {
            return null;
        }
        told = true;
        return new CallEvent.KeysNearEnd(ours, left);
    }
}
