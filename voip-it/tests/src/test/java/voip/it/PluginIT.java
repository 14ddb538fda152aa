package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Call;
import voip.api.Plugin;
import voip.api.Plugins;
import voip.api.RtpPacket;
import voip.api.StackConfigurationException;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;

/** The whole image, and beside it a third party's suites, which it was built without. */
@Execution(CONCURRENT)
class PluginIT {
    private static final Set<String> SUITES = Set.of(
            "AEAD_ARIA_128_GCM",
            "AEAD_ARIA_256_GCM",
            "SRTP_ARIA_128_CTR_HMAC_SHA1_32",
            "SRTP_ARIA_128_CTR_HMAC_SHA1_80",
            "SRTP_ARIA_256_CTR_HMAC_SHA1_32",
            "SRTP_ARIA_256_CTR_HMAC_SHA1_80");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"AEAD_ARIA_128_GCM", "SRTP_ARIA_256_CTR_HMAC_SHA1_80"})
    void servesACallInALayerOfItsOwn(String suite) throws Exception {
        assertSecured(
                suite,
                Processes.voip("demo", "--plugins", "" + Project.aria(), "--suite", suite, "--seconds", "1", "--json"));
    }

    @Test
    void servesACallAmongTheModulesOfTheImage() throws Exception {
        String suite = "AEAD_ARIA_256_GCM";
        assertSecured(suite, beside(Project.aria(), "demo", "--suite", suite, "--seconds", "1", "--json"));
    }

    private static void assertSecured(String suite, Processes.Result demo) {
        assertEquals(0, demo.exitCode(), demo.all());
        Map<String, Object> told = Json.object(demo.out());
        for (String party : List.of("A", "B")) {
            Map<?, ?> facts = (Map<?, ?>) told.get(party);
            assertEquals(suite, facts.get("suite"));
            assertEquals("BCPROV", facts.get("provider"));
            assertEquals(50.0, facts.get("packetsReceived"));
            assertEquals(true, facts.get("audioEqual"));
        }
    }

    /** Its modules and those of bc-fips have packages in common: with each in a layer of its own, that is nobody's concern. */
    @ParameterizedTest
    @ValueSource(strings = {"in sub-folders", "in one folder"})
    void worksBesideBcFipsWherePluginsAreLayers(String how) throws Exception {
        Path plugins = how.equals("in one folder") ? together() : apart();
        Processes.Result result = Processes.voip("suites", "--plugins", plugins.toString(), "--json");
        assertEquals(0, result.exitCode(), result.all());
        assertEquals(List.of(), result.complaints());
        List<Map<?, ?>> suites = new ArrayList<>();
        for (Object suite : (List<?>) Json.object(result.out()).get("suites")) {
            suites.add((Map<?, ?>) suite);
        }
        suites.forEach(suite -> assertEquals(true, suite.get("passed"), suite.toString()));
        assertEquals(SUITES, names("BCPROV", suites));
        assertEquals(names("JCE", suites), names("BCFIPS", suites));
    }

    private static Set<Object> names(String provider, List<Map<?, ?>> suites) {
        return suites.stream()
                .filter(suite -> provider.equals(suite.get("provider")))
                .map(suite -> (Object) suite.get("name"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({"AEAD_ARIA_128_GCM, AEAD_AES_256_GCM", "AEAD_AES_256_GCM, AEAD_ARIA_128_GCM"})
    void callsOfOneStackUseOneOrTheOther(String preferred, String other) throws Exception {
        Plugins both = Plugins.load(apart());
        assertEquals(
                List.of(Optional.empty(), Optional.empty()),
                both.list().stream().map(Plugin::problem).toList());
        AtomicInteger echoes = new AtomicInteger();
        try (VoipStack caller = Stacks.started(with(both).cipherSuites(preferred, other));
                VoipStack callee = Stacks.started(with(both).cipherSuites(other, preferred))) {
            Call call = caller.offer("echo", made -> (RtpPacket packet) -> echoes.incrementAndGet());
            Call echo = callee.answer(Stacks.onTheWire(call.media()), "caller", made -> made::send);
            call.complete(Stacks.onTheWire(echo.media()));
            for (int n = 0; n < 20; n++) {
                call.send(Stacks.packet(160 * n, (byte) n));
                Thread.sleep(5);
            }
            Stacks.await("the echo", () -> echoes.get() == 20);
            assertEquals(Optional.of(call.cipherSuite().orElseThrow()), echo.cipherSuite());
            assertTrue(Set.of(preferred, other).contains(call.cipherSuite().orElseThrow()));
        }
    }

    /** The plug-in has suites and no crypto module: where there are two, which one makes the keys is for the user to say. */
    @Test
    void itsKeysAreMadeByTheChosenProvider() throws Exception {
        Plugins both = Plugins.load(apart());
        VoipStackBuilder undecided = Stacks.builder().plugins(both).cipherSuites("AEAD_ARIA_128_GCM");
        String message = assertThrows(StackConfigurationException.class, undecided::build)
                .getMessage();
        assertTrue(message.contains("2 modules have a crypto module, which the keys' randomness comes from"), message);
        assertTrue(message.contains("cryptoProvider(\"JCE\")"), message);
        assertTrue(message.contains("with cryptoProvider(\"AEAD_ARIA_128_GCM\", \"BCPROV\")"), message);
        try (VoipStack stack = with(both).cipherSuites("AEAD_ARIA_128_GCM").build()) {
            assertEquals("[AEAD_ARIA_128_GCM (BCPROV)]", stack.cipherSuites().toString());
        }
    }

    private static VoipStackBuilder with(Plugins plugins) {
        return Stacks.builder().plugins(plugins).cryptoProvider("BCFIPS").cryptoProvider("AEAD_ARIA_128_GCM", "BCPROV");
    }

    @Test
    void cannotBeInOneLayerWithBcFips() throws Exception {
        Processes.Result result = beside(together(), "suites");
        assertNotEquals(0, result.exitCode(), result.all());
        assertTrue(
                result.all()
                        .matches(
                                "(?s).*Package org\\.bouncycastle\\.\\S+ in both module org\\.bouncycastle\\.\\S+ and module org\\.bouncycastle\\..*"),
                result.all());
    }

    @Test
    void isMissedWithItsReasonWhereItsLibraryIsMissing() throws Exception {
        Path lonely = copy(Project.aria(), Files.createDirectory(folder.resolve("lonely")), "voip-example-aria");
        Processes.Result result = Processes.voip(
                "demo", "--plugins", lonely.toString(), "--suite", "AEAD_ARIA_128_GCM", "--seconds", "1");
        assertEquals(2, result.exitCode(), result.all());
        assertTrue(result.err().contains("it requires org.bouncycastle.provider, which is not present"), result.all());
        assertTrue(result.err().contains("--suite AEAD_ARIA_128_GCM is not present; there is AEAD_AES_"), result.all());
    }

    /** With {@code -p}. */
    private static Processes.Result beside(Path plugins, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "VOIP_PLUGINS=" + plugins));
        command.addAll(Processes.voipCommand(arguments));
        return Processes.run(60, command);
    }

    private Path apart() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("apart"));
        copy(Project.aria(), Files.createDirectory(plugins.resolve("aria")), "");
        copy(Project.bcFips(), Files.createDirectory(plugins.resolve("bcfips")), "");
        return plugins;
    }

    private Path together() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("together"));
        copy(Project.aria(), plugins, "");
        return copy(Project.bcFips(), plugins, "");
    }

    private static Path copy(Path from, Path to, String beginning) throws IOException {
        try (Stream<Path> jars = Files.list(from)) {
            for (Path jar : jars.toList()) {
                if (jar.getFileName().toString().startsWith(beginning)) {
                    Files.copy(jar, to.resolve(jar.getFileName()));
                }
            }
        }
        return to;
    }
}
