package voip.api.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds services by {@link ServiceLoader}: in a given layer, else in the layer of this module, else on the class path.
 *
 * <p>A provider that cannot be loaded is a problem in words and does not keep the others from being found.
 */
public final class Services {
    private final @Nullable ModuleLayer layer;
    private final List<String> problems = new ArrayList<>();

    /** Looks in the given layer and its parents, or where this module is if null. */
    public Services(@Nullable ModuleLayer layer) {
        ModuleLayer own = Services.class.getModule().getLayer();
        this.layer = layer != null ? layer : own;
    }

    /** All providers of a service that can be loaded. */
    public <S> List<S> all(Class<S> service) {
        List<S> found = new ArrayList<>();
        Iterator<S> providers = loader(service).iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return found;
                }
                found.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                problems.add("a provider of " + service.getName() + " cannot be loaded: " + e.getMessage()
                        + (e.getCause() == null ? "" : " (" + e.getCause() + ")") + "; mend or remove its module");
            }
        }
    }

    /** What could not be loaded so far, a sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Where a provider comes from, for messages: its module, or the class path. */
    public static String origin(Object provider) {
        Module module = provider.getClass().getModule();
        return module.isNamed()
                ? "module " + module.getName()
                : "class " + provider.getClass().getName();
    }

    private <S> ServiceLoader<S> loader(Class<S> service) {
        return layer != null
                ? ServiceLoader.load(layer, service)
                : ServiceLoader.load(service, Services.class.getClassLoader());
    }
}
