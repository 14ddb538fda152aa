package voip.srtp;

/**
 * Which SRTP packets carry the sender's roll-over counter, and what authenticates them (RFC 4771): those whose sequence number
 * is a multiple of the rate. It lets receivers join late without being told the counter.
 *
 * <p>With an AEAD suite only {@link Mode#NONE} is possible, and safe: the counter then lies behind the packet, which
 * authenticates under no other (RFC 7714 §7.1).
 *
 * @param mode what is authenticated
 * @param rate 1 to 65,535, and to 32,768 with {@link Mode#CARRYING}, whose other packets do not count; 1 for all packets
 * @param tagLength the length of the tag of packets that carry the counter, with its 4 bytes: 8 to 24; 4 with
 *     {@link Mode#NONE}
 */
public record RolloverCarrier(Mode mode, int rate, int tagLength) {
    /** What authenticates SRTP packets. */
    public enum Mode {
        /** Mode 1: those that carry the counter have a code, and no others. */
        CARRYING,
        /** Mode 2: those that carry the counter have a code, and all others the suite's own tag. */
        ALL,
        /** Mode 3: nothing does, with a counter-mode suite; the cipher itself with an AEAD suite. */
        NONE
    }

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RolloverCarrier {
        int most = mode == Mode.CARRYING ? 1 << 15 : 0xFFFF;
        if (rate < 1 || rate > most) {
            throw new IllegalArgumentException("a rate of " + rate + " is outside 1 to " + most + " (RFC 4771 §4)");
        }
        if (mode == Mode.NONE ? tagLength != 4 : tagLength < 8 || tagLength > 24) {
            throw new IllegalArgumentException(
                    "a tag of " + tagLength + " bytes with the roll-over counter's 4 does not fit " + mode
                            + ": it takes " + (mode == Mode.NONE ? "4" : "8 to 24"));
        }
    }

    /** Whether a packet carries the counter. */
    boolean carries(int sequence) {
        return sequence % rate == 0;
    }
}
