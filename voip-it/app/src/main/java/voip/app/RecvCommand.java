package voip.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import voip.api.Call;
import voip.api.Encryption;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.api.srtp.PacketProtection;

/** {@code voip recv}: receives one stream into a WAV file. */
@Command(
        name = "recv",
        description =
                "Receive one stream into a WAV file, until it says BYE, has stopped for 2 seconds, or the time is "
                        + "over. The SDP file describes this receiver: its address, its codecs (PCMU, PCMA), and with a=crypto the "
                        + "key of the stream.")
final class RecvCommand implements Callable<Integer> {
    @Option(
            names = "--sdp",
            paramLabel = "FILE",
            required = true,
            description = "The description; - for standard input.")
    private String sdp = "";

    @Option(names = "--seconds", paramLabel = "N", required = true, description = "When to end at the latest.")
    private int seconds;

    @Parameters(paramLabel = "OUT.wav", description = "Where to write the audio: 16-bit PCM, mono, 8000 Hz.")
    private Path wav = Path.of("");

    @Mixin
    private final CryptoOptions crypto = new CryptoOptions();

    @Mixin(name = Output.MIXIN)
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.requireRange("--seconds", seconds, 1, 3600);
        Path folder = wav.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(wav)) {
            throw new Failure(wav + " cannot be written: "
                    + (Files.isDirectory(wav) ? "it is a folder" : "there is no folder " + folder));
        }
        crypto.requirePresent(output);
        StreamFile stream = StreamFile.read(sdp);
        Reception reception = new Reception(new Recording(stream.formats(), seconds * WavFile.RATE));
        PacketProtection protection = stream.receiverProtection(crypto.suites());
        VoipStackBuilder builder = VoipStack.builder().bind(stream.remote()).encryption(Encryption.OPTIONAL);
        crypto.choose(builder);
        if (stream.rtcpMux()) {
            builder.rtcpMuxOnly();
        }
        if (protection == null) {
            builder.unknownCallers(reception, 1);
        }
        try (StopSignal stop = new StopSignal();
                VoipStack stack = builder.build()) {
            reception.runsOn(stack);
            Ports.start(stack, HostPort.format(stream.remote()));
            if (protection != null) {
                stack.call(null, reception, protection);
            }
            reception.await(seconds, stop);
            Map<Verdict, Long> verdicts = stack.verdicts();
            WavFile.write(wav, reception.recording().samples());
            return report(stream, reception, verdicts);
        }
    }

    private int report(StreamFile stream, Reception reception, Map<Verdict, Long> verdicts) {
        Recording recording = reception.recording();
        List<String> problems = new ArrayList<>();
        if (recording.packets() == 0) {
            problems.add("nothing was received at " + HostPort.format(stream.remote()) + " in " + seconds + " s");
        }
        Map<Verdict, Long> refused = reception.refused(verdicts);
        Map<Verdict, Long> strays = new EnumMap<>(refused);
        strays.keySet().retainAll(Reception.STRAYS);
        refused.keySet().removeAll(Reception.STRAYS);
        if (!refused.isEmpty()) {
            problems.add("datagrams were refused: " + Facts.text(refused));
        }
        if (!strays.isEmpty()) {
            output.note("datagrams that were not of the stream were refused: " + Facts.text(strays));
        }
        if (recording.refused() > 0) {
            problems.add(recording.refused() + " packets were of another source, codec or time than the stream");
        }
        @Nullable Call call = reception.call();
        double length = recording.samples().length / (double) WavFile.RATE;
        Facts facts = new Facts()
                .add("address", "address", HostPort.format(stream.remote()))
                .add("file", "file", wav.toString())
                .add("audioSeconds", "audio", length, length + " s")
                .add("endedBy", "ended by", reception.end())
                .add("packetsRefused", "packets refused", recording.refused());
        if (call != null) {
            facts.add("suite", "suite", call.cipherSuite().orElse("none")).add(call.statistics(), verdicts);
        }
        return output.report(new LinkedHashMap<>(facts.toJson()), Facts.table(Map.of("", facts)), problems);
    }
}
