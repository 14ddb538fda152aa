package voip.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.Encryption;
import voip.api.MediaDescription;
import voip.api.RtpPacket;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;

/** {@code voip answer}: answers an SDP offer, and sends the caller its own audio back. */
@Command(
        name = "answer",
        description =
                "Answer an SDP offer, and send the caller's audio back to it, until it says BYE, the time is over, or "
                        + "this is interrupted. The answer holds a key: give it to nobody but the caller.")
final class AnswerCommand implements Callable<Integer> {
    @Option(names = "--offer", paramLabel = "FILE", required = true, description = "The offer; - for standard input.")
    private String offer = "";

    @Option(
            names = "--answer",
            paramLabel = "FILE",
            required = true,
            description = "The answer; - for standard output.")
    private String answer = "";

    @Option(
            names = "--bind",
            paramLabel = "HOST:PORT",
            converter = HostPort.Converter.class,
            description = "The local address of the media port; by default, all addresses and any port.")
    private @Nullable HostPort bind;

    @Option(
            names = "--stun",
            paramLabel = "HOST[:PORT]",
            converter = HostPort.StunServer.class,
            description = "A STUN server to ask for the public address, which the answer then names.")
    private @Nullable HostPort stun;

    @Option(names = "--seconds", paramLabel = "N", description = "When to hang up; by default, only the caller does.")
    private @Nullable Integer seconds;

    @Mixin
    private final CryptoOptions crypto = new CryptoOptions();

    @Mixin(name = Output.MIXIN)
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds != null) {
            output.requireRange("--seconds", seconds, 1, 86_400);
        }
        if (answer.equals("-")) {
            output.requireNoJson("--answer - leaves standard output to the answer: with --json, name a file for it");
            output.tableToErrors();
        }
        crypto.requirePresent(output);
        MediaDescription offered = SdpFile.read(offer);
        SdpFile.remove(answer);
        VoipStackBuilder builder = VoipStack.builder().encryption(Encryption.OPTIONAL);
        crypto.choose(builder);
        if (bind != null) {
            builder.bind(bind.resolve());
        }
        if (stun != null) {
            try {
                builder.stunServer(stun.toString());
            } catch (IllegalArgumentException e) {
                throw output.wrongUsage("--stun: " + e.getMessage());
            }
        }
        try (StopSignal stop = new StopSignal();
                VoipStack stack = builder.build()) {
            Ports.start(stack, bind == null ? "any port" : bind.host() + ":" + bind.port());
            Facts facts = new Facts().add("address", "address", HostPort.format(stack.localAddress()));
            InetSocketAddress told = stun == null ? stack.localAddress() : Ports.publicAddress(stack, stop);
            if (stun != null) {
                facts.add("publicAddress", "public address", HostPort.format(told));
            }
            Call call = stack.answer(offered, "the caller", made -> new Echo(made, stop));
            SdpFile.write(answer, call.media().toSessionSdp(System.currentTimeMillis(), 1), output.out());
            String named = call.media().address().orElse("");
            if (stun != null && !told.getAddress().equals(InetAddress.getByName(named))) {
                output.note(
                        "the answer names " + named + ": the public address is of another family than the caller's");
            }
            if (call.cipherSuite().isEmpty()) {
                output.note("the call is not encrypted: the offer has no key");
            }
            stop.await(seconds == null ? Long.MAX_VALUE : 1000L * seconds);
            call.hangUp();
            facts.add(
                            "remote",
                            "caller",
                            call.remoteAddress().map(HostPort::format).orElse("unknown"))
                    .add(
                            "codec",
                            "codec",
                            call.payloadType().map(Object::toString).orElse("none"))
                    .add("suite", "suite", call.cipherSuite().orElse("none"))
                    .add(call.statistics(), stack.verdicts());
            Map<String, Object> result = new LinkedHashMap<>(facts.toJson());
            return output.report(result, Facts.table(Map.of("", facts)), List.of());
        }
    }

    private record Echo(Call call, StopSignal stop) implements CallSession {
        @Override
        public void packetReceived(RtpPacket packet) {
            call.send(packet);
        }

        @Override
        public void eventOccurred(CallEvent event) {
            if (event instanceof CallEvent.PeerLeft) {
                stop.ask();
            }
        }
    }
}
