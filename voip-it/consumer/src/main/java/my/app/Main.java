package my.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import voip.api.Call;
import voip.api.MediaDescription;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;

/** Holds a secured call with itself, over real sockets. */
public final class Main {
    private static final int PACKETS = 50;

    private Main() {}

    /** Takes no arguments; fails unless every packet comes back. */
    public static void main(String[] none) throws Exception {
        CountDownLatch missing = new CountDownLatch(PACKETS);
        try (VoipStack caller = onLoopback().build();
                VoipStack callee = onLoopback().build()) {
            caller.start();
            callee.start();
            Call call = caller.offer("echo", made -> packet -> missing.countDown());
            Call echo = callee.answer(MediaDescription.parse(call.media().toSdp()), "me", new Echo());
            call.complete(MediaDescription.parse(echo.media().toSdp()));
            for (int n = 0; n < PACKETS; n++) {
                call.send(packet(n));
                Thread.sleep(2);
            }
            if (!missing.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(missing.getCount() + " packets are missing: " + caller.verdicts());
            }
            System.out.println(
                    PACKETS + " packets came back under " + call.cipherSuite().orElseThrow());
        }
    }

    private static VoipStackBuilder onLoopback() {
        return VoipStack.builder().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static RtpPacket packet(int number) {
        return RtpPacket.builder()
                .payloadType(PayloadType.PCMU)
                .timestamp(160 * number)
                .payload(new byte[160])
                .build();
    }
}
