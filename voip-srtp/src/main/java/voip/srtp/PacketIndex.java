package voip.srtp;

/** The 48-bit index of an SRTP packet: 2<sup>16</sup> times the roll-over counter, plus the sequence number. */
final class PacketIndex {
    /** The index of a source of which no packet is known yet; one below the first possible. */
    static final long NONE = -1;

    private static final int HALF = 1 << 15;
    private static final int SEQUENCE_BITS = 16;

    /** Behind the last index that one key may be used for. */
    static final long END = 1L << 48;

    private PacketIndex() {}

    /**
     * The index closest to the highest one so far (RFC 3711 §3.3.1, Appendix A).
     *
     * <p>Where RFC 3711 would count down from roll-over counter 0 to 2<sup>32</sup>-1, it stays 0: the indexes that such a
     * sender could have used do not exist.
     *
     * @param highest roll-over counter and highest sequence number in one, or {@link #NONE}
     */
    static long estimate(long highest, int sequence) {
        if (highest == NONE) {
            return sequence;
        }
        long rolloverCounter = highest >>> SEQUENCE_BITS;
        int highestSequence = (int) highest & 0xFFFF;
        if (highestSequence < HALF) {
            if (sequence - highestSequence > HALF && rolloverCounter > 0) {
                rolloverCounter--;
            }
        } else if (highestSequence - HALF > sequence) {
            rolloverCounter++;
        }
        return rolloverCounter << SEQUENCE_BITS | sequence;
    }

    /** Whether an estimate lies behind the last index that one key may be used for. */
    static boolean isExhausted(long index) {
        return index >= END;
    }

    static int rolloverCounter(long index) {
        return (int) (index >>> SEQUENCE_BITS);
    }
}
