package voip.api.srtp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import voip.api.Plugin;
import voip.api.Plugins;
import voip.api.internal.Services;

/** The suites and crypto modules that were found, all of which can say what they are. */
record PresentSuites(
        @Nullable ModuleLayer layer,
        List<Plugins> loaded,
        List<SrtpCipherSuite> suites,
        List<CryptoModule> modules,
        Approvals approvals,
        List<String> problems,
        List<Plugin> plugins) {

    static PresentSuites find(@Nullable ModuleLayer layer, List<Plugins> loaded) {
        Services services = new Services(layer, loaded);
        List<SrtpCipherSuite> suites =
                usable(services, services.all(SrtpCipherSuite.class), SrtpCipherSuite::spec, "spec()");
        List<CryptoModule> modules =
                usable(services, services.all(CryptoModule.class), CryptoModule::provider, "provider()");
        return new PresentSuites(
                layer, loaded, suites, modules, new Approvals(modules), services.problems(), services.plugins());
    }

    PresentSuites and(Plugins more) {
        List<Plugins> all = new ArrayList<>(loaded);
        all.add(more);
        return find(layer, List.copyOf(all));
    }

    /** Strangers' code may throw where it must not: then it alone is out. */
    private static <S> List<S> usable(Services services, List<S> found, Function<S, ?> asked, String method) {
        List<S> usable = new ArrayList<>();
        for (S provider : found) {
            try {
                Objects.requireNonNull(asked.apply(provider));
                usable.add(provider);
            } catch (RuntimeException | LinkageError e) {
                services.report(
                        provider,
                        provider.getClass().getName() + " of " + Services.origin(provider) + " fails in " + method
                                + ": " + e + "; mend or remove its module");
            }
        }
        return List.copyOf(usable);
    }

    Set<String> providers() {
        return suites.stream()
                .map(suite -> suite.spec().provider())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    List<SrtpCipherSuite> named(String name) {
        return suites.stream().filter(suite -> suite.spec().name().equals(name)).toList();
    }
}
