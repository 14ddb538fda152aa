package voip.bench;

/** What is done to a packet. */
enum Operation {
    PROTECT("protect"),
    UNPROTECT("unprotect"),
    ROUND_TRIP("protect + unprotect");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean protects() {
        return this != UNPROTECT;
    }

    boolean unprotects() {
        return this != PROTECT;
    }
}
