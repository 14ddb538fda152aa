package voip.api.srtp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import voip.api.internal.Services;

/** Which suites are approved, by what their crypto modules say of themselves; each is asked once. */
final class Approvals {
    private final List<CryptoModule> modules;
    private final Map<CryptoModule, Approval> asked = new LinkedHashMap<>();

    Approvals(List<CryptoModule> modules) {
        this.modules = modules;
    }

    /** Why a suite is not approved; empty if it is. What it says of itself counts for nothing, its origin does. */
    Optional<String> obstacle(SrtpCipherSuite suite) {
        String provider = suite.spec().provider();
        List<CryptoModule> named = modules.stream()
                .filter(module -> module.provider().equals(provider))
                .toList();
        List<CryptoModule> own = named.stream()
                .filter(module -> Services.sameOrigin(suite, module))
                .toList();
        if (!own.isEmpty()) {
            return own.stream()
                    .flatMap(module -> approval(module).obstacle().stream())
                    .findFirst();
        }
        return Optional.of(
                named.isEmpty()
                        ? provider + " has no crypto module, which alone could say that it is approved"
                        : "it does not come from where the crypto module " + provider + " does, "
                                + Services.origin(named.get(0)));
    }

    private Approval approval(CryptoModule module) {
        return asked.computeIfAbsent(module, Approvals::ask);
    }

    private static Approval ask(CryptoModule module) {
        try {
            return module.approval();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Approval.none(module.provider(), "its crypto module failed with " + e);
        }
    }

    /** A sentence for each reason that keeps some of these suites from being approved; most often it is the module's. */
    List<String> obstacles(List<SrtpCipherSuite> suites) {
        Map<String, Set<String>> byOrigin = new LinkedHashMap<>();
        Map<String, Set<String>> byReason = new LinkedHashMap<>();
        for (SrtpCipherSuite suite : suites) {
            String origin = suite.spec().provider() + " (" + place(suite) + ")";
            String name = suite.spec().name();
            byOrigin.computeIfAbsent(origin, first -> new LinkedHashSet<>()).add(name);
            obstacle(suite)
                    .ifPresent(
                            reason -> byReason.computeIfAbsent(origin + ": " + reason, first -> new LinkedHashSet<>())
                                    .add(name));
        }
        List<String> sentences = new ArrayList<>();
        byReason.forEach((reason, names) -> sentences.add(
                names.size() > 1 && byOrigin.containsValue(names)
                        ? reason
                        : String.join(", ", names) + " of " + reason));
        return sentences;
    }

    private static String place(SrtpCipherSuite suite) {
        return suite.getClass().getModule().isNamed() ? Services.origin(suite) : "class path";
    }

    /** Why keys made of that module's random numbers are not approved; empty if they are. */
    Optional<String> obstacleOfKeys(CryptoModule module) {
        return approval(module)
                .obstacle()
                .map(reason -> "the random numbers of keys are of " + module.provider() + " (" + Services.origin(module)
                        + "): " + reason);
    }

    /** Who does the work of these suites, and of these that make their keys. */
    List<String> implementations(List<SrtpCipherSuite> suites, List<CryptoModule> ofKeys) {
        return Stream.concat(
                        suites.stream()
                                .flatMap(
                                        suite -> modules.stream().filter(module -> Services.sameOrigin(suite, module))),
                        ofKeys.stream())
                .distinct()
                .map(module -> approval(module).implementation())
                .distinct()
                .toList();
    }
}
