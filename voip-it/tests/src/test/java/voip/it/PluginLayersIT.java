package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import voip.api.Call;
import voip.api.Plugin;
import voip.api.Plugins;
import voip.api.StackConfigurationException;
import voip.api.VoipStack;
import voip.api.srtp.CipherSuites;

/** Strangers' modules, each in a layer of its own above the application's. */
class PluginLayersIT {
    private static final String GOOD = "SuiteSpec.hmacSha1(\"TOY\", \"GOOD\", 16, 4)";

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void make() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    @Test
    void eachHasALayerOfItsOwn() throws Exception {
        OtherSuite.compileToy(folder, "toy.one", "ONE");
        OtherSuite.compileToy(folder, "toy.two", "TWO");
        Files.move(folder.resolve("toy.one"), plugins.resolve("one"));
        jar("toy.two", plugins.resolve("two.jar"));
        Plugins loaded = Plugins.load(plugins);
        List<Module> modules = loaded.list().stream()
                .map(plugin -> plugin.module().orElseThrow())
                .toList();
        assertEquals(
                List.of("toy.one", "toy.two"),
                modules.stream().map(Module::getName).toList());
        assertNotSame(modules.get(0).getLayer(), modules.get(1).getLayer());
        assertNotSame(ModuleLayer.boot(), modules.get(0).getLayer());
        CipherSuites suites = CipherSuites.discover().plugins(loaded);
        String ambiguity = assertThrows(IllegalArgumentException.class, () -> suites.suite("TOY"))
                .getMessage();
        assertEquals(
                "TOY is offered by ONE (module toy.one) and TWO (module toy.two); choose one with provider(\"ONE\")"
                        + " or provider(\"TWO\")",
                ambiguity);
        assertSame(
                modules.get(1),
                suites.provider("TOY", "TWO").suite("TOY").getClass().getModule());
        assertEquals(
                "JCE",
                suites.provider("TOY", "TWO").suite("AEAD_AES_128_GCM").spec().provider());
    }

    @Test
    void aCallIsHeldByASuiteOfAPlugin() throws Exception {
        Files.move(OtherSuite.compileToy(folder, "toy.one", "ONE"), plugins.resolve("one"));
        try (VoipStack a = Stacks.started(Stacks.builder().plugins(plugins).cipherSuites("TOY"));
                VoipStack b = Stacks.started(
                        Stacks.builder().plugins(Plugins.load(plugins)).cipherSuites("TOY"))) {
            assertEquals(
                    List.of("toy.one"), a.plugins().stream().map(Plugin::name).toList());
            Call call = a.offer("b", made -> packet -> {});
            Call answer = b.answer(Stacks.onTheWire(call.media()), "a", made -> made::send);
            call.complete(Stacks.onTheWire(answer.media()));
            call.send(Stacks.packet(0, (byte) 1));
            Stacks.await("the echo", () -> call.statistics().packetsReceived() == 1);
            assertEquals(Optional.of("TOY"), call.cipherSuite());
        }
    }

    /** Which says of it, until it is made, no more than that it is one of voip.api's suites. */
    @Test
    void aSuiteThatAProviderMethodMakesIsFoundOnce() throws Exception {
        Files.move(
                OtherSuite.compile(folder, "toy.made", Map.of("SrtpCipherSuite", """
                        public static SrtpCipherSuite provider() { return new StrangeSrtpCipherSuite(); }
                        public SuiteSpec spec() { return %s; }
                        public void derive(MasterKey master, int label, long index, byte[] out) {}
                        public SrtpCipher open(byte[] key, byte[] authKey) { return null; }
                        """.formatted(GOOD))),
                plugins.resolve("made"));
        Files.move(OtherSuite.compileToy(folder, "toy.one", "ONE"), plugins.resolve("one"));
        CipherSuites suites = CipherSuites.discover().plugins(Plugins.load(plugins));
        assertEquals(
                "toy.made",
                suites.provider("GOOD").suite("TOY").getClass().getModule().getName());
    }

