package voip.bench.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
        Process jlink = new ProcessBuilder(
                        jdk.resolve("bin/jlink").toString(),
                        "--module-path",
                        modules + File.pathSeparator + app,
                        "--add-modules",
                        "voip.app,org.apache.logging.log4j.to.jul,java.naming,java.logging",
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress=" + (isBefore21(jdk) ? "2" : "zip-6"),
                        "--output",
                        to.toString())
                .inheritIO()
                .start();
        if (jlink.waitFor() != 0) {
            throw new IOException("jlink failed");
        }
        return to;
    }

    /** JDK 21 renamed the levels of compression. */
    private static boolean isBefore21(Path jdk) throws IOException {
        return Files.readString(jdk.resolve("release")).matches("(?s).*JAVA_VERSION=\"(17|18|19|20)\\b.*");
    }
}
