package voip.api.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import voip.api.Plugin;

/** Loads the modules of a folder that provide services of {@code voip.api}, each as a layer of its own. */
public final class PluginFolder {
    private static final String SERVICES = "voip.api.";

    private final @Nullable ModuleLayer parent;
    private final List<Plugin> plugins = new ArrayList<>();

    private PluginFolder(@Nullable ModuleLayer parent) {
        this.parent = parent;
    }

    /**
     * Loads what is there.
     *
     * @param parent null for the layer of this module
     * @return what was found
     * @throws IllegalArgumentException if there is no such file
     */
    public static List<Plugin> load(Path path, @Nullable ModuleLayer parent) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("plugins(" + path + "): there is no such jar or folder");
        }
        PluginFolder folder = new PluginFolder(
                parent != null ? parent : PluginFolder.class.getModule().getLayer());
        if (Files.isDirectory(path) && !isModule(path)) {
            folder.tellUnreadable(path, () -> folder.loadFolder(path));
        } else {
            folder.loadTogether(path, List.of(path));
        }
        return List.copyOf(folder.plugins);
    }

    private void loadFolder(Path folder) {
        List<Path> entries = entries(folder);
        List<Path> subfolders = entries.stream()
                .filter(entry -> Files.isDirectory(entry) && !isModule(entry))
                .toList();
        List<Path> together = entries.stream()
                .filter(entry -> isModule(entry) || entry.toString().endsWith(".jar"))
                .toList();
        if (!together.isEmpty() || subfolders.isEmpty()) {
            loadTogether(folder, together);
        }
        for (Path subfolder : subfolders) {
            tellUnreadable(
                    subfolder,
                    () -> loadTogether(
                            subfolder,
                            entries(subfolder).stream()
                                    .filter(entry ->
                                            isModule(entry) || entry.toString().endsWith(".jar"))
                                    .toList()));
        }
    }

    private void tellUnreadable(Path folder, Runnable loading) {
        try {
            loading.run();
        } catch (UncheckedIOException e) {
            failed(folder, String.valueOf(folder.getFileName()), "it cannot be read: " + e.getCause());
        }
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isModule(Path folder) {
        return Files.exists(folder.resolve("module-info.class"));
    }

    /** Loads the plug-ins among modules that may require one another. */
    private void loadTogether(Path folder, List<Path> paths) {
        Map<String, Path> places = new TreeMap<>();
        Map<String, ModuleReference> found = new TreeMap<>();
        Set<String> twice = new TreeSet<>();
        int before = plugins.size();
        for (Path path : paths) {
            try {
                for (ModuleReference reference : ModuleFinder.of(path).findAll()) {
                    String name = reference.descriptor().name();
                    Path other = places.putIfAbsent(name, path);
                    if (other == null) {
                        found.put(name, reference);
                    } else if (twice.add(name)) {
                        failed(path, name, "the module is in " + other.getFileName() + " too; remove one of them");
                    }
                }
            } catch (FindException e) {
                failed(
                        path,
                        String.valueOf(path.getFileName()),
                        "it is no module: " + words(e) + "; replace or remove it");
            }
        }
        found.keySet().removeAll(twice);
        found.forEach((name, reference) -> {
            if (providesServices(reference.descriptor())) {
                loadOne(places.get(name), name, found);
            }
        });
        if (plugins.size() == before) {
            failed(
                    folder,
                    String.valueOf(folder.getFileName()),
                    "no module in it provides a service of voip.api; put the jar of one there");
        }
    }

    private static boolean providesServices(ModuleDescriptor descriptor) {
        return descriptor.provides().stream()
                .anyMatch(provides -> provides.service().startsWith(SERVICES));
    }

    private void loadOne(Path path, String name, Map<String, ModuleReference> beside) {
        ModuleLayer below = parent;
        if (below == null) {
            failed(
                    path,
                    name,
                    "voip.api is on the class path, and plug-ins are modules; put voip.api on the module path");
            return;
        }
        if (below.findModule(name).isPresent()) {
            failed(path, name, "a module of that name is among the application's already; remove one of them");
            return;
        }
        Set<String> missing = missing(name, below, beside, new TreeSet<>(), new TreeSet<>());
        if (!missing.isEmpty()) {
            failed(
                    path,
                    name,
                    "it requires " + String.join(", ", missing) + ", which " + (missing.size() == 1 ? "is" : "are")
                            + " not present; " + wayOut(missing, path));
            return;
        }
        try {
            Configuration resolved = below.configuration().resolve(ModuleFinder.of(), new Beside(beside), Set.of(name));
            ModuleLayer layer = below.defineModulesWithOneLoader(resolved, PluginFolder.class.getClassLoader());
            plugins.add(new Plugin(path, name, layer.findModule(name), Optional.empty()));
        } catch (FindException | ResolutionException | LayerInstantiationException | SecurityException e) {
            failed(path, name, words(e) + "; mend or remove it");
        }
    }

    /** What a module requires, itself or by what it requires, and is neither beside it nor below. */
    private static Set<String> missing(
            String name,
            ModuleLayer below,
            Map<String, ModuleReference> beside,
            Set<String> seen,
            Set<String> missing) {
        ModuleReference reference = beside.get(name);
        if (reference == null || !seen.add(name)) {
            return missing;
        }
        for (Requires requires : reference.descriptor().requires()) {
            String required = requires.name();
            if (requires.modifiers().contains(Requires.Modifier.STATIC)
                    || below.findModule(required).isPresent()) {
                continue;
            }
            if (beside.containsKey(required)) {
                missing(required, below, beside, seen, missing);
            } else {
                missing.add(required);
            }
        }
        return missing;
    }

    private static String wayOut(Set<String> missing, Path path) {
        Set<String> notStarted = new TreeSet<>();
        Set<String> notLinked = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        for (String module : missing) {
            boolean ofJdk = module.startsWith("java.") || module.startsWith("jdk.");
            boolean inImage = ModuleFinder.ofSystem().find(module).isPresent();
            (inImage ? notStarted : ofJdk ? notLinked : others).add(module);
        }
        List<String> ways = new ArrayList<>();
        if (!notStarted.isEmpty()) {
            ways.add("start java with --add-modules " + String.join(",", notStarted));
        }
        if (!notLinked.isEmpty()) {
            ways.add("link the image with --add-modules " + String.join(",", notLinked));
        }
        if (!others.isEmpty()) {
            ways.add("put " + String.join(", ", others) + " beside " + path.getFileName());
        }
        return String.join("; ", ways);
    }

    private void failed(Path path, String name, String problem) {
        plugins.add(new Plugin(path, name, Optional.empty(), Optional.of(problem)));
    }

    /** Those of the JDK tell the reason in the cause at times. */
    private static String words(Throwable problem) {
        return problem.getMessage()
                + (problem.getCause() == null ? "" : " (" + problem.getCause().getMessage() + ")");
    }

    /** The modules of a folder, without those that cannot be read. */
    private record Beside(Map<String, ModuleReference> modules) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return Optional.ofNullable(modules.get(name));
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.copyOf(modules.values());
        }
    }
}