    /** In the boot layer, two versions of one library would keep the JVM from starting. */
    @Test
    void twoVersionsOfOneLibraryDoNotMeet() throws Exception {
        for (String version : List.of("FIRST", "SECOND")) {
            Path own = Files.createDirectory(plugins.resolve(version));
            Path work = Files.createDirectory(folder.resolve(version));
            Path sources = Files.createDirectories(work.resolve("src"));
            Path library = Compilation.compile(
                    own.resolve("library"),
                    List.of(
                            Files.writeString(
                                    sources.resolve("module-info.java"), "module library { exports library; }"),
                            Files.writeString(
                                    sources.resolve("Version.java"),
                                    "package library; public class Version { public static String name() { return \""
                                            + version + "\"; } }")));
            Path plugin = Compilation.compile(
                    own.resolve("plugin"),
                    List.of(
                            Files.writeString(
                                    Files.createDirectories(sources.resolve("plugin"))
                                            .resolve("module-info.java"),
                                    "module user." + version + " { requires voip.api; requires library;"
                                            + " provides voip.api.srtp.CryptoModule with user.Provider; }"),
                            Files.writeString(
                                    sources.resolve("plugin/Provider.java"),
                                    "package user; import voip.api.srtp.*; public class Provider implements CryptoModule {"
                                            + OtherSuite.cryptoModule("X", "null")
                                                    .replace("\"X\"", "library.Version.name()")
                                            + "}")),
                    "--module-path",
                    System.getProperty("jdk.module.path") + File.pathSeparator + library);
            assertTrue(Files.exists(plugin));
        }
        CipherSuites suites = CipherSuites.discover().plugins(Plugins.load(plugins));
        assertTrue(suites.module("FIRST").isPresent(), suites.plugins().toString());
        assertTrue(suites.module("SECOND").isPresent(), suites.plugins().toString());
    }

    @Test
    void brokenOnesAreReportedAndStopNothing() throws Exception {
        Files.move(OtherSuite.compileToy(folder, "toy.good", GOOD, Map.of()), plugins.resolve("good"));
        Files.writeString(plugins.resolve("garbage.jar"), "no jar at all");
        Files.move(newer(OtherSuite.compileToy(folder, "toy.newer", "NEWER")), plugins.resolve("newer"));
        OtherSuite.compileToy(folder, "toy.twice", "TWICE");
        jar("toy.twice", plugins.resolve("twice-1.jar"));
        jar("toy.twice", plugins.resolve("twice-2.jar"));
        Files.move(OtherSuite.compileToy(folder, "toy.nameless", "null", Map.of()), plugins.resolve("nameless"));
        Files.move(
                OtherSuite.compile(
                        folder,
                        "toy.throwing",
                        Map.of(
                                "CryptoModule",
                                """
                        public Strange%s() { throw new IllegalStateException("as it likes"); }
                        """.formatted("CryptoModule") + OtherSuite.cryptoModule("THROWING", "null"))),
                plugins.resolve("throwing"));
        Files.move(needy(), plugins.resolve("needy"));
        try (VoipStack stack =
                Stacks.started(Stacks.builder().plugins(plugins).cipherSuites("TOY", "AEAD_AES_128_GCM"))) {
            assertEquals(
                    "[TOY (GOOD), AEAD_AES_128_GCM (JCE)]", stack.cipherSuites().toString());
            Map<String, String> problems = stack.plugins().stream()
                    .filter(plugin -> plugin.problem().isPresent())
                    .collect(Collectors.toMap(
                            plugin -> plugin.path().getFileName().toString(),
                            plugin -> plugin.problem().orElseThrow()));
            assertEquals(
                    Set.of("garbage.jar", "newer", "twice-2.jar", "nameless", "throwing", "needy"), problems.keySet());
            assertContains(problems.get("garbage.jar"), "it is no module: ");
            assertContains(problems.get("newer"), "it is no module: ", "Unsupported major.minor version 99");
            assertContains(problems.get("twice-2.jar"), "the module is in twice-1.jar too; remove one of them");
            assertContains(problems.get("nameless"), "StrangeSrtpCipherSuite of module toy.nameless fails in spec(): ");
            assertContains(problems.get("throwing"), "cannot be loaded", "as it likes");
            assertEquals(
                    "it requires absent.library, which is not present; put absent.library beside needy",
                    problems.get("needy"));
        }
    }

