package voip.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What is for one thread at a time, which it watches as far as that costs nothing. */
final class Turn {
    private static final VarHandle BUSY;

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(Turn.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // but by BUSY
    private boolean busy;

    /**
     * Begins a thread's turn. Not atomic, which would cost: two threads that go on and on meet here sooner or later all the
     * same.
     *
     * @throws IllegalStateException if another thread has its turn
     */
    void enter() {
        if ((boolean) BUSY.getOpaque(this)) {
            throw new IllegalStateException("two threads use one side of an SRTP session at once; "
                    + "give each side of a session to one thread at a time");
        }
        BUSY.setOpaque(this, true);
    }

    /** Ends it. */
    void leave() {
        BUSY.setOpaque(this, false);
    }
}
