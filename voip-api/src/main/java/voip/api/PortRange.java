package voip.api;

/** The ports from which one is chosen that is not named, both ends included. */
record PortRange(int first, int last) {
    /** RFC 6335 §6. */
    static final PortRange DYNAMIC = new PortRange(49152, 65535);
}
