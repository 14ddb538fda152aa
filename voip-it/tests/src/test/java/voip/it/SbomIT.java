package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CycloneDX documents beside what is shipped name what it needs to run, and nothing that only its tests need. */
class SbomIT {
    @ParameterizedTest
    @CsvSource({
        "voip-api, jspecify",
        "voip-stun, jspecify voip-api",
        "voip-rtp, jspecify log4j-api voip-api",
        "voip-srtp, jspecify log4j-api voip-api",
        "voip-crypto-jce, jspecify voip-api",
        "voip-crypto-bc, bc-fips jspecify log4j-api voip-api"
    })
    void aLibraryListsWhatItRunsOn(String module, String expected) throws Exception {
        Map<String, Map<?, ?>> components = components(Project.root().resolve(module));
        Set<String> names = components.values().stream()
                .map(component -> (String) component.get("name"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, String.join(" ", names));
    }

    @Test
    void bcFipsIsTheJarThatWasSigned() throws Exception {
        Map<String, Map<?, ?>> components = components(Project.root().resolve("voip-crypto-bc"));
        Path jar = BcFips.jars().stream()
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith("bc-fips-"))
                .findFirst()
                .orElseThrow();
        assertIs(jar, components.get(jar.getFileName().toString()));
    }

    @Test
    void theImageListsEveryJarThatItWasLinkedOf() throws Exception {
        Path app = Project.root().resolve("voip-it/app");
        Map<String, Map<?, ?>> components = components(app);
        try (Stream<Path> files = Files.list(app.resolve("target/modules"))) {
            Map<String, Path> jars =
                    files.collect(Collectors.toMap(jar -> jar.getFileName().toString(), jar -> jar));
            assertEquals(new TreeSet<>(jars.keySet()), new TreeSet<>(components.keySet()));
            for (Map.Entry<String, Path> jar : jars.entrySet()) {
                if (!jar.getKey().startsWith("voip-")) {
                    assertIs(jar.getValue(), components.get(jar.getKey()));
                }
            }
        }
    }

    private static void assertIs(Path jar, Map<?, ?> component) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
        List<?> hashes = ((List<?>) component.get("hashes"))
                .stream()
                        .map(hash -> (Map<?, ?>) hash)
                        .filter(hash -> "SHA-256".equals(hash.get("alg")))
                        .map(hash -> hash.get("content"))
                        .toList();
        assertEquals(List.of(HexFormat.of().formatHex(digest)), hashes, jar::toString);
    }

    /** By the name of their jar. */
    private static Map<String, Map<?, ?>> components(Path module) throws IOException {
        Path file = module.resolve("target/sbom.cdx.json");
        Peers.require(
                Files.exists(file),
                "an offline build makes no " + Project.root().relativize(file),
                Boolean.getBoolean("peers.required"));
        Map<String, Object> sbom = Json.object(Files.readString(file));
        assertEquals("CycloneDX", sbom.get("bomFormat"));
        Map<String, Map<?, ?>> components = new TreeMap<>();
        for (Object each : (List<?>) sbom.get("components")) {
            Map<?, ?> component = (Map<?, ?>) each;
            components.put(component.get("name") + "-" + component.get("version") + ".jar", component);
        }
        return components;
    }
}
