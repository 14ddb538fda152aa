package voip.app.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An echo, its peers and their packets. The calling thread is the peers: it sends, and takes what comes back. */
final class Contender implements AutoCloseable {
    /** How many replies a peer's socket surely keeps without being read, in its 208 kB. */
    private static final int KEPT = 32;

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long LATE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final String name;
    private final int calls;
    private final Peers peers;
    private final Packets packets;
    private final Recorder recorder;
    private final Echo echo;
    private int sent;
    private int echoed;

    /** Takes what it closes at its end. */
    Contender(String name, int calls, Peers peers, Packets packets, Recorder recorder, Echo echo) {
        this.name = name;
        this.calls = calls;
        this.peers = peers;
        this.packets = packets;
        this.recorder = recorder;
        this.echo = echo;
    }

    String name() {
        return name;
    }

    /** Its packets, those of the last slice. */
    Packets packets() {
        return packets;
    }

    String trouble() {
        return echo.trouble();
    }

    /**
     * What a packet costs the echo that finds it waiting.
     *
     * @return of each burst, up to the first that does not come in time
     */
    List<Work> work(int bursts) throws IOException {
        List<Work> works = new ArrayList<>();
        begin(bursts * Burst.PACKETS);
        while (sent < bursts * Burst.PACKETS) {
            Burst burst = new Burst(packets.first() + sent);
            recorder.burst(burst);
            boolean came;
            try {
                for (int i = 0; i < Burst.PACKETS; i++) {
                    send();
                }
            } finally {
                came = burst.release();
                recorder.burst(null);
            }
            if (!came) {
                break;
            }
            works.add(burst.work());
            drain();
        }
        return works;
    }

    /**
     * Sends at a rate, whatever comes back. The schedule slips when this thread comes late, for it is to be the load and not
     * a burst: {@link Slice#perSecond} tells the rate that was kept.
     *
     * @param count at most; fewer if that takes long
     * @param into records how long packets took to the handler; null for nothing
     */
    Slice pace(int count, double perSecond, @Nullable Histogram into) throws IOException {
        begin(count);
        recorder.histogram(into);
        Pauses before = Pauses.soFar();
        double period = 1e9 / perSecond;
        long start = System.nanoTime();
        long slipped = 0;
        long now = start;
        while (sent < count && now - start < LONGEST_NANOS) {
            long due = start + slipped + (long) (sent * period);
            while ((now = System.nanoTime()) < due) {
                if (echoed == sent) {
                    Spin.once();
                } else if (peers.receive(packets.length())) {
                    echoed++;
                }
            }
            slipped += now - due > LATE_NANOS ? now - due : 0;
            send();
            if (sent - echoed > KEPT * calls && peers.receive(packets.length())) {
                echoed++;
            }
        }
        drain();
        recorder.histogram(null);
        return new Slice(
                sent, echoed, now - start + (long) period, Pauses.soFar().since(before));
    }

    private void begin(int count) throws IOException {
        packets.prepare(count);
        peers.clear(packets.first());
        sent = 0;
        echoed = 0;
    }

    private void send() throws IOException {
        int number = packets.first() + sent;
        recorder.sending(number);
        peers.send(number, packets.get(sent));
        sent++;
    }

    /** Waits for what is still on its way. */
    private void drain() throws IOException {
        long last = System.nanoTime();
        while (echoed < sent && System.nanoTime() - last < PATIENCE_NANOS) {
            int late = peers.receiveAll(packets.length());
            echoed += late;
            last = late > 0 ? System.nanoTime() : last;
        }
    }

    @Override
    public void close() {
        echo.close();
        peers.close();
    }
}
