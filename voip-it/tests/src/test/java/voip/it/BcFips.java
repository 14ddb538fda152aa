package voip.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The second provider: not on the module path of these tests, where it would make every stack ambiguous. */
final class BcFips {
    /** A layer above the boot layer. */
    static final ModuleLayer LAYER = layer();

    private BcFips() {}

    /** Its jars: voip-crypto-bc, and bc-fips as it was signed. */
    static List<String> jars() {
        try (Stream<Path> files = Files.list(Project.bcFips())) {
            return files.map(Path::toString).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of voip-crypto-bc alone. */
    static String ours() {
        return jars().stream()
                .filter(jar -> jar.contains("voip-crypto-bc"))
                .findFirst()
                .orElseThrow();
    }

    /** The path of the jar of bc-fips, as it was published. */
    static String signed() {
        return jars().stream()
                .filter(jar -> jar.contains("bc-fips-"))
                .findFirst()
                .orElseThrow();
    }

    private static ModuleLayer layer() {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration()
                .resolve(ModuleFinder.of(Project.bcFips()), ModuleFinder.of(), Set.of("voip.crypto.bc"));
        return boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
    }
}
