package voip.api;

/**
 * What a media socket asks of the system. Zero leaves a buffer, and -1 the marking, as the system has it.
 *
 * @param dscp the differentiated services code point of what is sent, 0 to 63, such as 46 for voice (EF, RFC 3246); -1 for
 *     none
 * @param receiveBuffer in bytes; the system may give less, or more
 * @param sendBuffer in bytes, likewise
 */
public record MediaSocketOptions(int dscp, int receiveBuffer, int sendBuffer) {
    /** Everything as the system has it. */
    public static final MediaSocketOptions SYSTEM = new MediaSocketOptions(-1, 0, 0);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public MediaSocketOptions {
        if (dscp < -1 || dscp > 63) {
            throw new IllegalArgumentException("the DSCP " + dscp + " is outside 0 to 63");
        }
        if (receiveBuffer < 0 || sendBuffer < 0) {
            throw new IllegalArgumentException("a buffer size is negative");
        }
    }
}