    /** A plug-in's layer finds what the application's has, too. */
    @Test
    void whatIsBrokenInTheApplicationIsNoProblemOfPlugins() throws Exception {
        Path application = Files.createDirectory(folder.resolve("application"));
        Files.move(OtherSuite.compileCryptoModule(folder, "own.crypto", "OWN"), application.resolve("own.crypto"));
        newerClass(application.resolve("own.crypto/own/crypto/plugin/StrangeCryptoModule.class"));
        Files.move(OtherSuite.compileToy(folder, "toy.one", "ONE"), plugins.resolve("one"));
        ModuleLayer boot = ModuleLayer.boot();
        ModuleLayer layer = boot.defineModulesWithOneLoader(
                boot.configuration()
                        .resolveAndBind(ModuleFinder.of(), ModuleFinder.of(application), Set.of("own.crypto")),
                ClassLoader.getSystemClassLoader());
        CipherSuites suites = CipherSuites.discover(layer).plugins(Plugins.load(plugins, layer));
        assertEquals(
                List.of(Optional.empty()),
                suites.plugins().stream().map(Plugin::problem).toList());
        assertEquals(1, suites.problems().size(), suites.problems().toString());
        assertContains(
                suites.problems().get(0),
                "own.crypto.plugin.StrangeCryptoModule",
                "class file version 99",
                "mend or remove its module");
    }

    @Test
    void whoeverNeedsABrokenOneIsToldWhyItIsNotThere() throws Exception {
        Files.writeString(plugins.resolve("garbage.jar"), "no jar at all");
        String message = refusal("cipherSuites", "TOY");
        assertContains(
                message, "TOY is offered by no crypto module; there is ", "; plug-in garbage.jar", "it is no module");
    }

    /** Of whatever is missed: the reason may be there. */
    @Test
    void whoeverFindsNothingIsToldOfBrokenOnesToo() throws Exception {
        Files.writeString(plugins.resolve("garbage.jar"), "no jar at all");
        for (String setting : List.of("fips=", "provider=BCFIPS", "none=")) {
            String told = DeploymentIT.java(
                    DeploymentIT.modulePath(List.of("voip-api", "voip-rtp", "voip-srtp"), List.of()),
                    BuildProbe.class,
                    setting.equals("none=") ? "plugins=" + plugins : setting,
                    "plugins=" + plugins);
            assertContains(told, "the stack cannot be built", "; plug-in garbage.jar");
        }
    }

    @Test
    void aSuiteThatFailsItsCheckIsTheProblemOfThoseWhoNameIt() throws Exception {
        Files.move(OtherSuite.compile(folder, "other.crypto", "OTHER"), plugins.resolve("other"));
        String message = refusal("provider", "OTHER");
        assertContains(message, "AES_CM_128_HMAC_SHA1_80 (OTHER) of module other.crypto fails its self-check: ");
        Stacks.builder().plugins(plugins).cryptoProvider("JCE").build().close();
    }

    @Test
    void twoPluginsOfOneProviderAreAnAmbiguityThatNoChoiceSolves() throws Exception {
        Files.move(OtherSuite.compileToy(folder, "toy.one", "SAME"), plugins.resolve("one"));
        Files.move(OtherSuite.compileToy(folder, "toy.two", "SAME"), plugins.resolve("two"));
        assertContains(
                refusal("cipherSuites", "TOY"),
                "TOY is offered 2 times under the provider name SAME, by module toy.one and module toy.two;"
                        + " leave all but one of them out, or rename its provider");
    }

    @Test
    void aModuleOfTheApplicationIsNotLoadedAgain() {
        Path classes = Project.root().resolve("voip-crypto-jce/target/classes");
        Plugin plugin = Plugins.load(classes).list().get(0);
        assertEquals("voip.crypto.jce", plugin.name());
        assertEquals(
                Optional.of("a module of that name is among the application's already; remove one of them"),
                plugin.problem());
    }

