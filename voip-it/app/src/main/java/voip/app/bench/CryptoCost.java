package voip.app.bench;

import java.nio.ByteBuffer;
import java.util.List;
import voip.api.Verdict;
import voip.srtp.SrtpSession;

/** Unprotecting and protecting alone, of the packets that an echo was sent, each by the session of its call. */
final class CryptoCost implements AutoCloseable {
    private final List<SrtpSession> sessions;
    private final ByteBuffer scratch = ByteBuffer.allocate(Packets.LONGEST);
    private long refused;

    /** Takes sessions with the keys of the echo. */
    CryptoCost(List<SrtpSession> sessions) {
        this.sessions = sessions;
    }

    /** Handles the first packets of the last slice, in their order, on the calling thread. */
    Slice handle(Packets packets, int count) {
        Cost before = Cost.of(Thread.currentThread());
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            scratch.clear();
            scratch.put(packets.get(i)).flip();
            SrtpSession session = sessions.get(Packets.call(scratch));
            if (session.unprotect(scratch) != Verdict.ACCEPTED || session.protect(scratch) != Verdict.ACCEPTED) {
                refused++;
            }
        }
        long nanos = System.nanoTime() - start;
        return new Slice(count, count, nanos, Cost.of(Thread.currentThread()).since(before));
    }

    String trouble() {
        return refused > 0 ? refused + " packets were refused" : "";
    }

    @Override
    public void close() {
        sessions.forEach(SrtpSession::close);
    }
}
