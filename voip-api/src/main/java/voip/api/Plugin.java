package voip.api;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one plug-in of {@link Plugins}: a module that provides services of {@code voip.api}, or a file that was to
 * be one.
 *
 * @param path its jar or folder
 * @param name the module's, or the file's where that has none
 * @param module what was loaded; empty if it could not be
 * @param problem why it, or one of its services, cannot be used, and what to do; empty if it can
 */
public record Plugin(Path path, String name, Optional<Module> module, Optional<String> problem) {
    /** All must be there. */
    public Plugin {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public String toString() {
        return "plug-in " + name + " (" + path + ")"
                + problem.map(words -> " cannot be used: " + words).orElse("");
    }
}
