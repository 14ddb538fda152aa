package voip.app.bench;

/** The search for the highest rate that is borne without loss: by halves of the ratio between what was and what was not. */
final class RateSearch {
    private static final double NEAR = 1.02;
    private static final double WIDER = 2;

    private double next;
    private double best;
    private double refused = Double.POSITIVE_INFINITY;

    /** A search that begins at this rate, above zero. */
    RateSearch(double first) {
        next = first;
    }

    /** The rate to try next. */
    double next() {
        return next;
    }

    /** Takes what was found: the highest rate so far that was borne, or that this one was not. */
    void tell(double rate, boolean borne) {
        if (borne) {
            best = Math.max(best, rate);
        } else {
            refused = Math.min(refused, rate);
        }
        best = Math.min(best, refused);
        next = best == 0
                ? refused / WIDER
                : refused == Double.POSITIVE_INFINITY ? best * WIDER : Math.sqrt(best * refused);
    }

    /** Whether trying on would hardly tell more. */
    boolean isDone() {
        return best > 0 && refused / best < NEAR;
    }

    /** The highest rate that was borne; 0 if none was. */
    double best() {
        return best;
    }
}
