package voip.api;

/**
 * An offer that cannot be answered, or an answer that does not fit the offer: what SIP turns into 488 Not Acceptable
 * Here (RFC 3261 §21.4.26).
 */
public final class OfferRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why it was refused. */
    public enum Reason {
        /** The stream is disabled or refused: its port is 0 (RFC 3264 §6). */
        PORT_ZERO,
        /** The transport protocol is not one of RTP/AVP, RTP/SAVP and their feedback profiles. */
        PROTOCOL,
        /** No codec in common. */
        NO_CODEC,
        /** Encryption is required and the peer offers none that fits. */
        NOT_ENCRYPTED,
        /** No cipher suite in common, or no usable {@code a=crypto} line. */
        NO_CIPHER_SUITE,
        /** The description has no usable connection address. */
        ADDRESS,
        /** The answer does not follow from the offer. */
        ANSWER_MISMATCH
    }

    private final Reason reason;

    /** Makes a refusal with its reason and a sentence for people, which must not hold keys. */
    public OfferRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why it was refused. */
    public Reason reason() {
        return reason;
    }

    /** The SIP status code that says so: 488. */
    public int sipStatus() {
        return 488;
    }
}
