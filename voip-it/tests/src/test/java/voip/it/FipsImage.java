package voip.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An image without any crypto module, to be run with a folder of plug-ins; linked once for all tests. */
final class FipsImage {
    static final String APPROVED_ONLY = "-Dorg.bouncycastle.fips.approved_only=true";

    private static final String BC_FIPS_NEEDS = "java.naming,java.logging";
    private static Path linked;

    private FipsImage() {}

    /** The folder of the image that the tests share. */
    static synchronized Path shared() throws IOException, InterruptedException {
        if (linked == null) {
            Path image = Project.root().resolve("voip-it/tests/target/fips-image");
            delete(image);
            linked = link(image, BC_FIPS_NEEDS);
        }
        return linked;
    }

    /** Links an image with these modules of the JDK for bc-fips. */
    static Path link(Path image, String modules) throws IOException, InterruptedException {
        Path app = Project.root().resolve("voip-it/app/target");
        Processes.Result jlink = Processes.run(
                120,
                Project.jdk("jlink").toString(),
                "--module-path",
                app.resolve("modules") + File.pathSeparator + app.resolve("voip-app-" + Readme.version() + ".jar"),
                "--add-modules",
                "voip.app,org.apache.logging.log4j.to.jul," + modules,
                "--output",
                image.toString());
        if (jlink.exitCode() != 0) {
            throw new IOException(jlink.all());
        }
        Files.copy(Project.voip(), image.resolve("bin/voip"), StandardCopyOption.COPY_ATTRIBUTES);
        return image;
    }

    /** Runs {@code voip} of the shared image with a folder of plug-ins and options of the JVM. */
    static Processes.Result voip(Path plugins, List<String> options, String... arguments) throws Exception {
        return voip(shared(), plugins, options, arguments);
    }

    static Processes.Result voip(Path image, Path plugins, List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "VOIP_PLUGINS=" + plugins,
                "JDK_JAVA_OPTIONS=" + String.join(" ", options),
                image.resolve("bin/voip").toString()));
        command.addAll(Arrays.asList(arguments));
        return Processes.run(120, command);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
