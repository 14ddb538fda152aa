package voip.bench.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Links the application as its own image is linked, but for the crypto module. */
final class ImageWithoutCrypto {
    private ImageWithoutCrypto() {}

    static Path link(Path jdk, Path app, Path modules, Path to) throws IOException, InterruptedException {
        if (Files.exists(to)) {
            try (Stream<Path> files = Files.walk(to)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        run(
                jdk.resolve("bin/jlink").toString(),
                "--module-path",
                modules + File.pathSeparator + app,
                "--add-modules",
                "voip.app,org.apache.logging.log4j.to.jul,java.naming,java.logging",
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--compress=" + (isBefore21(jdk) ? "2" : "zip-6"),
                "--exclude-files=regex:.*/(jrt-fs.jar|jexec|classlist)",
                "--output",
                to.toString());
        String java = to.resolve("bin/java").toString();
        String classes = to + ".classes";
        run(java, "-Xshare:off", "-XX:DumpLoadedClassList=" + classes, "-m", "voip.app", "--version");
        run(java, "-Xshare:dump", "-XX:SharedClassListFile=" + classes, "-m", "voip.app");
        return to;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Measurement.output(List.of(command));
    }

    /** JDK 21 renamed the levels of compression. */
    private static boolean isBefore21(Path jdk) throws IOException {
        return Files.readString(jdk.resolve("release")).matches("(?s).*JAVA_VERSION=\"(17|18|19|20)\\b.*");
    }
}
