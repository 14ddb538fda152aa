package voip.bench.startup;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import voip.api.Call;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;

/**
 * A main class that builds a secured stack, and holds a call with another one until a packet has come back; it prints the
 * nanoseconds of {@code build()}, those from the offer to the packet, and the processor time of all until then.
 */
public final class StartupProbe {
    private StartupProbe() {}

    /** Takes builder settings as {@code name=value}. */
    public static void main(String[] settings) throws Exception {
        long begin = System.nanoTime();
        VoipStack built = builder(settings).build();
        long buildNanos = System.nanoTime() - begin;
        CountDownLatch back = new CountDownLatch(1);
        try (VoipStack caller = built;
                VoipStack callee = builder(settings).build()) {
            caller.start();
            callee.start();
            long offered = System.nanoTime();
            Call call = caller.offer("echo", made -> packet -> back.countDown());
            call.complete(callee.answer(call.media(), "me", made -> made::send).media());
            call.send(RtpPacket.builder()
                    .payloadType(PayloadType.PCMU)
                    .payload(new byte[160])
                    .build());
            if (!back.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no packet came back: " + caller.verdicts() + callee.verdicts());
            }
            long callNanos = System.nanoTime() - offered;
            call.cipherSuite().orElseThrow();
            long processorNanos = ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElse(Duration.ZERO)
                    .toNanos();
            System.out.println(buildNanos + " " + callNanos + " " + processorNanos);
        }
    }

    private static VoipStackBuilder builder(String... settings) {
        VoipStackBuilder builder = VoipStack.builder().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (String setting : settings) {
            String value = setting.substring(setting.indexOf('=') + 1);
            switch (setting.substring(0, setting.indexOf('='))) {
                case "provider" -> builder.cryptoProvider(value);
                case "suite" -> builder.cipherSuites(value);
                case "plugins" -> builder.plugins(Path.of(value));
                default -> throw new IllegalArgumentException(setting);
            }
        }
        return builder;
    }
}
