package voip.api.srtp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import voip.api.Plugin;
import voip.api.Plugins;
import voip.api.internal.Services;

/**
 * The cipher suites that are present, for whoever protects packets without a {@link voip.api.VoipStack}; the stack itself
 * chooses by it too. Immutable.
 *
 * <p>{@code CipherSuites.discover().suite("AES_CM_128_HMAC_SHA1_80")} is the usual way; with several crypto modules
 * present, {@code CipherSuites.discover().provider("JCE").suite(...)}.
 */
public final class CipherSuites {
    private static final List<String> DEFAULT_NAMES = List.of(
            "AEAD_AES_128_GCM",
            "AEAD_AES_256_GCM",
            "AES_CM_128_HMAC_SHA1_80",
            "AES_CM_128_HMAC_SHA1_32",
            "AES_256_CM_HMAC_SHA1_80",
            "AES_256_CM_HMAC_SHA1_32");

    private final PresentSuites present;
    private final @Nullable String provider;
    private final Map<String, String> providerOf;
    private final boolean approvedOnly;

    private CipherSuites(
            PresentSuites present, @Nullable String provider, Map<String, String> providerOf, boolean approvedOnly) {
        this.present = present;
        this.provider = provider;
        this.providerOf = providerOf;
        this.approvedOnly = approvedOnly;
    }

    /** The suites of all crypto modules in the layer of {@code voip.api}, or on the class path if it is there. */
    public static CipherSuites discover() {
        return discover(null);
    }

    /** The suites of all crypto modules in a layer and its parents; null as {@link #discover()}. */
    public static CipherSuites discover(@Nullable ModuleLayer layer) {
        return new CipherSuites(PresentSuites.find(layer, List.of()), null, Map.of(), false);
    }

    /** These suites and those of plug-ins, the choices made so far included. */
    public CipherSuites plugins(Plugins loaded) {
        return checked(new CipherSuites(present.and(loaded), provider, providerOf, approvedOnly));
    }

    /**
     * Only the suites of one provider; but for those whose provider was chosen one by one.
     *
     * @param name such as {@code JCE}
     * @throws IllegalArgumentException if no suite has it
     * @throws IllegalStateException if approved ones are required, and none of them is
     */
    public CipherSuites provider(String name) {
        if (!present.providers().contains(name)) {
            throw new IllegalArgumentException("provider(\"" + name + "\") is not present; "
                    + (present.suites().isEmpty()
                            ? none(name)
                            : "there is " + String.join(", ", present.providers()) + "; " + add(name))
                    + brokenPlugins());
        }
        return checked(new CipherSuites(present, name, providerOf, approvedOnly));
    }

    /**
     * Prefers a provider for one suite, where several have it; {@link #provider(String)} holds for the others.
     *
     * @throws IllegalArgumentException if that provider does not have that suite
     * @throws IllegalStateException if approved ones are required, and none of them is
     */
    public CipherSuites provider(String suite, String name) {
        List<SrtpCipherSuite> found = present.named(suite);
        if (found.stream().noneMatch(candidate -> candidate.spec().provider().equals(name))) {
            throw new IllegalArgumentException("provider(\"" + suite + "\", \"" + name
                    + "\"): there is no such suite of " + name
                    + "; "
                    + (found.isEmpty() ? "no crypto module has it" : "it is offered by " + origins(found, " and ")));
        }
        Map<String, String> more = new LinkedHashMap<>(providerOf);
        more.put(suite, name);
        return checked(new CipherSuites(present, provider, Map.copyOf(more), approvedOnly));
    }

    /**
     * Only suites that are approved (FIPS 140): whose provider has a crypto module, in the same module, that says for the
     * calling thread that all it does is done by a validated module in its approved mode. Loads these providers.
     *
     * @throws IllegalStateException if there is none; the message tells of each what it lacks
     */
    public CipherSuites requireFips() {
        return checked(new CipherSuites(present, provider, providerOf, true));
    }

    private static CipherSuites checked(CipherSuites chosen) {
        if (chosen.approvedOnly && chosen.all().isEmpty()) {
            List<String> obstacles = chosen.present.approvals().obstacles(chosen.ofChosenProviders());
            boolean hasBcFips = chosen.present.providers().contains("BCFIPS");
            String adding = hasBcFips || chosen.present.suites().isEmpty() ? "" : "; " + add("BCFIPS");
            throw new IllegalStateException("requireFips(): no cipher suite is in an approved mode; "
                    + (obstacles.isEmpty() ? none("BCFIPS") : String.join("; ", obstacles)) + adding
                    + chosen.brokenPlugins());
        }
        return chosen;
    }

