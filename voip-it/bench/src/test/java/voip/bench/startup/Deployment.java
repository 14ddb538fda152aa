package voip.bench.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One way to run the application: from an image with what lies beside it, or from the class path of a JDK. */
final class Deployment {
    private final String name;
    private final Path java;
    private final boolean modular;
    private final List<Path> path = new ArrayList<>();
    private final List<Path> parts = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();

    private Deployment(String name, Path home, boolean modular) {
        this.name = name;
        this.java = home.resolve("bin/java");
        this.modular = modular;
    }

    static Deployment ofImage(String name, Path image) {
        Deployment deployment = new Deployment(name, image, true);
        deployment.parts.add(image);
        return deployment;
    }

    /** The JDK itself does not count as a part of it. */
    static Deployment onClassPath(String name, Path jdk, List<Path> jars) {
        Deployment deployment = new Deployment(name, jdk, false);
        deployment.path.addAll(jars);
        deployment.parts.addAll(jars);
        return deployment;
    }

    /** With the modules of a folder beside those of the image: {@code -p}. */
    Deployment withModules(Path folder) {
        path.add(folder);
        parts.add(folder);
        return this;
    }

    /** With the plug-ins of a folder, in layers of their own. */
    Deployment withPlugins(Path folder) {
        parts.add(folder);
        return with("plugins=" + folder);
    }

    /** With a setting of the stack, as {@link StartupProbe} takes it. */
    Deployment with(String setting) {
        settings.add(setting);
        return this;
    }

    Deployment withOptions(String... ofJvm) {
        options.addAll(Arrays.asList(ofJvm));
        return this;
    }

    String name() {
        return name;
    }

    /** The JVM alone, which loads nothing of the application. */
    List<String> jvmAlone() {
        return List.of(java.toString(), "-version");
    }

    /** The application, that tells its version and ends. */
    List<String> application() {
        List<String> command = begin(List.of());
        command.addAll(modular ? List.of("-m", "voip.app/voip.app.Main") : List.of("voip.app.Main"));
        command.add("--version");
        return command;
    }

    /** The first call. */
    List<String> firstCall(Path testClasses) {
        List<String> command = begin(List.of(testClasses));
        command.add(StartupProbe.class.getName());
        command.addAll(settings);
        return command;
    }

    private List<String> begin(List<Path> classes) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        List<Path> classPath = new ArrayList<>(classes);
        if (!modular) {
            classPath.addAll(path);
        } else if (!path.isEmpty()) {
            command.addAll(List.of("-p", joined(path)));
        }
        if (!classPath.isEmpty()) {
            command.addAll(List.of("-cp", joined(classPath)));
        }
        return command;
    }

    private static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Of all parts, in units of 1,000,000 bytes. */
    double megabytes() throws IOException {
        long bytes = 0;
        for (Path part : parts) {
            try (Stream<Path> files = Files.walk(part)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes += Files.size(file);
                }
            }
        }
        return bytes / 1e6;
    }
}
