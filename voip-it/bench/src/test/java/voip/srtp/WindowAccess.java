package voip.srtp;

import voip.api.Verdict;

/** A replay window as large as the standard policy's, for who measures it. */
public final class WindowAccess {
    private final ReplayWindow window = new ReplayWindow(1024);

    /** Makes one. */
    public WindowAccess() {}

    /** Checks an index, and remembers it if it is new; whether it was. */
    public boolean isNew(long index) {
        if (window.check(index) != Verdict.ACCEPTED) {
            return false;
        }
        window.use(index);
        return true;
    }
}
