package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The star of modules, and the rule that cryptography lives in the crypto modules only. */
class ShapeIT {
    private static final Map<String, String> LIBRARIES = Map.of(
            "voip.api", "voip-api",
            "voip.stun", "voip-stun",
            "voip.rtp", "voip-rtp",
            "voip.srtp", "voip-srtp",
            "voip.crypto.jce", "voip-crypto-jce",
            "voip.crypto.bc", "voip-crypto-bc");

    private static final List<String> CRYPTOGRAPHY = List.of(
            "javax/crypto/", "java/security/SecureRandom", "java/security/MessageDigest", "java/security/Signature");

    @Test
    void topLevelIsExactlyTheSevenModules() throws IOException {
        try (Stream<Path> entries = Files.list(Project.root())) {
            Set<String> modules = entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> expected = new TreeSet<>(LIBRARIES.values());
            expected.add("voip-it");
            assertEquals(expected, modules);
        }
    }

    @Test
    void apiRequiresNothingButJavaBaseAndJSpecify() {
        assertEquals(Set.of("java.base", "org.jspecify"), required("voip.api"));
        Requires jspecify = descriptor("voip.api").requires().stream()
                .filter(requires -> requires.name().equals("org.jspecify"))
                .findFirst()
                .orElseThrow();
        assertTrue(jspecify.modifiers().contains(Requires.Modifier.STATIC), "an image needs no jSpecify");
    }

    @Test
    void noModuleRequiresASibling() {
        for (String module : LIBRARIES.keySet()) {
            for (String required : required(module)) {
                boolean sibling = LIBRARIES.containsKey(required) && !required.equals("voip.api");
                assertFalse(sibling, module + " requires its sibling " + required);
            }
        }
    }

    /** Whoever replaces a crypto module replaces all of its cryptography. */
    @Test
    void bcFipsIsRequiredByItsModuleAlone() {
        for (String module : LIBRARIES.keySet()) {
            assertEquals(
                    module.equals("voip.crypto.bc"), required(module).contains("org.bouncycastle.fips.core"), module);
        }
        assertEquals(
                Set.of("java.base", "org.apache.logging.log4j", "org.bouncycastle.fips.core", "voip.api"),
                required("voip.crypto.bc"));
    }

    @Test
    void noExportIsQualified() {
        for (String module : LIBRARIES.keySet()) {
            descriptor(module)
                    .exports()
                    .forEach(export -> assertFalse(
                            export.isQualified(), module + " exports " + export.source() + " to some modules only"));
        }
    }

    @Test
    void providersAreInUnexportedPackagesAndInServiceFiles() throws IOException {
        int providers = 0;
        for (String module : LIBRARIES.keySet()) {
            ModuleDescriptor descriptor = descriptor(module);
            Set<String> exported = descriptor.exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
            for (ModuleDescriptor.Provides provides : descriptor.provides()) {
                Path services = classes(module).resolve("META-INF/services/" + provides.service());
                assertTrue(Files.exists(services), "class-path users lack " + services.getFileName() + " of " + module);
                List<String> listed = Files.readAllLines(services).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
                assertEquals(new TreeSet<>(provides.providers()), new TreeSet<>(listed), services.toString());
                for (String provider : provides.providers()) {
                    assertFalse(exported.contains(provider.substring(0, provider.lastIndexOf('.'))), provider);
                    providers++;
                }
            }
        }
        assertTrue(providers >= 8, "only " + providers + " providers were looked at");
    }

    @Test
    void cryptographyIsUsedInTheCryptoModulesOnly() throws IOException {
        for (String module : LIBRARIES.keySet()) {
            Set<String> users = usersOfCryptography(module);
            switch (module) {
                case "voip.api" -> assertEquals(Set.of("voip/api/FallbackRandom.class"), users);
                case "voip.crypto.jce" -> assertFalse(users.isEmpty(), "this test would not see cryptography at all");
                case "voip.crypto.bc" -> assertFalse(users.isEmpty(), "it uses no cryptography");
                default -> assertEquals(Set.of(), users, module);
            }
        }
    }

    private static Set<String> usersOfCryptography(String module) throws IOException {
        Path classes = classes(module);
        Set<String> users = new TreeSet<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(classes)) {
            all.filter(file -> file.toString().endsWith(".class")).forEach(files::add);
        }
        for (Path file : files) {
            // names of types stand in a class file's constant pool as they are
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (CRYPTOGRAPHY.stream().anyMatch(content::contains)) {
                users.add(classes.relativize(file).toString());
            }
        }
        return users;
    }

    private static Set<String> required(String module) {
        return descriptor(module).requires().stream().map(Requires::name).collect(Collectors.toSet());
    }

    private static ModuleDescriptor descriptor(String module) {
        return ModuleFinder.of(classes(module)).find(module).orElseThrow().descriptor();
    }

    private static Path classes(String module) {
        return Project.root().resolve(LIBRARIES.get(module)).resolve("target/classes");
    }
}
