package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.Encryption;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.VoipStack;

/** Two stacks of api and rtp alone, on real sockets. */
@Timeout(30)
class PlainStackTest {
    private static VoipStack stack() throws Exception {
        VoipStack stack = VoipStack.builder()
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .encryption(Encryption.NONE)
                .build();
        stack.start();
        return stack;
    }

    @Test
    void carriesFiftyPlainCallsBetweenTwoSocketsAndSaysGoodbye() throws Exception {
        BlockingQueue<CallEvent> left = new LinkedBlockingQueue<>();
        List<BlockingQueue<RtpPacket>> back = new ArrayList<>();
        try (VoipStack one = stack();
                VoipStack other = stack()) {
            List<Call> offered = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                BlockingQueue<RtpPacket> echoes = new LinkedBlockingQueue<>();
                back.add(echoes);
                Call offer = one.offer("callee", call -> packet -> echoes.add(packet.copy()));
                Call answer = other.answer(offer.media(), "caller", call -> new CallSession() {
                    @Override
                    public void packetReceived(RtpPacket packet) {
                        call.send(packet);
                    }

                    @Override
                    public void eventOccurred(CallEvent event) {
                        left.add(event);
                    }
                });
                offer.complete(answer.media());
                offered.add(offer);
            }
            for (int i = 0; i < 50; i++) {
                byte[] payload = {(byte) i, 1, 2, 3};
                RtpPacket packet =
                        RtpPacket.builder().timestamp(160).payload(payload).build();
                assertEquals(Verdict.ACCEPTED, offered.get(i).send(packet));
                RtpPacket echo = back.get(i).poll(10, TimeUnit.SECONDS);
                assertEquals(packet.payload(), echo.payload());
                assertNotEquals(offered.get(i).ssrc(), echo.ssrc(), "each side has a source of its own");
            }
            offered.get(7).close();
            assertEquals(new CallEvent.PeerLeft(offered.get(7).ssrc(), ""), left.poll(10, TimeUnit.SECONDS));
            assertEquals(49, one.calls().size());
            assertTrue(one.verdicts().getOrDefault(Verdict.ACCEPTED, 0L) >= 50);
        }
    }
}
