package voip.app.bench;

/** Waiting for another thread without going to sleep, which would cost what is to be measured. */
final class Spin {
    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    private Spin() {}

    /** Passes a moment; lets the other one run where there is but one processor. */
    static void once() {
        if (ALONE) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}
