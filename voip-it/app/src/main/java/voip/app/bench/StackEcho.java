package voip.app.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import voip.api.Call;
import voip.api.CallSession;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.srtp.SrtpSession;

/** A stack with a call for each peer, whose handler sends back each packet. */
final class StackEcho implements Echo {
    private final VoipStack stack;
    private final AtomicLong unsent = new AtomicLong();

    private StackEcho(VoipStack stack) {
        this.stack = stack;
    }

    /**
     * Starts a stack and makes the calls.
     *
     * @param stack closed if this throws
     * @param sessions one for each peer, in their order; none for plain calls
     */
    static StackEcho start(
            VoipStack stack, List<InetSocketAddress> peers, List<SrtpSession> sessions, Recorder recorder)
            throws IOException {
        StackEcho echo = new StackEcho(stack);
        try {
            stack.start();
            for (int i = 0; i < peers.size(); i++) {
                stack.call(
                        peers.get(i),
                        call -> echo.new Session(call, recorder),
                        sessions.isEmpty() ? null : sessions.get(i));
            }
            return echo;
        } catch (IOException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    @Override
    public InetSocketAddress address() {
        return stack.localAddress();
    }

    @Override
    public String trouble() {
        Map<Verdict, Long> refused = new EnumMap<>(Verdict.class);
        refused.putAll(stack.verdicts());
        refused.remove(Verdict.ACCEPTED);
        if (unsent.get() > 0) {
            return unsent + " packets were not sent back";
        }
        return refused.isEmpty() ? "" : "it refused packets: " + refused;
    }

    @Override
    public void close() {
        stack.close();
    }

    private final class Session implements CallSession {
        private final Call call;
        private final Recorder recorder;

        Session(Call call, Recorder recorder) {
            this.call = call;
            this.recorder = recorder;
        }

        @Override
        public void packetReceived(RtpPacket packet) {
            recorder.handling((int) packet.timestamp());
            if (call.send(packet) != Verdict.ACCEPTED) {
                unsent.incrementAndGet();
            }
        }
    }
}
