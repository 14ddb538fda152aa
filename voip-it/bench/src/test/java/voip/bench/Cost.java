package voip.bench;

/** Time and allocated bytes of one packet. */
record Cost(double nanos, double bytes) {}
