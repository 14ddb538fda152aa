package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's own Maven build, on the modules as they are installed, and with nothing of this build around it. */
class ConsumerIT {
    private static final Path PROJECT = Project.root().resolve("voip-it/consumer");

    /** Kept from one build to the next, so that plugins are copied once. */
    private static final Path REPOSITORY = Project.root().resolve("voip-it/tests/target/consumer-repository");

    @TempDir
    private Path folder;

    @Test
    void buildsAgainstTheBomTestsItselfAndRunsAsAnImage() throws Exception {
        Files.copy(PROJECT.resolve("pom.xml"), folder.resolve("pom.xml"));
        copy(PROJECT.resolve("src"), folder.resolve("src"));
        install();
        Processes.Result maven = maven("package");
        assertEquals(0, maven.exitCode(), maven.all());
        assertTrue(Files.exists(folder.resolve("target/surefire-reports/TEST-my.app.EchoTest.xml")), maven.all());
        run(Readme.block("sh", "log4j.to.jul --output")
                .strip()
                .replace("jlink ", Project.jdk("jlink") + " ")
                .replace(" mods ", " target/mods "));
        String expected = "50 packets came back under " + DefaultSuites.FIRST;
        assertEquals(expected, run("image/bin/java -m my.app/my.app.Main"));
        for (String line : Readme.block("sh", "-Xshare:dump").strip().lines().toList()) {
            run(line);
        }
        assertEquals(
                expected, run("image/bin/java -Xshare:on -m my.app/my.app.Main"), "from an archive of its classes");
        assertEquals(
                expected,
                run(Project.jdk("java") + " -p target/mods --add-modules voip.api -m my.app/my.app.Main"),
                "from the module path of a JDK");
    }

    /** With the versions of this build, nothing is needed that this build has not fetched already. */
    @Test
    void itsBuildIsWhatReadmeSaysWithPluginsOfThisBuild() throws IOException {
        String pom = stripped(Files.readString(PROJECT.resolve("pom.xml")));
        String snippet = stripped(Readme.block("xml", "<dependency>"));
        assertTrue(pom.contains(snippet), "README's Maven snippet is not that of " + PROJECT);
        String descriptor = Files.readString(PROJECT.resolve("src/main/java/module-info.java"));
        assertTrue(descriptor.contains(Readme.block("java", "requires ").strip()), descriptor);
        String parent = Files.readString(Project.root().resolve("pom.xml"));
        for (String version : Readme.all("<version>([0-9.]+)</version>", pom.substring(pom.indexOf("<build>")))) {
            assertTrue(parent.contains("ersion>" + version + "<"), "this build has no plugin of version " + version);
        }
    }

    private static String stripped(String xml) {
        return xml.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    /** Puts what is published where Maven looks for it, under the POMs that it is published with. */
    private static void install() throws IOException {
        String version = Readme.version();
        String bom = Files.readString(Project.root().resolve("voip-it/bom/target/.flattened-pom.xml"));
        List<String> artifacts = new ArrayList<>(List.of("voip-bom"));
        artifacts.addAll(Readme.all("<artifactId>(voip-[a-z-]+)</artifactId>", bom));
        for (String artifact : artifacts.stream().distinct().toList()) {
            Path target = Stream.of(artifact, "voip-it/" + artifact.substring("voip-".length()))
                    .map(module -> Project.root().resolve(module + "/target"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the BOM has " + artifact + ", which is not built here"));
            Path to = Files.createDirectories(REPOSITORY.resolve("org/voipstack/" + artifact + "/" + version));
            String name = artifact + "-" + version;
            replace(target.resolve(".flattened-pom.xml"), to.resolve(name + ".pom"));
            if (!artifact.equals("voip-bom")) {
                replace(target.resolve(name + ".jar"), to.resolve(name + ".jar"));
            }
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Has all else from where this build has it: nothing is downloaded, and nothing is installed there. */
    private Processes.Result maven(String goal) throws Exception {
        Path settings = Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>this-build</id>
                      <mirrorOf>*</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                </settings>
                """.formatted(
                        Path.of(System.getProperty("maven.repository")).toUri()));
        String mvn = "env -u MAVEN_OPTS -u MAVEN_ARGS JAVA_HOME='%s' '%s/bin/mvn'"
                .formatted(System.getProperty("test.jdk"), System.getProperty("maven.home"));
        return inFolder("%s -B -q -U -s %s -gs %<s -Dmaven.repo.local='%s' %s"
                .formatted(mvn, settings.getFileName(), REPOSITORY, goal));
    }

    /** What a command line prints. */
    private String run(String line) throws Exception {
        Processes.Result result = inFolder(line);
        assertEquals(0, result.exitCode(), result.all());
        assertFalse(result.err().contains("ERROR"), result.all()); // as log4j-api says without a back end
        return result.out().strip();
    }

    private Processes.Result inFolder(String line) throws Exception {
        return Processes.run(300, "sh", "-c", "cd '" + folder + "' && " + line);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
