package voip.app;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.CallHandler;
import voip.api.CallSession;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.VoipStack;

/** The receiving end of one stream: records it, and knows when it is over. */
final class Reception implements CallHandler {
    /** What strangers get, who can send to the port as well and must not spoil the result. */
    static final Set<Verdict> STRAYS = EnumSet.of(Verdict.EMPTY, Verdict.UNCLAIMED, Verdict.UNKNOWN_SOURCE);

    private static final long POLL_MILLIS = 20;
    private static final long SILENCE_NANOS = 2_000_000_000L;

    /** How long after a BYE packets that it overtook are still taken (RFC 3550 §6.2.1). */
    private static final long GRACE_NANOS = 200_000_000L;

    private final Recording recording;
    private volatile @Nullable VoipStack stack;
    private volatile long early;
    private volatile @Nullable Call call;
    private volatile boolean peerLeft;
    private String end = "";

    Reception(Recording recording) {
        this.recording = recording;
    }

    /** Tells it the stack that it runs on, before that starts. */
    void runsOn(VoipStack running) {
        stack = running;
    }

    @Override
    public CallSession open(Call made) {
        VoipStack running = stack;
        early = running == null ? 0 : running.verdicts().getOrDefault(Verdict.UNKNOWN_SOURCE, 0L);
        call = made;
        return new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {
                recording.add(packet);
            }

            @Override
            public void eventOccurred(CallEvent event) {
                if (event instanceof CallEvent.PeerLeft) {
                    peerLeft = true;
                }
            }
        };
    }

    /** Waits until the stream says BYE, has stopped for two seconds, the time is over or somebody asks for the end. */
    void await(int seconds, StopSignal stop) throws InterruptedException {
        long start = System.nanoTime();
        long left = 0;
        while (end.isEmpty()) {
            boolean stopped = stop.await(POLL_MILLIS);
            long now = System.nanoTime();
            if (peerLeft && left == 0) {
                left = now;
            }
            if (stopped) {
                end = "interruption";
            } else if (left != 0 && now - left > GRACE_NANOS) {
                end = "BYE";
            } else if (recording.packets() > 0 && now - recording.lastNanos() > SILENCE_NANOS) {
                end = "silence";
            } else if (now - start > seconds * 1_000_000_000L) {
                end = "time";
            }
        }
    }

    Recording recording() {
        return recording;
    }

    /** The call; null before a plain stream begins. */
    @Nullable
    Call call() {
        return call;
    }

    /** The datagrams that were refused, by verdict. */
    Map<Verdict, Long> refused(Map<Verdict, Long> received) {
        Map<Verdict, Long> refused = new EnumMap<>(Verdict.class);
        refused.putAll(received);
        refused.remove(Verdict.ACCEPTED);
        // A plain stream begins with its first RTP packet; some senders (ffmpeg is one) send a report before it.
        refused.computeIfPresent(Verdict.UNKNOWN_SOURCE, (verdict, count) -> count > early ? count - early : null);
        return refused;
    }

    /** What ended it: {@code BYE}, {@code silence}, {@code time} or {@code interruption}; empty before. */
    String end() {
        return end;
    }
}
