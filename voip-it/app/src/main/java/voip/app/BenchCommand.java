package voip.app;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.SrtpCipherSuite;
import voip.app.bench.Bench;
import voip.app.bench.Load;
import voip.app.bench.Report;
import voip.app.bench.Security;

/** {@code voip bench}: what an echo of many calls costs, beside bare loops in the same run. */
@Command(
        name = "bench",
        description = {
            "Measure an echo of many calls over loopback, plain and secured, beside bare DatagramChannel loops that receive "
                    + "and send: all in this process, in short slices by turns, each on a thread and a socket of its own. Another "
                    + "thread sends packets that were made before, and takes what comes back.",
            "",
            "PACKETS/S is the highest rate at which none of a slice is lost, by search.",
            "CPU NS and BYTES are the processor time (in user mode and in the system) and the allocations of the echoing thread for "
                    + "a packet that it finds waiting: it is held until 64 are there, and then measures itself. They are the least "
                    + "of all such bursts but for a twentieth; the ratios of processor time are medians of the rounds. protect + unprotect "
                    + "is measured with the very packets that the secured calls were sent, on a thread of its own as an echo is, "
                    + "and copied near it before.",
            "P50 to P99.9 are from the sender's clock before it sends to the first line of the handler, or of the bare loop after "
                    + "receive: the way through the loopback device and the waking of the thread are in it, for all alike. They "
                    + "are those of all packets at one rate for all; the ratios beneath are medians of the rounds. LOST counts "
                    + "what did not come back then, COLLECTIONS and PAUSES those of garbage, and their part of the time.",
            "",
            "It fails on nothing: it is for people. A busy machine shows; repeat it."
        })
final class BenchCommand implements Callable<Integer> {
    private static final String USUAL_SUITE = "AES_CM_128_HMAC_SHA1_80";

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many calls, each with a peer on a socket of its own (${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long to measure, roughly; up to half as long again to warm up (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            defaultValue = "160",
            description = "RTP payload of each packet (${DEFAULT-VALUE}).")
    private int payload;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Packets a second for P50 to P99.9. By default half of what the bare loop can do, and no more than "
                            + "0.7 of what the slowest can.")
    private @Nullable Integer rate;

    @Option(
            names = "--suite",
            paramLabel = "NAME",
            description = "The SRTP cipher suite; by default " + USUAL_SUITE + ". 'voip suites' lists them.")
    private @Nullable String suite;

    @Mixin
    private final CryptoOptions crypto = new CryptoOptions();

    @Mixin(name = Output.MIXIN)
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        output.requireRange("--calls", calls, 1, 1000);
        output.requireRange("--seconds", seconds, 1, 600);
        output.requireRange("--payload", payload, 1, 1400);
        if (rate != null) {
            output.requireRange("--rate", rate, 100, 1_000_000);
        }
        crypto.requirePresent(output);
        crypto.requireSuite(suite, output);
        Security security = security();
        try {
            Report report = Bench.run(
                    new Load(calls, payload, seconds, rate == null ? 0 : rate),
                    security,
                    () -> builder(security),
                    output.progress());
            return output.report(report.toJson(), report.toText(), List.of());
        } catch (GeneralSecurityException e) {
            throw new Failure(
                    (security == null ? "plain calls" : security.suite().spec()) + ": it refuses to work: "
                            + e.getMessage(),
                    e);
        }
    }

    private VoipStackBuilder builder(@Nullable Security security) {
        VoipStackBuilder builder = VoipStack.builder();
        crypto.choose(builder);
        return security == null
                ? builder
                : builder.cipherSuites(security.suite().spec().name());
    }

    /** The suite to secure with; null, with a note, if no crypto module is present. */
    private @Nullable Security security() {
        CipherSuites suites = crypto.suites();
        if (suites.all().isEmpty()) {
            output.note(
                    "plain calls only: no cipher suite is present; add voip.crypto.jce (org.voipstack:voip-crypto-jce) "
                            + "to the image, or name a folder of modules with --plugins");
            return null;
        }
        try {
            SrtpCipherSuite chosen = suites.suite(suite == null ? USUAL_SUITE : suite);
            CryptoModule module = suites.module(chosen.spec().provider()).orElseGet(crypto::module);
            return new Security(chosen, module.random());
        } catch (IllegalArgumentException ambiguous) {
            throw new Failure(ambiguous.getMessage(), ambiguous);
        }
    }
}
