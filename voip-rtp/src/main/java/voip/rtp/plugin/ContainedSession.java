package voip.rtp.plugin;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.RtpPacket;
import voip.api.Verdict;

/**
 * An application's session whose failures stay its own: they are verdicts, and the first is logged. Only an error of the
 * virtual machine goes on, except a stack overflow and an allocation that is too large, which are the handler's. For the
 * media thread.
 */
final class ContainedSession {
    private final CallSession session;
    private final Leg leg;
    // A thread asks for itself alone. It is written only when it is another than before: a collector has references of
    // long-lived objects marked as they are written.
    private @Nullable Thread thread;
    private boolean entered;
    private boolean failed;
    private boolean closesLater; // of the thread that is entered

    ContainedSession(CallSession session, Leg leg) {
        this.session = session;
        this.leg = leg;
    }

    private boolean isEntered() {
        return entered && thread == Thread.currentThread();
    }

    private void enter() {
        Thread current = Thread.currentThread();
        if (thread != current) {
            thread = current;
        }
        entered = true;
    }

    Verdict packet(RtpPacket packet) {
        enter();
        try {
            session.packetReceived(packet);
            return Verdict.ACCEPTED;
        } catch (Throwable e) {
            return failed(e);
        } finally {
            left();
        }
    }

    Verdict control(ByteBuffer compound) {
        enter();
        try {
            session.controlReceived(compound);
            return Verdict.ACCEPTED;
        } catch (Throwable e) {
            return failed(e);
        } finally {
            left();
        }
    }

    Verdict event(CallEvent event) {
        enter();
        try {
            session.eventOccurred(event);
            return Verdict.ACCEPTED;
        } catch (Throwable e) {
            return failed(e);
        } finally {
            left();
        }
    }

    /** Tells that the call is closed: after the application's own method, if that is what closed it. */
    void closed() {
        if (isEntered()) {
            closesLater = true;
            return;
        }
        enter();
        try {
            session.closed();
        } catch (Throwable e) {
            failed(e);
        } finally {
            left();
        }
    }

    private Verdict failed(Throwable failure) {
        boolean handlers = failure instanceof StackOverflowError || failure instanceof OutOfMemoryError;
        if (failure instanceof VirtualMachineError error && !handlers) {
            throw error;
        }
        if (!failed) {
            failed = true;
            CallLog.handlerFailed(leg.profile(), failure);
        }
        return Verdict.HANDLER_FAILED;
    }

    /** Whatever the application did to this thread's interrupt flag must not end another call's wait. Then what waited. */
    private void left() {
        entered = false;
        Thread.interrupted();
        if (closesLater) {
            closesLater = false;
            closed();
        }
    }
}
