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
    private volatile @Nullable Thread entered;
    private boolean failed;

    ContainedSession(CallSession session, Leg leg) {
        this.session = session;
        this.leg = leg;
    }

    /** Whether the calling thread is in one of the application's methods. */
    boolean isEntered() {
        return entered == Thread.currentThread();
    }

    Verdict packet(RtpPacket packet) {
        entered = Thread.currentThread();
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
        entered = Thread.currentThread();
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
        entered = Thread.currentThread();
        try {
            session.eventOccurred(event);
            return Verdict.ACCEPTED;
        } catch (Throwable e) {
            return failed(e);
        } finally {
            left();
        }
    }

    Verdict closed() {
        entered = Thread.currentThread();
        try {
            session.closed();
            return Verdict.ACCEPTED;
        } catch (Throwable e) {
            return failed(e);
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

    /** Whatever the application did to this thread's interrupt flag must not end another call's wait. */
    private void left() {
        entered = null;
        Thread.interrupted();
    }
}
