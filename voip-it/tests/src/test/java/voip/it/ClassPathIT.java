package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The application and what it runs on, on the class path of a JDK: no modules, no image. */
class ClassPathIT {
    private static final Path APP = Project.root().resolve("voip-it/app/target");

    @Test
    void demoHoldsASecureCall() throws Exception {
        List<String> path = modules();
        assertHoldsASecureCall("JCE", path);
    }

    @Test
    void demoHoldsASecureCallOnBcFipsInApprovedOnlyMode() throws Exception {
        List<String> path = modules();
        path.removeIf(jar -> jar.contains("voip-crypto-jce"));
        path.addAll(BcFips.jars());
        assertHoldsASecureCall("BCFIPS", path, "-Dorg.bouncycastle.fips.approved_only=true");
    }

    private static void assertHoldsASecureCall(String provider, List<String> path, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Project.jdk("java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, path), "voip.app.Main"));
        command.addAll(List.of("demo", "--seconds", "1", "--json"));
        Processes.Result result = Processes.run(120, command);
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

    private static List<String> modules() throws IOException {
        List<String> path = new ArrayList<>();
        path.add(APP.resolve("voip-app-" + Readme.version() + ".jar").toString());
        try (Stream<Path> jars = Files.list(APP.resolve("modules"))) {
            jars.map(Path::toString).forEach(path::add);
        }
        return path;
    }
}
