package voip.stun;

import java.util.Optional;

/**
 * The value of an ERROR-CODE attribute (RFC 8489 §14.8).
 *
 * @param code 300 to 699
 * @param reason a phrase for people to read; fewer than 128 characters in what is sent
 */
public record ErrorCode(int code, String reason) {
    /** Try Alternate. */
    public static final int TRY_ALTERNATE = 300;
    /** Bad Request. */
    public static final int BAD_REQUEST = 400;
    /** Unauthenticated. */
    public static final int UNAUTHENTICATED = 401;
    /** Unknown Attribute. */
    public static final int UNKNOWN_ATTRIBUTE = 420;
    /** Stale Nonce. */
    public static final int STALE_NONCE = 438;
    /** Server Error. */
    public static final int SERVER_ERROR = 500;

    /**
     * Checks the code.
     *
     * @throws IllegalArgumentException if it is outside 300 to 699
     */
    public ErrorCode {
        if (code < 300 || code > 699) {
            throw new IllegalArgumentException("the error code " + code + " is outside 300 to 699 (RFC 8489 §14.8)");
        }
    }

    // | reserved 21 bits | class 3 bits | number 8 bits | reason ...
    static Optional<ErrorCode> read(byte[] value) {
        if (value.length < 4) {
            return Optional.empty();
        }
        int hundreds = value[2] & 7;
        int number = value[3] & 0xFF;
        if (hundreds < 3 || hundreds > 6 || number > 99) {
            return Optional.empty();
        }
        return Text.read(value, 4).map(reason -> new ErrorCode(100 * hundreds + number, reason));
    }

    byte[] toBytes() {
        byte[] phrase = Text.toBytes("reason phrase", reason);
        byte[] value = new byte[4 + phrase.length];
        value[2] = (byte) (code / 100);
        value[3] = (byte) (code % 100);
        System.arraycopy(phrase, 0, value, 4, phrase.length);
        return value;
    }
}
