package voip.srtp;

/**
 * How far a sender may count that can be resumed by another process: to the end of the run that its newest stored state has
 * reserved. Whoever resumes from that state begins there.
 */
final class Lease {
    private long end;
    private long reserved;

    /** A lease up to a number, which is not in it any more. */
    Lease(long end) {
        this.end = end;
        this.reserved = end;
    }

    boolean covers(long number) {
        return number < end;
    }

    /**
     * Reserves a run for a state that is being exported; it can be used when that is stored. The end never moves back: up to
     * there, packets may go out while the state is on its way.
     *
     * @param most where the numbers end
     * @return where the run ends, and whoever resumes begins
     */
    long reserve(long from, long run, long most) {
        reserved = Math.max(end, Math.min(from + run, most));
        return reserved;
    }

    /** Takes what was reserved last. */
    void stored() {
        end = reserved;
    }
}
