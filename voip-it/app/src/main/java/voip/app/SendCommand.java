package voip.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import voip.api.Call;
import voip.api.Encryption;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;

/** {@code voip send}: sends a WAV file to who waits for it. */
@Command(
        name = "send",
        description =
                "Send a WAV file as one stream, in real time. The SDP file describes the receiver: its address, its "
                        + "codec (PCMU or PCMA), and with a=crypto the key of the stream.")
final class SendCommand implements Callable<Integer> {
    @Option(
            names = "--sdp",
            paramLabel = "FILE",
            required = true,
            description = "The description; - for standard input.")
    private String sdp = "";

    @Parameters(paramLabel = "IN.wav", description = "What to send: 16-bit PCM, mono, 8000 Hz.")
    private Path wav = Path.of("");

    @Mixin
    private final CryptoOptions crypto = new CryptoOptions();

    @Mixin(name = Output.MIXIN)
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        crypto.requirePresent(output);
        StreamFile stream = StreamFile.read(sdp);
        Speech speech =
                new Speech(WavFile.read(wav), stream.codec(), stream.formats().get(0));
        if (speech.packets() == 0) {
            throw new Failure(wav + " has no samples");
        }
        VoipStackBuilder builder =
                VoipStack.builder().bind(anyAddressFor(stream.remote())).encryption(Encryption.OPTIONAL);
        crypto.choose(builder);
        if (stream.rtcpMux()) {
            builder.rtcpMuxOnly();
        }
        try (StopSignal stop = new StopSignal();
                VoipStack stack = builder.build()) {
            Ports.start(stack, "any port");
            Call call = stack.call(stream.remote(), made -> packet -> {}, stream.senderProtection(crypto.suites()));
            Map<Verdict, Long> unsent = new EnumMap<>(Verdict.class);
            boolean stopped = send(call, speech, stop, unsent);
            call.close();
            List<String> problems = new ArrayList<>();
            if (!unsent.isEmpty()) {
                problems.add("packets were not sent: " + Facts.text(unsent));
            }
            if (stopped) {
                problems.add("interrupted after " + call.statistics().packetsSent() + " of " + speech.packets()
                        + " packets");
            }
            Facts facts = new Facts()
                    .add("address", "address", HostPort.format(stack.localAddress()))
                    .add("remote", "receiver", HostPort.format(stream.remote()))
                    .add("codec", "codec", stream.codec().name())
                    .add("suite", "suite", call.cipherSuite().orElse("none"))
                    .add(call.statistics(), stack.verdicts());
            return output.report(new LinkedHashMap<>(facts.toJson()), Facts.table(Map.of("", facts)), problems);
        }
    }

    /** Sends it all; true if it was stopped before. */
    private static boolean send(Call call, Speech speech, StopSignal stop, Map<Verdict, Long> unsent)
            throws InterruptedException {
        Pacer pacer = new Pacer(Speech.PACKET_NANOS);
        for (int n = 0; n < speech.packets(); n++) {
            pacer.await(n);
            if (stop.await(0)) {
                return true;
            }
            Verdict verdict = call.send(speech.packet(n));
            if (verdict != Verdict.ACCEPTED) {
                unsent.merge(verdict, 1L, Long::sum);
            }
        }
        pacer.await(speech.packets()); // the last packet's audio has been played when the stream ends
        return false;
    }

    /** The loopback address for a receiver on this machine, so that nothing else can reach the port; else the wildcard. */
    private static InetSocketAddress anyAddressFor(InetSocketAddress remote) {
        InetAddress address = remote.getAddress();
        return address.isLoopbackAddress() ? new InetSocketAddress(address, 0) : new InetSocketAddress(0);
    }
}
