package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/fips.md tells people to type and to write is true; its image is linked by {@link ReadmeIT}. */
class FipsGuideIT {
    @TempDir
    Path folder;

    @Test
    void whatChecksADeploymentRuns() throws Exception {
        Processes.Result result = sh(block("sh", "suites --fips").replace("demo --fips", "demo --fips --seconds 1"));
        assertEquals(0, result.exitCode(), result.all());
        List<String> suites = result.out()
                .lines()
                .filter(line -> line.contains(" voip.crypto."))
                .toList();
        assertEquals(10, suites.size(), result.out());
        suites.forEach(line -> assertTrue(line.contains(" BCFIPS ") && line.endsWith("passed"), line));
        assertTrue(result.out().contains("approved mode of bc-fips " + version()), result.out());
    }

    @Test
    void whatInsistsCompiles() throws Exception {
        Path file = Files.writeString(folder.resolve("Insist.java"), """
                import voip.api.VoipStack;
                import voip.api.srtp.FipsStatus;
                class Insist {
                    FipsStatus status() {
                        %s
                        return status;
                    }
                }
                """.formatted(block("java", "requireFips()")));
        Compilation.compile(
                folder.resolve("insist"), List.of(file), "--add-modules", "voip.api", "-Xlint:all", "-Werror");
    }

    @Test
    void theJarIsVerified() throws Exception {
        List<String> words =
                new ArrayList<>(List.of(block("sh", "jarsigner").strip().split(" ")));
        assertTrue(Files.isSameFile(Path.of(BcFips.signed()), Project.root().resolve(words.get(2))), words.toString());
        words.set(0, Project.jdk("jarsigner").toString());
        words.set(2, BcFips.signed());
        Processes.Result result = Processes.run(60, words);
        assertEquals(0, result.exitCode(), result.all());
        assertTrue(result.out().contains("jar verified"), result.all());
    }

    /** It would run this very test. */
    @Test
    void whatProvesAnotherVersionIsThere() throws IOException {
        String command = block("sh", "-Dbc-fips.version=");
        assertTrue(command.contains("-Dbc-fips.version=" + version() + " "), command);
        for (String module : Readme.all("-pl (\\S+)", command).get(0).split(",")) {
            assertTrue(Files.exists(Project.root().resolve(module).resolve("pom.xml")), module);
        }
        List<String> tests = Readme.all("`(\\w+IT)`", guide());
        assertFalse(tests.isEmpty());
        for (String test : tests) {
            assertTrue(
                    Files.exists(Project.root().resolve("voip-it/tests/src/test/java/voip/it/" + test + ".java")),
                    test);
            assertTrue(test.startsWith("Fips") || command.contains(test), test + " is not run");
        }
    }

    private static Processes.Result sh(String commands) throws Exception {
        return Processes.run(120, "sh", "-e", "-c", "cd '" + Project.root() + "'\n" + commands);
    }

    private static String version() throws IOException {
        return Readme.all("<bc-fips.version>([^<]+)", Readme.guide("pom.xml")).get(0);
    }

    private static String block(String language, String containing) throws IOException {
        return Readme.block(language, containing, guide());
    }

    private static String guide() throws IOException {
        return Readme.guide("docs/fips.md");
    }
}
