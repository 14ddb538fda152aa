package voip.api;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.internal.PluginFolder;

/**
 * Modules that were loaded beside those of the application, each in a {@link ModuleLayer} of its own, so that none gets in
 * the way of another: two may bring different versions of one library, and one that is broken is reported and left out.
 *
 * <p>A jar is a plug-in if its module provides a service of {@code voip.api}. Of a folder, each such jar and each folder of
 * classes of a module is one, and so are those of each of its sub-folders; what a plug-in requires is looked for among the
 * application's modules first, and then in the same folder.
 *
 * <p>Loaded modules stay as long as anything refers to them. Who builds several stacks loads once, and gives each the same.
 * Immutable.
 */
public final class Plugins {
    private final List<Plugin> list;

    private Plugins(List<Plugin> list) {
        this.list = list;
    }

    /**
     * Loads plug-ins above the layer of {@code voip.api}.
     *
     * @param path a jar, the folder of a module's classes, or a folder of such
     * @throws IllegalArgumentException if there is no such file
     */
    public static Plugins load(Path path) {
        return load(path, null);
    }

    /**
     * Loads plug-ins above a given layer.
     *
     * @param parent where {@code voip.api} is, or a layer above it; null for the former
     * @throws IllegalArgumentException if there is no such file
     */
    public static Plugins load(Path path, @Nullable ModuleLayer parent) {
        return new Plugins(PluginFolder.load(path, parent));
    }

    /** What was found, broken ones included, in the order of their paths. */
    public List<Plugin> list() {
        return list;
    }

    @Override
    public String toString() {
        return "Plugins" + list;
    }
}
