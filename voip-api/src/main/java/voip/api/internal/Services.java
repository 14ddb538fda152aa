package voip.api.internal;

import java.lang.reflect.Modifier;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import org.jspecify.annotations.Nullable;
import voip.api.Plugin;
import voip.api.Plugins;

/**
 * Finds services by {@link ServiceLoader}: in a given layer, else in the layer of this module, else on the class path; and in
 * plug-ins.
 *
 * <p>A provider that cannot be loaded is a problem in words and does not keep the others from being found. One of a plug-in is
 * that plug-in's problem alone.
 */
public final class Services {
    private final @Nullable ModuleLayer layer;
    private final List<Plugin> plugins;
    private final List<String> problems = new ArrayList<>();
    private final Map<Module, String> ofPlugins = new HashMap<>();

    /** Looks in the given layer and its parents, or where this module is if null. */
    public Services(@Nullable ModuleLayer layer, List<Plugins> plugins) {
        ModuleLayer own = Services.class.getModule().getLayer();
        this.layer = layer != null ? layer : own;
        this.plugins =
                plugins.stream().flatMap(loaded -> loaded.list().stream()).toList();
    }

    /** All providers of a service that can be loaded. */
    public <S> List<S> all(Class<S> service) {
        List<S> found = new ArrayList<>();
        ServiceLoader<S> loader = layer != null
                ? ServiceLoader.load(layer, service)
                : ServiceLoader.load(service, Services.class.getClassLoader());
        addAll(loader, service, null, found);
        for (Plugin plugin : plugins) {
            plugin.module()
                    .ifPresent(
                            module -> addAll(ServiceLoader.load(module.getLayer(), service), service, module, found));
        }
        return found;
    }

    /** Adds the providers of a module alone, or all if it is null: a layer's loader finds those of its parents too. */
    private <S> void addAll(ServiceLoader<S> loader, Class<S> service, @Nullable Module module, List<S> found) {
        Iterator<Provider<S>> providers = loader.stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                Provider<S> provider = providers.next();
                if (module == null || mayBeOf(module, provider.type())) {
                    S made = provider.get();
                    if (module == null || made.getClass().getModule() == module) {
                        found.add(made);
                    }
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                report(
                        module,
                        "a provider of " + service.getName() + " cannot be loaded: " + e.getMessage()
                                + (e.getCause() == null ? "" : " (" + e.getCause() + ")")
                                + "; mend or remove its module");
            }
        }
    }

    /** Of what a provider method makes, all that is known beforehand is the type it declares: most often the service itself. */
    private static boolean mayBeOf(Module module, Class<?> type) {
        return type.getModule() == module || Modifier.isAbstract(type.getModifiers());
    }

    /** Reports what is wrong with a provider that was found. */
    public void report(Object provider, String problem) {
        Module module = provider.getClass().getModule();
        boolean ofPlugin = plugins.stream().anyMatch(plugin -> plugin.module().equals(Optional.of(module)));
        report(ofPlugin ? module : null, problem);
    }

    private void report(@Nullable Module plugin, String problem) {
        if (plugin == null) {
            problems.add(problem);
        } else if (!problems.contains(problem)) { // else it is the application's: a plug-in's layer finds those too
            ofPlugins.merge(plugin, problem, (first, second) -> first.equals(second) ? first : first + "; " + second);
        }
    }

    /** What could not be loaded so far, but for plug-ins, a sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What became of plug-ins so far. */
    public List<Plugin> plugins() {
        return plugins.stream().map(this::withProblem).toList();
    }

    private Plugin withProblem(Plugin plugin) {
        return plugin.problem().isPresent()
                ? plugin
                : new Plugin(
                        plugin.path(),
                        plugin.name(),
                        plugin.module(),
                        plugin.module().map(ofPlugins::get));
    }

    /** Where a provider comes from, for messages: its module, or the class path. */
    public static String origin(Object provider) {
        Module module = provider.getClass().getModule();
        return module.isNamed()
                ? "module " + module.getName()
                : "class " + provider.getClass().getName();
    }

    /** Whether two providers come from one module, or from one jar or folder of the class path. */
    public static boolean sameOrigin(Object one, Object other) {
        return one.getClass().getModule() == other.getClass().getModule()
                && (one.getClass().getModule().isNamed()
                        || String.valueOf(place(one)).equals(String.valueOf(place(other))));
    }

    private static @Nullable Object place(Object provider) {
        CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
