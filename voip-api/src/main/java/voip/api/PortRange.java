package voip.api;

/** The ports from which one is chosen that is not named, both ends included. */
record PortRange(int first, int last) {
    /** RFC 6335 §6. */
    static final PortRange DYNAMIC = new PortRange(49152, 65535);

    /** How many even ports there are for RTP (RFC 3550 §11), in a range that also has the one above if it is a pair. */
    int choices(boolean pairs) {
        int highest = pairs ? last - 1 : last;
        return highest < lowest() ? 0 : (highest - lowest()) / 2 + 1;
    }

    /** One of the {@link #choices}, from 0. */
    int choice(int number) {
        return lowest() + 2 * number;
    }

    private int lowest() {
        return first + first % 2;
    }

    @Override
    public String toString() {
        return first + " to " + last;
    }
}
