package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import voip.api.Verdict;
import voip.api.srtp.CryptoModule;

/**
 * What takes the state of an {@link SrtpSession} out of a process, so that another one can
 * {@linkplain SrtpSessionBuilder#resume resume} it: its keys, and all that it remembers of each source.
 *
 * <p>No packet index is ever used twice, whenever the process ends: a state reserves a run of indexes of each source that is
 * sent, a lease. Packets go out up to the ends of the runs of the newest state that was {@linkplain #stored stored}, and then
 * are refused as {@link Verdict#LEASE_ENDED}; whoever resumes from it begins behind those ends. So each turn is: export; make
 * the state durable; say so by {@link #stored}. It begins before the first packet, also in a session that was resumed, and has
 * to come again before the lease ends. What holds for that:
 *
 * <ul>
 *   <li>The newest stored state is the only one to resume from, once, and then only after the process that stored it has given
 *       up exporting. Older ones are to be overwritten or erased: their runs are used up.
 *   <li>A source that the newest stored state does not have sends nothing. It is known from its first packet on, which is
 *       refused, or from {@link #begin}; the next export has it.
 *   <li>A packet that was sent before, and is sent again ({@link SrtpPolicy#withRetransmission}), is not refused for the lease.
 *       Whoever resumes cannot send it.
 *   <li>Each master key's lifetime loses what was reserved and not sent.
 *   <li>A receiver that is resumed takes nothing up to the highest index that the state has of a source. What was received after
 *       the export can be replayed to it.
 * </ul>
 *
 * <p>The methods are for the thread that protects, and {@link #export} for one beside which none unprotects either; two threads
 * at once are told by an {@link IllegalStateException} as soon as they are seen together.
 */
public final class SrtpExporter {
    /** The longest lease. A receiver follows a sender over a gap of less than 2<sup>15</sup> packets (RFC 3711 §3.3.1). */
    public static final int LONGEST_LEASE = 1 << 14;

    private final CryptoModule module;
    private final SrtpSession session;

    SrtpExporter(CryptoModule module, SrtpSession session) {
        this.module = module;
        this.session = session;
    }

    /**
     * Takes the state as it is now, and reserves a run of indexes of each source, for SRTP and SRTCP, and of the use of keys.
     * Until the state is {@linkplain #stored stored}, the run of the one before it still holds.
     *
     * @param wrappingKey under which the state is encrypted and authenticated, as by {@link CryptoModule#wrap}: 16, 24 or 32
     *     bytes, which remain the caller's
     * @param lease how many indexes, 1 to {@link #LONGEST_LEASE}: as many are lost at most when another process goes on. The
     *     losses of processes that end one after the other, with no packet arriving in between, add up, and must stay below
     *     2<sup>15</sup>
     * @return the state, which any provider of the suite can resume
     * @throws IllegalArgumentException if the lease is out of range
     * @throws IllegalStateException if the session is closed, before or meanwhile
     * @throws GeneralSecurityException if the provider refuses the key, or to wrap at all
     */
    public byte[] export(byte[] wrappingKey, int lease) throws GeneralSecurityException {
        if (lease < 1 || lease > LONGEST_LEASE) {
            throw new IllegalArgumentException("a lease of " + lease + " packets is outside 1 to " + LONGEST_LEASE);
        }
        SendContext sending = session.sending();
        // What is reserved from now on is in no state yet, whatever fails from here on.
        int export = sending == null ? 0 : sending.beginExport();
        byte[] state = SessionState.of(session, lease).wrap(module, wrappingKey);
        if (session.isClosed()) { // by another thread, which may have wiped the keys before they were read
            throw new IllegalStateException("the session was closed while it was exported");
        }
        if (sending != null && !sending.exported(export, state.clone())) {
            throw new IllegalStateException(
                    "two threads export one session at once; give that to one thread at a time");
        }
        return state;
    }

    /**
     * Says that a state is durable, and what anybody resumes from now on. Packets are sent up to the ends of its runs. A session
     * that only receives need not be told.
     *
     * @throws IllegalArgumentException if it is not the newest that was exported
     */
    public void stored(byte[] state) {
        SendContext sending = session.sending();
        if (sending != null && !sending.stored(state)) {
            throw new IllegalArgumentException(
                    "this is not the newest state that was exported; store that one, which replaces all before it");
        }
    }

    /** The SSRCs of the RTP packets that are sent, or were said to be by {@link #begin} or a roll-over counter. */
    public Set<Long> sources() {
        Set<Long> sources = new TreeSet<>();
        SendContext sending = session.sending();
        if (sending != null) {
            for (int ssrc : sending.ssrcs()) {
                sources.add(ssrc & 0xFFFF_FFFFL);
            }
        }
        return sources;
    }

    /**
     * The packet index with which a source goes on: its sequence number in the lower 16 bits, the roll-over counter above them.
     * After a refusal for the lease that is the index of the refused packet, and 2<sup>48</sup> if there is none left.
     *
     * @param ssrc 0 to 2<sup>32</sup>-1
     * @return empty if no packet of the source is known
     */
    public OptionalLong nextIndex(long ssrc) {
        SendContext sending = session.sending();
        long next = sending == null ? PacketIndex.NONE : sending.next(ssrc);
        return next == PacketIndex.NONE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /**
     * Makes a source that is to be sent known before its first packet, or lets one go on further ahead, so that the next export
     * reserves a run from there.
     *
     * @param index that of its next packet, above all that were used; to 2<sup>48</sup>-1
     * @throws IllegalArgumentException if it is not
     * @throws IllegalStateException if the session does not send, or there are too many sources
     */
    public void begin(long ssrc, long index) {
        SendContext sending = session.sending();
        if (sending == null) {
            throw new IllegalStateException("this session only receives");
        }
        if (index < 0 || PacketIndex.isExhausted(index)) {
            throw new IllegalArgumentException("a packet index of " + index + " is outside 0 to 2^48-1");
        }
        sending.goOnFrom(ssrc, index);
    }

    @Override
    public String toString() {
        return "SrtpExporter[" + session + "]";
    }
}
