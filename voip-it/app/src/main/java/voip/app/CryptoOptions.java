package voip.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import voip.api.Plugin;
import voip.api.Plugins;
import voip.api.VoipStackBuilder;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;

/** Whose cryptography is used: the options of commands that encrypt. */
final class CryptoOptions {
    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "Whose cryptography, where several modules have some; 'voip suites' lists them.")
    private @Nullable String name;

    @Option(
            names = "--plugins",
            paramLabel = "PATH",
            description =
                    "A jar, or a folder of jars and folders, of further modules, each to be loaded apart from the others. The "
                            + "environment variable VOIP_PLUGINS names a folder of modules that are loaded with the image's own.")
    private @Nullable Path path;

    @Option(
            names = "--fips",
            description =
                    "Insist on crypto modules that say that they are in an approved mode (FIPS 140), for all that is encrypted.")
    private boolean fips;

    private @Nullable Plugins loaded;
    private @Nullable CipherSuites present;

    /** Throws wrong usage if there are no such plug-ins or no such provider; tells of plug-ins that cannot be used. */
    void requirePresent(Output output) {
        if (path != null) {
            try {
                loaded = Plugins.load(path);
            } catch (IllegalArgumentException absent) {
                throw output.wrongUsage("--plugins " + path + ": there is no such jar or folder");
            }
        }
        CipherSuites found = CipherSuites.discover();
        found = loaded == null ? found : found.plugins(loaded);
        for (Plugin plugin : found.plugins()) {
            if (plugin.problem().isPresent()) {
                output.note(plugin.toString());
            }
        }
        Set<String> providers = found.all().stream()
                .map(suite -> suite.spec().provider())
                .collect(Collectors.toCollection(TreeSet::new));
        if (name != null && !providers.contains(name)) {
            throw output.wrongUsage("--provider " + name + " is not present; there is "
                    + (providers.isEmpty() ? "none" : String.join(", ", providers))
                    + "; --plugins can name a folder of modules with others");
        }
        present = found;
    }

    /** Throws wrong usage if the suite is not null and no provider that can be chosen has it. */
    void requireSuite(@Nullable String suite, Output output) {
        Set<String> names = ofProvider().all().stream()
                .map(found -> found.spec().name())
                .collect(Collectors.toCollection(TreeSet::new));
        if (suite != null && !names.contains(suite)) {
            throw output.wrongUsage("--suite " + suite + " is not present; there is "
                    + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
    }

    /** Chooses for a stack. */
    void choose(VoipStackBuilder builder) {
        if (loaded != null) {
            builder.plugins(loaded);
        }
        if (name != null) {
            builder.cryptoProvider(name);
        }
        if (fips) {
            builder.requireFips();
        }
    }

    /**
     * The suites to choose from.
     *
     * @throws Failure if they are to be approved, and none is
     */
    CipherSuites suites() {
        CipherSuites chosen = ofProvider();
        try {
            return fips ? chosen.requireFips() : chosen;
        } catch (IllegalStateException noneIsApproved) {
            throw new Failure(noneIsApproved.getMessage(), noneIsApproved);
        }
    }

    /** The suites of the chosen provider, approved or not. */
    CipherSuites ofProvider() {
        CipherSuites found = present == null ? CipherSuites.discover() : present;
        return name == null ? found : found.provider(name);
    }

    /**
     * The one crypto module of these suites, for keyed hashes.
     *
     * @throws Failure if there is none, or several
     */
    CryptoModule module() {
        CipherSuites chosen = suites();
        List<CryptoModule> modules;
        try {
            modules = chosen.all().stream()
                    .map(suite -> suite.spec().provider())
                    .distinct()
                    .flatMap(provider -> chosen.module(provider).stream())
                    .toList();
        } catch (IllegalArgumentException twoOfOneName) {
            throw new Failure(twoOfOneName.getMessage(), twoOfOneName);
        }
        if (modules.size() != 1) {
            throw new Failure(
                    modules.isEmpty()
                            ? "no crypto module is present; --plugins can name a folder of modules with one"
                            : "several modules have cryptography; choose one with "
                                    + modules.stream()
                                            .map(module -> "--provider " + module.provider())
                                            .collect(Collectors.joining(" or ")));
        }
        return modules.get(0);
    }

    /** Throws wrong usage if any of these options is given. */
    void requireNone(Output output, String sentence) {
        if (name != null || path != null || fips) {
            throw output.wrongUsage(sentence);
        }
    }

    /** A message of the library, in the words of the command line. */
    static String inOurWords(String message) {
        return message.replaceAll("(?:cryptoP|p)rovider\\(\"([^\"]+)\"\\)", "--provider $1")
                .replace("requireFips()", "--fips");
    }
}
