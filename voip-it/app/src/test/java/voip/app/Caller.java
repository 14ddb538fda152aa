package voip.app;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.RtpPacket;

/** A caller that keeps what it hears, and notices that the other side leaves. */
record Caller(Queue<RtpPacket> heard, CompletableFuture<Void> left) implements CallSession {
    @Override
    public void packetReceived(RtpPacket packet) {
        heard.add(packet.copy());
    }

    @Override
    public void eventOccurred(CallEvent event) {
        if (event instanceof CallEvent.PeerLeft) {
            left.complete(null);
        }
    }
}
