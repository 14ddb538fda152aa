package voip.api.srtp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    private final List<SrtpCipherSuite> suites;
    private final List<CryptoModule> modules;
    private final List<String> problems;
    private final @Nullable String provider;

    private CipherSuites(
            List<SrtpCipherSuite> suites,
            List<CryptoModule> modules,
            List<String> problems,
            @Nullable String provider) {
        this.suites = suites;
        this.modules = modules;
        this.problems = problems;
        this.provider = provider;
    }

    /** The suites of all crypto modules in the layer of {@code voip.api}, or on the class path if it is there. */
    public static CipherSuites discover() {
        return discover(null);
    }

    /** The suites of all crypto modules in a layer and its parents; null as {@link #discover()}. */
    public static CipherSuites discover(@Nullable ModuleLayer layer) {
        Services services = new Services(layer);
        List<SrtpCipherSuite> suites = services.all(SrtpCipherSuite.class);
        List<CryptoModule> modules = services.all(CryptoModule.class);
        return new CipherSuites(List.copyOf(suites), List.copyOf(modules), services.problems(), null);
    }

    /**
     * Only the suites of one provider.
     *
     * @param name such as {@code JCE}
     * @throws IllegalArgumentException if no suite has it
     */
    public CipherSuites provider(String name) {
        List<SrtpCipherSuite> chosen = suites.stream()
                .filter(suite -> suite.spec().provider().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("cryptoProvider(\"" + name + "\") is not present; "
                    + (suites.isEmpty()
                            ? none(name)
                            : "there is " + String.join(", ", providers()) + "; " + add(name)));
        }
        return new CipherSuites(chosen, modules, problems, name);
    }

    /**
     * The suite of that name.
     *
     * @throws IllegalArgumentException if no provider has it, or several do; the message begins with the name
     */
    public SrtpCipherSuite suite(String name) {
        List<SrtpCipherSuite> found = suites.stream()
                .filter(suite -> suite.spec().name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(name + " is offered by no "
                    + (provider == null ? "crypto module" : "suite of " + provider) + "; "
                    + (suites.isEmpty() ? none(provider) : "there is " + String.join(", ", names())));
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(name + " is offered by "
                    + found.stream().map(CipherSuites::origin).collect(Collectors.joining(" and "))
                    + "; choose one with "
                    + found.stream()
                            .map(suite -> "cryptoProvider(\"" + suite.spec().provider() + "\")")
                            .distinct()
                            .collect(Collectors.joining(" or ")));
        }
        return found.get(0);
    }

    /** All suites, in no particular order. */
    public List<SrtpCipherSuite> all() {
        return suites;
    }

    /**
     * The names of the suites that are present and offered unless others are named, in order of preference. NULL and
     * AES-192 suites and those of third parties are not among them.
     */
    public List<String> defaultNames() {
        Set<String> present = names();
        return DEFAULT_NAMES.stream().filter(present::contains).toList();
    }

    /**
     * The crypto module of that provider; empty if it has none.
     *
     * @throws IllegalArgumentException if several modules say that they are it
     */
    public Optional<CryptoModule> module(String providerName) {
        List<CryptoModule> found = modules.stream()
                .filter(module -> module.provider().equals(providerName))
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("there are " + found.size() + " crypto modules " + providerName + ": "
                    + found.stream().map(Services::origin).collect(Collectors.joining(" and "))
                    + "; leave one of them out");
        }
        return found.stream().findFirst();
    }

    /** What could not be loaded, a sentence each. */
    public List<String> problems() {
        return problems;
    }

    private Set<String> names() {
        return suites.stream().map(suite -> suite.spec().name()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> providers() {
        return suites.stream()
                .map(suite -> suite.spec().provider())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String origin(SrtpCipherSuite suite) {
        return suite.spec().provider() + " (" + Services.origin(suite) + ")";
    }

    private static String none(@Nullable String provider) {
        List<String> hints = new ArrayList<>();
        hints.add("no crypto module is present: " + add(provider == null ? "JCE" : provider));
        if (CipherSuites.class.getModule().isNamed()) {
            hints.add("one on the class path is not seen by voip.api on the module path");
        }
        return String.join("; ", hints);
    }

    /** What to add for one of our own providers. */
    private static String add(String provider) {
        return switch (provider) {
            case "JCE" -> "add voip.crypto.jce (org.voipstack:voip-crypto-jce) to the image";
            case "BCFIPS" ->
                "add voip.crypto.bc (org.voipstack:voip-crypto-bc) and the signed jar of bc-fips, in a folder "
                        + "given with -p";
            default -> "add the module that has it";
        };
    }
}