    /**
     * The suite of that name.
     *
     * @throws IllegalArgumentException if no provider has it, several do, or it is not approved and has to be; the message
     *     begins with the name
     */
    public SrtpCipherSuite suite(String name) {
        List<SrtpCipherSuite> found =
                all().stream().filter(suite -> suite.spec().name().equals(name)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new IllegalArgumentException(name + (found.isEmpty() ? whyNone(name) : whySeveral(found)));
    }

    private String whyNone(String name) {
        List<SrtpCipherSuite> leftOut = ofChosenProviders().stream()
                .filter(suite -> suite.spec().name().equals(name))
                .toList();
        if (!leftOut.isEmpty()) {
            return " is left out by requireFips(): "
                    + leftOut.stream()
                            .map(suite -> origin(suite) + ": "
                                    + present.approvals().obstacle(suite).orElseThrow())
                            .collect(Collectors.joining("; "))
                    + "; leave that suite out, or requireFips()";
        }
        String which = providerOf.getOrDefault(name, provider == null ? "" : provider);
        return " is offered by no " + (which.isEmpty() ? "crypto module" : "suite of " + which) + "; "
                + (present.suites().isEmpty() ? none(provider) : "there is " + String.join(", ", names(all())))
                + brokenPlugins();
    }

    private static String whySeveral(List<SrtpCipherSuite> found) {
        Set<String> providers = found.stream()
                .map(suite -> suite.spec().provider())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (providers.size() == 1) {
            return " is offered " + found.size() + " times under the provider name "
                    + providers.iterator().next()
                    + ", by " + found.stream().map(Services::origin).collect(Collectors.joining(" and "))
                    + "; leave all but one of them out, or rename its provider";
        }
        return " is offered by " + origins(found, " and ") + "; choose one with "
                + providers.stream().map(name -> "provider(\"" + name + "\")").collect(Collectors.joining(" or "));
    }

    /** The suites to choose from, in no particular order. */
    public List<SrtpCipherSuite> all() {
        return approvedOnly
                ? ofChosenProviders().stream()
                        .filter(suite -> present.approvals().obstacle(suite).isEmpty())
                        .toList()
                : ofChosenProviders();
    }

    private List<SrtpCipherSuite> ofChosenProviders() {
        return present.suites().stream()
                .filter(suite -> {
                    String chosen = providerOf.getOrDefault(suite.spec().name(), provider);
                    return chosen == null || chosen.equals(suite.spec().provider());
                })
                .toList();
    }

    /**
     * The names of the suites that are present and offered unless others are named, in order of preference. NULL and
     * AES-192 suites and those of third parties are not among them.
     */
    public List<String> defaultNames() {
        Set<String> names = names(all());
        return DEFAULT_NAMES.stream().filter(names::contains).toList();
    }

    /**
     * What can be said of the approval of these suites on the calling thread; their crypto modules are asked anew.
     *
     * @param selected some that are in use
     */
    public FipsStatus fips(List<SrtpCipherSuite> selected) {
        return fips(selected, List.of());
    }

    /**
     * The same, of these suites and of what makes their keys.
     *
     * @param selected some that are in use
     * @param ofKeys the module whose random numbers make their master keys
     */
    public FipsStatus fips(List<SrtpCipherSuite> selected, CryptoModule ofKeys) {
        return fips(selected, List.of(ofKeys));
    }

    private FipsStatus fips(List<SrtpCipherSuite> selected, List<CryptoModule> ofKeys) {
        Approvals now = new Approvals(present.modules());
        List<String> obstacles = new ArrayList<>(now.obstacles(selected));
        ofKeys.forEach(module -> now.obstacleOfKeys(module).ifPresent(obstacles::add));
        if (selected.isEmpty()) {
            obstacles.add("no cipher suite is in use");
        }
        return new FipsStatus(
                obstacles.isEmpty(),
                now.implementations(selected, ofKeys),
                obstacles,
                approvedOnly ? present.approvals().obstacles(ofChosenProviders()) : List.of());
    }

    /**
     * The crypto module of that provider; empty if it has none.
     *
     * @throws IllegalArgumentException if several modules say that they are it
     */
    public Optional<CryptoModule> module(String providerName) {
        List<CryptoModule> found = present.modules().stream()
                .filter(module -> module.provider().equals(providerName))
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("there are " + found.size() + " crypto modules " + providerName + ": "
                    + found.stream().map(Services::origin).collect(Collectors.joining(" and "))
                    + "; leave one of them out");
        }
        return found.stream().findFirst();
    }

    /** All crypto modules that are present, whatever was chosen. */
    public List<CryptoModule> modules() {
        return present.modules();
    }

    /** What could not be loaded, a sentence each; but for plug-ins. */
    public List<String> problems() {
        return present.problems();
    }

    /** What became of the plug-ins. */
    public List<Plugin> plugins() {
        return present.plugins();
    }

    /** Whoever misses something may find here why. */
    private String brokenPlugins() {
        return plugins().stream()
                .filter(plugin -> plugin.problem().isPresent())
                .map(plugin -> "; " + plugin)
                .collect(Collectors.joining());
    }

    private static Set<String> names(List<SrtpCipherSuite> suites) {
        return suites.stream().map(suite -> suite.spec().name()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String origins(List<SrtpCipherSuite> suites, String between) {
        return suites.stream().map(CipherSuites::origin).collect(Collectors.joining(between));
    }

    static String origin(SrtpCipherSuite suite) {
        return suite.spec().provider() + " (" + Services.origin(suite) + ")";
    }

    private static String none(@Nullable String provider) {
        String hint = "no crypto module is present: " + add(provider == null ? "JCE" : provider);
        return CipherSuites.class.getModule().isNamed()
                ? hint + "; one on the class path is not seen by voip.api on the module path"
                : hint;
    }

    /** What to add for one of our own providers. */
    private static String add(String provider) {
        return switch (provider) {
            case "JCE" -> "add voip.crypto.jce (org.voipstack:voip-crypto-jce) to the image";
            case "BCFIPS" ->
                "add voip.crypto.bc (org.voipstack:voip-crypto-bc) and the signed jar of bc-fips, in a folder "
                        + "given with -p or plugins(...)";
            default -> "add the module that has it";
        };
    }
}
