package voip.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import voip.api.internal.Services;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.FipsStatus;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteCheck;
import voip.api.srtp.SuiteSpec;

/** The cipher suites of a stack, by what was asked for; problems are collected in words. */
final class SuiteSelection {
    private final StackSettings settings;
    private final CipherSuites candidates;
    private final List<String> problems;
    private final List<SrtpCipherSuite> suites = new ArrayList<>();
    /** Whose random numbers make the keys. */
    private @Nullable CryptoModule ofKeys;

    private SuiteSelection(StackSettings settings, CipherSuites candidates, List<String> problems) {
        this.settings = settings;
        this.candidates = candidates;
        this.problems = problems;
    }

    /** Selects; of what is not found or not right, the problems are told. */
    static SuiteSelection select(StackSettings settings, CipherSuites present, List<String> problems) {
        CipherSuites candidates = present;
        try {
            if (settings.cryptoProvider != null) {
                candidates = candidates.provider(settings.cryptoProvider);
            }
            for (Map.Entry<String, String> preference : settings.providerOf.entrySet()) {
                candidates = candidates.provider(preference.getKey(), preference.getValue());
            }
            if (settings.fips) {
                candidates = candidates.requireFips();
            }
        } catch (IllegalArgumentException | IllegalStateException absent) {
            problems.add(inOurWords(absent.getMessage()));
            return new SuiteSelection(settings, candidates, problems);
        }
        SuiteSelection selection = new SuiteSelection(settings, candidates, problems);
        selection.select();
        return selection;
    }

    /** Of these, in order of preference. */
    List<SrtpCipherSuite> suites() {
        return suites;
    }

    /** What the crypto modules of these suites say of themselves, to the calling thread. */
    FipsStatus fips() {
        return ofKeys == null ? candidates.fips(suites) : candidates.fips(suites, ofKeys);
    }

    private void select() {
        List<String> asked = settings.cipherSuites;
        Set<String> names = new LinkedHashSet<>(asked == null ? candidates.defaultNames() : asked);
        if (names.isEmpty()) {
            problems.add("calls are to be encrypted, but no cipher suite is present"
                    + (candidates.all().isEmpty() ? "" : " that is offered by default")
                    + "; add voip.crypto.jce (org.voipstack:voip-crypto-jce) to the image, name others by cipherSuites(...), "
                    + "or write encryption(Encryption.NONE)"
                    + candidates.plugins().stream()
                            .filter(plugin -> plugin.problem().isPresent())
                            .map(plugin -> "; " + plugin)
                            .collect(Collectors.joining()));
        }
        Map<String, List<String>> refused = new LinkedHashMap<>();
        for (String name : names) {
            suite(name, refused).ifPresent(suites::add);
        }
        refused.forEach((why, which) -> problems.add(String.join(", ", which)
                + (which.size() == 1
                        ? why
                        : why.replaceFirst("^ is ", " are ").replaceFirst("^ fails its ", " fail their "))));
    }

    /** The suite; or none, and why: most often, what is wrong with one is wrong with all, and worth one sentence. */
    private Optional<SrtpCipherSuite> suite(String name, Map<String, List<String>> refused) {
        String which = name;
        String why;
        try {
            SrtpCipherSuite suite = candidates.suite(name);
            Optional<String> problem = SuiteCheck.problem(suite);
            if (problem.isEmpty()) {
                return Optional.of(suite);
            }
            which = suite.spec() + " of " + Services.origin(suite);
            why = " fails its self-check: " + problem.get();
        } catch (IllegalArgumentException absentOrAmbiguous) {
            why = inOurWords(absentOrAmbiguous.getMessage().substring(name.length()));
        }
        refused.computeIfAbsent(why, first -> new ArrayList<>()).add(which);
        return Optional.empty();
    }

    /** The reports of plug-ins, with what was found to be wrong with their suites. */
    List<Plugin> plugins(List<Plugin> reports) {
        Map<Plugin, Plugin> ofSuites = new HashMap<>();
        for (Plugin plugin : candidates.plugins()) {
            ofSuites.put(new Plugin(plugin.path(), plugin.name(), plugin.module(), Optional.empty()), plugin);
        }
        return reports.stream()
                .map(plugin -> ofSuites.getOrDefault(plugin, plugin))
                .toList();
    }

    /** The random source of keys, whose module is then asked for its approval beside those of the suites. */
    RandomGenerator random(List<CryptoModule> modules) {
        ofKeys = moduleOfKeys(modules);
        return ofKeys.random();
    }

    /**
     * That of the chosen provider, else the one of the suites' providers, else the only one there is; if all is to be
     * approved, one of the suites' providers, as these are.
     */
    private CryptoModule moduleOfKeys(List<CryptoModule> modules) {
        List<CryptoModule> ofSuites = suites.stream()
                .map(suite -> suite.spec().provider())
                .distinct()
                .flatMap(provider -> candidates.module(provider).stream())
                .toList();
        Optional<CryptoModule> chosen =
                settings.cryptoProvider == null ? Optional.empty() : candidates.module(settings.cryptoProvider);
        if (chosen.isPresent() && (!settings.fips || ofSuites.contains(chosen.get()))) {
            return chosen.get();
        }
        List<CryptoModule> possible = ofSuites.isEmpty() && !settings.fips ? modules : ofSuites;
        if (possible.size() == 1) {
            return possible.get(0);
        }
        throw new IllegalStateException(possible.isEmpty() ? noRandom() : severalRandoms(possible));
    }

    private static String noRandom() {
        return "no crypto module, which the keys' randomness comes from, is present; add voip.crypto.jce to the image";
    }

    private String severalRandoms(List<CryptoModule> modules) {
        SuiteSpec first = suites.get(0).spec();
        return modules.size() + " modules have a crypto module, which the keys' randomness comes from: "
                + modules.stream().map(Services::origin).collect(Collectors.joining(" and "))
                + "; choose one with "
                + modules.stream()
                        .map(module -> "cryptoProvider(\"" + module.provider() + "\")")
                        .collect(Collectors.joining(" or "))
                + ", and the suites that it does not have with cryptoProvider(\"" + first.name() + "\", \""
                + first.provider()
                + "\")";
    }

    /** What a builder calls differently. */
    private static String inOurWords(String message) {
        return message.replace("provider(\"", "cryptoProvider(\"");
    }
}
