package voip.app.bench;

/**
 * What became of a run of packets.
 *
 * @param nanos that it took, by the clock
 * @param cost of the thread that echoed
 */
record Slice(int sent, int echoed, long nanos, Cost cost) {
    int lost() {
        return sent - echoed;
    }

    double perSecond() {
        return sent * 1e9 / nanos;
    }

    double cpuNanosPerPacket() {
        return (double) cost.cpuNanos() / Math.max(1, echoed);
    }

    double bytesPerPacket() {
        return (double) cost.allocatedBytes() / Math.max(1, echoed);
    }
}
