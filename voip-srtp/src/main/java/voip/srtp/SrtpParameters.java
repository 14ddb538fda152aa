package voip.srtp;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.SessionParameter;

/**
 * How one direction is protected, besides its suite and keys, as both sides agreed: an immutable value, made from
 * {@link #standard()}.
 */
public final class SrtpParameters {
    private static final int MOST_RATE_BITS = 24;
    private static final SrtpParameters STANDARD = new SrtpParameters(0, Set.of(), null);

    private final long keyDerivationRate;
    private final Set<SessionParameter> without;
    private final @Nullable RolloverCarrier rolloverCarrier;

    private SrtpParameters(
            long keyDerivationRate, Set<SessionParameter> without, @Nullable RolloverCarrier rolloverCarrier) {
        this.keyDerivationRate = keyDerivationRate;
        this.without = without;
        this.rolloverCarrier = rolloverCarrier;
    }

    /** All that is protected is encrypted and authenticated, under session keys that are derived once (RFC 3711 §4.3). */
    public static SrtpParameters standard() {
        return STANDARD;
    }

    /**
     * The same with session keys that change (RFC 3711 §4.3.1).
     *
     * @param packets after how many, of the packet index; 0 for never, or a power of two from 1 to 2<sup>24</sup>. A small
     *     number costs much: each change derives keys anew, and so may each forged packet
     * @throws IllegalArgumentException if it is none of these
     */
    public SrtpParameters withKeyDerivationRate(long packets) {
        if (packets < 0 || packets > 1L << MOST_RATE_BITS || Long.bitCount(packets) > 1) {
            throw new IllegalArgumentException("a key derivation rate of " + packets
                    + " is neither 0 nor a power of two from 1 to 2^24 (RFC 3711 §4.3.1)");
        }
        return new SrtpParameters(packets, without, rolloverCarrier);
    }

    /** The same with a protection taken away. A session takes it only if its policy allows it. */
    public SrtpParameters with(SessionParameter parameter) {
        Set<SessionParameter> more = EnumSet.of(parameter);
        more.addAll(without);
        return new SrtpParameters(keyDerivationRate, Set.copyOf(more), rolloverCarrier);
    }

    /** The same with roll-over counters in the packets (RFC 4771). */
    public SrtpParameters withRolloverCarrier(RolloverCarrier carrier) {
        return new SrtpParameters(keyDerivationRate, without, carrier);
    }

    /** Of a line in SDP, only what both directions have in common (RFC 4568 §6.3.2, §6.3.3). */
    SrtpParameters negotiated() {
        return new SrtpParameters(0, without, null);
    }

    /** After how many packets the session keys change; 0 for never. */
    public long keyDerivationRate() {
        return keyDerivationRate;
    }

    /** Whether a protection is taken away. */
    public boolean has(SessionParameter parameter) {
        return without.contains(parameter);
    }

    /** The session parameters that take protection away. */
    public Set<SessionParameter> without() {
        return without;
    }

    /** Which packets carry the roll-over counter; null for none. */
    public @Nullable RolloverCarrier rolloverCarrier() {
        return rolloverCarrier;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SrtpParameters that
                && keyDerivationRate == that.keyDerivationRate
                && without.equals(that.without)
                && Objects.equals(rolloverCarrier, that.rolloverCarrier);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyDerivationRate, without, rolloverCarrier);
    }

    @Override
    public String toString() {
        return "SrtpParameters[keyDerivationRate=" + keyDerivationRate + " without=" + without + " rolloverCarrier="
                + rolloverCarrier + "]";
    }
}
