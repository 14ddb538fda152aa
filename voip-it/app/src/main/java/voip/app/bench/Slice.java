package voip.app.bench;

/**
 * What became of packets that were sent at a rate.
 *
 * @param nanos that sending them took
 */
record Slice(int sent, int echoed, long nanos, Pauses pauses) {
    int lost() {
        return sent - echoed;
    }

    double perSecond() {
        return sent * 1e9 / nanos;
    }
}
