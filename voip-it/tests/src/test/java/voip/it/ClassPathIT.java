package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application and what it runs on, on the class path of a JDK, as docs/deployments.md says: no modules, no image. */
class ClassPathIT {
    @ParameterizedTest
    @ValueSource(strings = {"JCE", "BCFIPS"})
    void demoHoldsASecureCall(String provider) throws Exception {
        String line = line("BCFIPS".equals(provider)).replaceFirst("^java", "'" + Project.jdk("java") + "'");
        Processes.Result result =
                Processes.run(120, "sh", "-c", "cd '" + Project.root() + "' && " + line + " --seconds 1 --json");
        assertEquals(0, result.exitCode(), result.all());
        Map<String, Object> told = Json.object(result.out());
        for (String party : List.of("A", "B")) {
            Map<?, ?> facts = (Map<?, ?>) told.get(party);
            assertEquals(provider, facts.get("provider"));
            assertEquals(DefaultSuites.FIRST, facts.get("suite"));
            assertEquals(50.0, facts.get("packetsReceived"));
            assertEquals(true, facts.get("audioEqual"));
        }
    }

    private static String line(boolean bcFips) throws IOException {
        return Files.readString(Project.root().resolve("docs/deployments.md"))
                .lines()
                .filter(line -> line.startsWith("java ") && line.contains("-cp ") && line.contains("bcfips") == bcFips)
                .findFirst()
                .orElseThrow();
    }
}
