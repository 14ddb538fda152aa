package voip.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * The turn of a contender in this JVM. Packets are laid into its slots outside of what is measured, and protected and
 * unprotected there. Allocations are counted here and not by JMH's profiler, which knows the sum of all contenders only.
 */
final class ContenderTurn implements Turn {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[][] slots;
    private final byte[] packet;
    private final Contender contender;
    private final BatchWork work;

    ContenderTurn(Entrant entrant, Suite suite, int payload, int batch) throws Exception {
        packet = Packets.rtp(payload);
        slots = new byte[batch][packet.length + Packets.MOST_ADDED];
        contender = entrant.open(suite, slots);
        work = BatchLoop.of(contender);
    }

    /** Where the last batch lies. */
    byte[][] slots() {
        return slots;
    }

    @Override
    public void take(int number, Costs costs) throws Exception {
        for (int i = 0; i < slots.length; i++) {
            Packets.lay(packet, number + i, slots[i]);
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        int sealed = work.protect(slots.length, packet.length) / slots.length;
        long protecting = System.nanoTime() - start;
        long bytesBetween = THREADS.getCurrentThreadAllocatedBytes();
        start = System.nanoTime();
        int opened = work.unprotect(slots.length, sealed) / slots.length;
        long unprotecting = System.nanoTime() - start;
        costs.add(
                protecting,
                unprotecting,
                bytesBetween - bytes,
                THREADS.getCurrentThreadAllocatedBytes() - bytesBetween);
        if (opened != packet.length) {
            throw new AssertionError(opened + " bytes of " + packet.length);
        }
    }

    @Override
    public void close() throws IOException {
        contender.close();
    }
}
