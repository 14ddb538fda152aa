package voip.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import voip.api.srtp.CryptoModule;
import voip.stun.StunAnswer;
import voip.stun.StunClient;
import voip.stun.StunCredentials;
import voip.stun.StunFailedException;

/** {@code voip stun}: the public address, as a STUN server sees it. */
@Command(name = "stun", description = "Ask a STUN server which address it sees this machine at, and print that.")
final class StunCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "HOST[:PORT]",
            converter = HostPort.StunServer.class,
            description = "The server; the default port is 3478.")
    private @Nullable HostPort server;

    @Option(
            names = "--bind",
            paramLabel = "HOST:PORT",
            converter = HostPort.Converter.class,
            description = "The local address to ask from; by default, any.")
    private @Nullable HostPort bind;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "When to give up; by default after 39.5 s and 7 requests (RFC 8489).")
    private @Nullable Integer timeout;

    @Mixin
    private final CredentialOptions user = new CredentialOptions();

    @Mixin
    private final CryptoOptions crypto = new CryptoOptions();

    @Mixin(name = Output.MIXIN)
    private final Output output = new Output();

    @Override
    public Integer call() {
        user.requireComplete(output);
        if (!user.areGiven()) {
            crypto.requireNone(output, "without --user there is no cryptography to choose");
            return ask(new StunClient(new SecureRandom()));
        }
        crypto.requirePresent(output);
        CryptoModule module = crypto.module();
        try (StunCredentials credentials = user.read()) {
            return ask(new StunClient(module.random()).credentials(credentials, module));
        }
    }

    private int ask(StunClient client) {
        if (timeout != null) {
            output.requireRange("--timeout", timeout, 1, 3600);
            client.timeout(Duration.ofSeconds(timeout));
        }
        InetSocketAddress local = bind == null ? null : bind.resolve();
        if (local != null) {
            client.bind(local);
        }
        StunAnswer answer = ask(client, local);
        double millis = answer.elapsed().toNanos() / 1e6;
        Facts facts = new Facts()
                .add("address", "public address", HostPort.format(answer.address()))
                .add("local", "local address", HostPort.format(answer.local()))
                .add("server", "server", HostPort.format(answer.server()))
                .add("requestsSent", "requests sent", answer.requestsSent())
                .add("millis", "answered in", millis, String.format(Locale.ROOT, "%.3f ms", millis));
        Map<String, Object> result = new LinkedHashMap<>(facts.toJson());
        return output.report(result, Facts.table(Map.of("", facts)), List.of());
    }

    private StunAnswer ask(StunClient client, @Nullable InetSocketAddress local) {
        InetSocketAddress target = Objects.requireNonNull(server).resolveFor(local);
        try {
            return client.ask(target);
        } catch (StunFailedException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            String address = local == null ? "any port" : HostPort.format(local);
            throw new Failure(address + " cannot be bound: " + e.getMessage(), e);
        }
    }
}
