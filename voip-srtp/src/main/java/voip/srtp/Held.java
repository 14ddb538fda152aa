package voip.srtp;

import java.util.Iterator;

/** What several hold, each until it closes it; it ends with the last of them. Any thread may hold and close. */
abstract sealed class Held implements AutoCloseable permits CryptoContext, AgreedKeys {
    private int holders = 1;

    /** Adds a holder; false if it has ended already. */
    final synchronized boolean hold() {
        if (holders == 0) {
            return false;
        }
        holders++;
        return true;
    }

    /** Takes a holder away; with the last one it ends. */
    @Override
    public final void close() {
        synchronized (this) {
            holders--;
            if (holders > 0) {
                return;
            }
        }
        end();
    }

    /** Wipes the keys. */
    abstract void end();

    /** Takes a holder away from each, even if one fails to end. */
    static void closeAll(Iterator<? extends Held> each) {
        if (each.hasNext()) {
            try {
                each.next().close();
            } finally {
                closeAll(each);
            }
        }
    }
}
