package voip.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The dialogues of calls that end together, several at a time: signalling is the application's and may block. */
final class Dialogues {
    private static final int AT_A_TIME = 16;

    private final List<Thread> threads = new ArrayList<>();

    private Dialogues() {}

    /** Begins to end them. */
    static Dialogues end(Collection<StackCall> calls) {
        Queue<StackCall> open = new ConcurrentLinkedQueue<>(calls);
        Dialogues dialogues = new Dialogues();
        for (int i = Math.min(AT_A_TIME, open.size()); i > 0; i--) {
            Thread thread = new Thread(() -> endAll(open), "voip-signaling-" + i);
            thread.setDaemon(true);
            dialogues.threads.add(thread);
            thread.start();
        }
        return dialogues;
    }

    /** Waits until all have ended, or for so long. */
    void join(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Thread thread : threads) {
            MediaLoop.join(thread, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        }
    }

    /** One dialogue that fails to end must not keep the others from ending; the application's own handler hears of it. */
    private static void endAll(Queue<StackCall> open) {
        for (StackCall call = open.poll(); call != null; call = open.poll()) {
            try {
                call.endDialogue();
            } catch (RuntimeException e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }
}
