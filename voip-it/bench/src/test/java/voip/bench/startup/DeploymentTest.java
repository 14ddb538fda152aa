package voip.bench.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run, and what is made of what it took. */
class DeploymentTest {
    private static final Path CLASSES = Path.of("classes");

    @TempDir
    private Path folder;

    @Test
    void anImageRunsItsOwnModulesAndThoseBesideIt() {
        Deployment image = Deployment.ofImage("image", Path.of("image"))
                .withModules(Path.of("more"))
                .with("provider=JCE")
                .withOptions("-Xint");
        String java = Path.of("image", "bin", "java").toString();
        assertEquals(List.of(java, "-version"), image.jvmAlone());
        assertEquals(
                List.of(java, "-Xint", "-p", "more", "-m", "voip.app/voip.app.Main", "--version"), image.application());
        assertEquals(
                List.of(java, "-Xint", "-p", "more", "-cp", "classes", StartupProbe.class.getName(), "provider=JCE"),
                image.firstCall(CLASSES));
    }

    @Test
    void pluginsAreTheStacksAffairAndNotTheJvms() {
        Deployment image = Deployment.ofImage("image", Path.of("image")).withPlugins(Path.of("more"));
        String java = Path.of("image", "bin", "java").toString();
        assertEquals(List.of(java, "-m", "voip.app/voip.app.Main", "--version"), image.application());
        assertEquals(
                List.of(java, "-cp", "classes", StartupProbe.class.getName(), "plugins=more"),
                image.firstCall(CLASSES));
    }

    @Test
    void theClassPathHasNoModules() {
        Deployment jars =
                Deployment.onClassPath("class path", Path.of("jdk"), List.of(Path.of("a.jar"), Path.of("b.jar")));
        String java = Path.of("jdk", "bin", "java").toString();
        String path = "a.jar" + File.pathSeparator + "b.jar";
        assertEquals(List.of(java, "-cp", path, "voip.app.Main", "--version"), jars.application());
        assertEquals(
                List.of(java, "-cp", "classes" + File.pathSeparator + path, StartupProbe.class.getName()),
                jars.firstCall(CLASSES));
    }

    @Test
    void allThatIsShippedCounts() throws Exception {
        Path image = Files.createDirectories(folder.resolve("image/lib")).getParent();
        Files.write(image.resolve("lib/modules"), new byte[2_000_000]);
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.write(more.resolve("a.jar"), new byte[500_000]);
        assertEquals(2.5, Deployment.ofImage("image", image).withPlugins(more).megabytes());
        assertEquals(2.5, Deployment.ofImage("image", image).withModules(more).megabytes());
    }

    @Test
    void aFigureIsTheMedianAndItsRatio() {
        Samples samples = new Samples();
        for (long millis : new long[] {900, 300, 310}) {
            samples.add(millis * 1_000_000);
        }
        Samples others = new Samples();
        others.add(100_000_000);
        assertEquals("310 (3.1)", samples.comparedWith(others));
    }

    @Test
    void theProbeHoldsACallAndTellsWhatItTook() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            StartupProbe.main(new String[] {"provider=JCE", "suite=AES_CM_128_HMAC_SHA1_80"});
        } finally {
            System.setOut(before);
        }
        String[] nanos = printed.toString(StandardCharsets.UTF_8).strip().split(" ");
        assertEquals(3, nanos.length);
        for (String each : nanos) {
            assertTrue(Long.parseLong(each) > 0, each);
        }
    }
}
