package voip.srtp;

import org.jspecify.annotations.Nullable;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SuiteSpec;

/**
 * What the protection of one direction adds to packets, and where. Offsets count from the end of the RTP or RTCP packet itself.
 *
 * <pre>
 * SRTP,  counter mode:  header | encrypted payload | MKI | counter | code     counter and code where RFC 4771 has them
 * SRTP,  AEAD:          header | encrypted payload | tag | MKI | counter
 * SRTCP, counter mode:  8 bytes | encrypted rest | E, index | MKI | code
 * SRTCP, AEAD:          8 bytes | encrypted rest | tag | E, index | MKI
 * </pre>
 *
 * <p>RFC 3711 §3.1, §3.4; RFC 7714 §8.2, §9.2; RFC 4771 §2.
 */
final class Layout {
    /** The length of the word of E flag and index that SRTCP adds. */
    static final int CONTROL_WORD = 4;

    private static final int COUNTER = 4;

    private final int sealTag;
    private final int codeLength;
    private final int controlCodeLength;
    private final int mkiLength;
    private final @Nullable RolloverCarrier carrier;
    private final boolean encrypts;
    private final boolean encryptsControl;

    /** The layout of a suite with parameters that {@link #check} has passed. */
    Layout(SuiteSpec spec, SrtpParameters parameters, int mkiLength) {
        boolean aead = spec.kind() == SuiteSpec.Kind.AEAD;
        this.sealTag = aead ? spec.tagLength() : 0;
        this.codeLength = aead || parameters.has(SessionParameter.UNAUTHENTICATED_SRTP) ? 0 : spec.tagLength();
        this.controlCodeLength = aead ? 0 : spec.controlTagLength();
        this.mkiLength = mkiLength;
        this.carrier = parameters.rolloverCarrier();
        this.encrypts = spec.encrypts() && !parameters.has(SessionParameter.UNENCRYPTED_SRTP);
        this.encryptsControl = spec.encrypts() && !parameters.has(SessionParameter.UNENCRYPTED_SRTCP);
    }

    /** Throws {@link IllegalArgumentException} if parameters do not fit a suite, or a policy does not allow them. */
    static void check(SuiteSpec spec, SrtpParameters parameters, SrtpPolicy policy) {
        for (SessionParameter taken : parameters.without()) {
            if (!policy.allowed().contains(taken)) {
                throw new IllegalArgumentException(taken
                        + " takes protection away, and the policy does not allow it; write"
                        + " policy.allowing(Set.of(SessionParameter." + taken + ")) if it has to be");
            }
            if (!fits(spec, taken)) {
                throw new IllegalArgumentException(
                        taken + " does not fit " + spec.name() + ", which encrypts and authenticates at once");
            }
        }
        RolloverCarrier carrier = parameters.rolloverCarrier();
        if (carrier != null) {
            check(spec, carrier, parameters, policy);
        }
    }

    /** Whether a suite can do without a protection: AEAD encrypts and authenticates at once (RFC 7714 §5). */
    static boolean fits(SuiteSpec spec, SessionParameter taken) {
        return spec.kind() != SuiteSpec.Kind.AEAD || taken == SessionParameter.UNENCRYPTED_SRTCP;
    }

    private static void check(SuiteSpec spec, RolloverCarrier carrier, SrtpParameters parameters, SrtpPolicy policy) {
        boolean none = carrier.mode() == RolloverCarrier.Mode.NONE;
        if (spec.kind() == SuiteSpec.Kind.AEAD) {
            if (!none) {
                throw new IllegalArgumentException(spec.name()
                        + " has no tag to put a roll-over counter in; it takes only mode NONE (RFC 7714 §7.1)");
            }
            return;
        }
        if (parameters.has(SessionParameter.UNAUTHENTICATED_SRTP) && !none) {
            throw new IllegalArgumentException("UNAUTHENTICATED_SRTP contradicts " + carrier);
        }
        boolean authenticatesAll = carrier.mode() == RolloverCarrier.Mode.ALL || !none && carrier.rate() == 1;
        if (!authenticatesAll && !policy.allowed().contains(SessionParameter.UNAUTHENTICATED_SRTP)) {
            throw new IllegalArgumentException(
                    carrier + " leaves packets unauthenticated, and the policy does not allow it; write mode ALL, or"
                            + " policy.allowing(Set.of(SessionParameter.UNAUTHENTICATED_SRTP)) if it has to be");
        }
    }

    int mkiLength() {
        return mkiLength;
    }

    /** Whether RTP payloads are encrypted. */
    boolean encrypts() {
        return encrypts;
    }

    /** Whether RTCP packets are encrypted by whoever sends them. */
    boolean encryptsControl() {
        return encryptsControl;
    }

    /** Whether a packet of this sequence number carries the roll-over counter. */
    boolean carries(int sequence) {
        return carrier != null && carrier.carries(sequence);
    }

    /** The length of its code, behind MKI and counter; 0 with AEAD, or without authentication. */
    int codeLength(int sequence) {
        if (carrier == null || sealTag > 0) {
            return codeLength;
        }
        if (carrier.carries(sequence)) {
            return carrier.tagLength() - COUNTER;
        }
        return carrier.mode() == RolloverCarrier.Mode.ALL ? codeLength : 0;
    }

    /** Whether it is authenticated. */
    boolean authenticates(int sequence) {
        return sealTag > 0 || codeLength(sequence) > 0;
    }

    /** Whether no packet changes what is remembered but those that are authenticated and carry the counter. */
    boolean trustsOnlyCarriers() {
        return carrier != null && carrier.mode() == RolloverCarrier.Mode.CARRYING;
    }

    /** How many bytes are added to an SRTP packet of this sequence number. */
    int added(int sequence) {
        return sealTag + mkiLength + (carries(sequence) ? COUNTER : 0) + codeLength(sequence);
    }

    /** The most bytes that are added to any SRTP packet. */
    int mostAdded() {
        int counter = carrier == null ? 0 : COUNTER;
        return sealTag + mkiLength + Math.max(counter + codeLength(0), codeLength(1));
    }

    int mkiAt(int end) {
        return end + sealTag;
    }

    int counterAt(int end) {
        return end + sealTag + mkiLength;
    }

    int codeAt(int end, int sequence) {
        return counterAt(end) + (carries(sequence) ? COUNTER : 0);
    }

    /** How many bytes are added to an SRTCP packet. */
    int controlAdded() {
        return sealTag + CONTROL_WORD + mkiLength + controlCodeLength;
    }

    int controlCodeLength() {
        return controlCodeLength;
    }

    int controlWordAt(int end) {
        return end + sealTag;
    }

    int controlMkiAt(int end) {
        return end + sealTag + CONTROL_WORD;
    }

    int controlCodeAt(int end) {
        return controlMkiAt(end) + mkiLength;
    }
}
