package voip.app;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import voip.api.VoipStackBuilder;
import voip.api.srtp.CipherSuites;

/** The option {@code --provider}, of commands that encrypt. */
final class ProviderOption {
    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "Whose cryptography, where several modules have some; 'voip suites' lists them. The environment "
                            + "variable VOIP_PLUGINS names a folder of further modules.")
    private @Nullable String name;

    /** Throws wrong usage if there is no such provider. */
    void requirePresent(Output output) {
        Set<String> present = CipherSuites.discover().all().stream()
                .map(suite -> suite.spec().provider())
                .collect(Collectors.toCollection(TreeSet::new));
        if (name != null && !present.contains(name)) {
            throw output.wrongUsage("--provider " + name + " is not present; there is "
                    + (present.isEmpty() ? "none" : String.join(", ", present))
                    + "; VOIP_PLUGINS can name a folder of modules with others");
        }
    }

    /** The provider's name; null if none was chosen. */
    @Nullable
    String name() {
        return name;
    }

    /** Chooses it for a stack, if one was chosen. */
    void choose(VoipStackBuilder builder) {
        if (name != null) {
            builder.cryptoProvider(name);
        }
    }

    /** The suites to choose from. */
    CipherSuites suites() {
        CipherSuites present = CipherSuites.discover();
        return name == null ? present : present.provider(name);
    }

    /** A message of the library, in the words of the command line. */
    static String inOurWords(String message) {
        return message.replaceAll("cryptoProvider\\(\"([^\"]+)\"\\)", "--provider $1");
    }
}
