package voip.app.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import voip.api.Verdict;
import voip.srtp.SrtpSession;

/**
 * Unprotecting and protecting alone, of the packets that an echo was sent, each by the session of its call. On a thread of its
 * own, as echoes have, so that of two processors it has the echoes' and not the sender's, which may be the faster one.
 */
final class CryptoCost implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int ROOM = 64; // bytes, more than any packet grows by

    private final List<SrtpSession> sessions;
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
        CompletableFuture<List<Work>> works = CompletableFuture.supplyAsync(() -> measure(packets, bursts), thread);
        while (!works.isDone()) {
            Spin.once(); // as beside an echo
        }
        return works.join();
    }

    private List<Work> measure(Packets packets, int bursts) {
        List<Work> works = new ArrayList<>();
        // Copied before it is measured: what an echo receives, the system has left in the caches of its processor
        List<ByteBuffer> near = new ArrayList<>();
        for (int i = 0; i < Burst.PACKETS; i++) {
            near.add(ByteBuffer.allocate(packets.length() + ROOM));
        }
        for (int i = 0; i < bursts; i++) {
            for (int j = 0; j < Burst.PACKETS; j++) {
                near.get(j).clear().put(packets.get(i * Burst.PACKETS + j)).flip();
            }
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            for (int j = 0; j < Burst.PACKETS; j++) {
                handle(near.get(j));
            }
            nanos = THREADS.getCurrentThreadCpuTime() - nanos;
            bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            works.add(new Work((double) nanos / Burst.PACKETS, (double) bytes / Burst.PACKETS));
        }
        return works;
    }

    private void handle(ByteBuffer packet) {
        SrtpSession session = sessions.get(Packets.call(packet));
        if (session.unprotect(packet) != Verdict.ACCEPTED || session.protect(packet) != Verdict.ACCEPTED) {
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
