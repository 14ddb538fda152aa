package voip.app.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import voip.api.Verdict;
import voip.srtp.SrtpSession;

/**
 * Unprotecting and protecting alone, of the packets that an echo was sent, each by the session of its call. On a thread of its
 * own, as echoes have: another processor than that of who waits for them may be the slower one.
 */
final class CryptoCost implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<SrtpSession> sessions;
    private final ByteBuffer scratch = ByteBuffer.allocate(Packets.LONGEST);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "bench-crypto");
        made.setDaemon(true);
        return made;
    });
    private long refused;

    /** Takes sessions with the keys of the echo. */
    CryptoCost(List<SrtpSession> sessions) {
        this.sessions = sessions;
    }

    /** Handles the packets of the last bursts, in their order, and tells of each burst. */
    List<Work> work(Packets packets, int bursts) {
        Future<List<Work>> works = thread.submit(() -> measure(packets, bursts));
        while (!works.isDone()) {
            Spin.once(); // as beside an echo
        }
        try {
            return works.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("protecting failed: " + e.getCause(), e);
        }
    }

    private List<Work> measure(Packets packets, int bursts) {
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < bursts; i++) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            for (int j = 0; j < Burst.PACKETS; j++) {
                handle(packets.get(i * Burst.PACKETS + j));
            }
            nanos = THREADS.getCurrentThreadCpuTime() - nanos;
            bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            works.add(new Work((double) nanos / Burst.PACKETS, (double) bytes / Burst.PACKETS));
        }
        return works;
    }

    private void handle(ByteBuffer packet) {
        scratch.clear();
        scratch.put(packet).flip();
        SrtpSession session = sessions.get(Packets.call(scratch));
        if (session.unprotect(scratch) != Verdict.ACCEPTED || session.protect(scratch) != Verdict.ACCEPTED) {
            refused++;
        }
    }

    String trouble() {
        return refused > 0 ? refused + " packets were refused" : "";
    }

    @Override
    public void close() {
        thread.shutdownNow();
        sessions.forEach(SrtpSession::close);
    }
}
