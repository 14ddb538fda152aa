package voip.stun;

/** The class of a STUN message: what part it plays in a transaction (RFC 8489 §5). */
public enum MessageClass {
    /** Asks for a response. */
    REQUEST,
    /** Asks for nothing. */
    INDICATION,
    /** Answers a request that was done. */
    SUCCESS_RESPONSE,
    /** Answers a request that was not done, with an {@link ErrorCode}. */
    ERROR_RESPONSE;

    private static final MessageClass[] VALUES = values(); // the ordinal is C1 C0

    // The message type: two zero bits, then
    //   M11 M10 M9 M8 M7 C1 M6 M5 M4 C0 M3 M2 M1 M0
    static MessageClass ofType(int type) {
        return VALUES[type >> 7 & 2 | type >> 4 & 1];
    }

    static int methodOfType(int type) {
        return type >> 2 & 0xF80 | type >> 1 & 0x70 | type & 0xF;
    }

    int typeWith(int method) {
        int classBits = (ordinal() & 2) << 7 | (ordinal() & 1) << 4;
        return (method & 0xF80) << 2 | (method & 0x70) << 1 | method & 0xF | classBits;
    }
}