    @Test
    void whatIsNotThereIsAProblemAndWhatHoldsNoPluginIsToldOf() throws Exception {
        Path none = folder.resolve("none");
        assertContains(
                assertThrows(
                                StackConfigurationException.class,
                                () -> Stacks.builder().plugins(none).build())
                        .getMessage(),
                "plugins(" + none + "): there is no such jar or folder");
        assertContains(Plugins.load(plugins).list().toString(), "no module in it provides a service of voip.api");
    }

    @Test
    void onTheClassPathThereAreNoPlugins() throws Exception {
        Files.move(OtherSuite.compileToy(folder, "toy.one", "ONE"), plugins.resolve("one"));
        String told = DeploymentIT.java(
                DeploymentIT.classPath(DeploymentIT.all(), List.of()), BuildProbe.class, "plugins=" + plugins);
        assertContains(told, "built ", "voip.api is on the class path, and plug-ins are modules");
    }

    /** bc-fips needs two modules of the JDK that an image does not have by itself. */
    @Test
    void aModuleOfTheJdkThatWasNotStartedIsToldHowToStart() throws Exception {
        List<String> options = new ArrayList<>(
                List.of("--limit-modules", "java.logging,voip.rtp,voip.srtp,voip.crypto.jce,org.apache.logging.log4j"));
        options.addAll(DeploymentIT.modulePath(DeploymentIT.all(), List.of()));
        String told = DeploymentIT.java(options, BuildProbe.class, "plugins=" + Project.bcFips());
        assertContains(
                told,
                "built ",
                "plug-in voip.crypto.bc",
                "it requires java.naming, which is not present; start java with --add-modules java.naming");
    }

    @Test
    void bcFipsServesAsAPluginBesideTheApplicationsJce() throws Exception {
        Plugins loaded = Plugins.load(Project.bcFips());
        assertEquals(Set.of("voip.crypto.bc"), names(loaded));
        try (VoipStack stack = Stacks.started(Stacks.builder()
                .plugins(loaded)
                .cryptoProvider("AEAD_AES_128_GCM", "BCFIPS")
                .cryptoProvider("JCE"))) {
            assertEquals(
                    DefaultSuites.of("JCE").replace("AEAD_AES_128_GCM (JCE)", "AEAD_AES_128_GCM (BCFIPS)"),
                    stack.cipherSuites().toString());
        }
    }

    private String refusal(String setting, String value) {
        return assertThrows(StackConfigurationException.class, () -> {
                    if (setting.equals("provider")) {
                        Stacks.builder().plugins(plugins).cryptoProvider(value).build();
                    } else {
                        Stacks.builder().plugins(plugins).cipherSuites(value).build();
                    }
                })
                .getMessage();
    }

    private static Set<String> names(Plugins loaded) {
        return loaded.list().stream().map(Plugin::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertContains(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), text);
        }
    }

    private void jar(String module, Path jar) throws Exception {
        Processes.Result result = Processes.run(
                60,
                Project.jdk("jar").toString(),
                "--create",
                "--file",
                jar.toString(),
                "-C",
                folder.resolve(module).toString(),
                ".");
        assertEquals(0, result.exitCode(), result.all());
    }

    /** As if it were compiled for a Java that is yet to come. */
    private static Path newer(Path module) throws IOException {
        newerClass(module.resolve("module-info.class"));
        return module;
    }

    private static void newerClass(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = 99; // the class file's major version
        Files.write(file, bytes);
    }

    /** A plug-in whose library is not beside it. */
    private Path needy() throws IOException {
        Path library = OtherSuite.compile(folder, "absent.library", Map.of());
        Path sources = Files.createDirectories(folder.resolve("src-needy"));
        return Compilation.compile(
                folder.resolve("needy"),
                List.of(
                        Files.writeString(
                                sources.resolve("module-info.java"),
                                "module needy { requires voip.api; requires absent.library;"
                                        + " provides voip.api.srtp.CryptoModule with needy.Provider; }"),
                        Files.writeString(
                                sources.resolve("Provider.java"),
                                "package needy; import voip.api.srtp.*; public class Provider implements CryptoModule {"
                                        + OtherSuite.cryptoModule("NEEDY", "null") + "}")),
                "--module-path",
                System.getProperty("jdk.module.path") + File.pathSeparator + library);
    }
}
