package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import voip.api.StackConfigurationException;

/** Which modules are present decides what a stack can do; each deployment is a JVM of its own. */
class DeploymentIT {
    private static final String DEFAULTS = DefaultSuites.of("JCE");

    /** The module path of this test run, by module directory or jar name. */
    private static final List<String> PATH =
            Arrays.asList(System.getProperty("jdk.module.path").split(File.pathSeparator));

    @TempDir
    Path folder;

    @Test
    void apiAndRtpAloneCarryPlainRtp() throws Exception {
        assertEquals("built []", modular(List.of("voip-api", "voip-rtp")));
    }

    @Test
    void apiAloneNamesWhatIsMissing() throws Exception {
        String message = modular(List.of("voip-api"));
        assertTrue(message.contains("no transport is present; add voip.rtp"), message);
        assertTrue(message.contains("no RTP multiplexer is present; add voip.rtp"), message);
    }

    @Test
    void everyProblemIsInOneMessage() throws Exception {
        String message =
                modular(List.of("voip-api", "voip-rtp"), "suites=AES_CM_128_HMAC_SHA1_80", "transport=carrier-pigeon");
        assertTrue(message.startsWith("the stack cannot be built, for 3 reasons:"), message);
        assertTrue(message.contains("transport(\"carrier-pigeon\") is not present; there is udp"), message);
        assertTrue(message.contains("no media security is present; add voip.srtp"), message);
        assertTrue(message.contains("AES_CM_128_HMAC_SHA1_80 is offered by no crypto module"), message);
        assertTrue(message.contains("one on the class path is not seen"), message);
    }

    @Test
    void stunServerNeedsItsModuleAndNothingElseDoes() throws Exception {
        String message = modular(List.of("voip-api", "voip-rtp"), "stun=127.0.0.1");
        assertTrue(
                message.contains(
                        "no address discovery for stunServer() is present; add voip.stun (org.voipstack:voip-stun)"),
                message);
        assertEquals("built []", modular(List.of("voip-api", "voip-rtp", "voip-stun"), "stun=127.0.0.1"));
        assertEquals("built []", classPath(List.of("voip-api", "voip-rtp", "voip-stun"), "stun=127.0.0.1"));
    }

    @Test
    void forgottenCryptoModuleIsNotSilentlyPlainRtp() throws Exception {
        String message = modular(List.of("voip-api", "voip-rtp", "voip-srtp"));
        assertTrue(message.contains("no cipher suite is present; add voip.crypto.jce"), message);
        assertEquals("built []", modular(List.of("voip-api", "voip-rtp", "voip-srtp"), "encryption=NONE"));
    }

    @Test
    void forgottenSrtpModuleIsNotSilentlyPlainRtpEither() throws Exception {
        List<String> withoutSrtp = List.of("voip-api", "voip-rtp", "voip-crypto-jce");
        String message = modular(withoutSrtp);
        assertTrue(
                message.contains("cipher suites are present, but no media security to use them; add voip.srtp"),
                message);
        assertEquals("built []", modular(withoutSrtp, "encryption=NONE"));
    }

    @Test
    void wholeModulePathOffersTheDefaultSuites() throws Exception {
        assertEquals("built " + DEFAULTS, modular(all()));
    }

    @Test
    void unknownProviderIsAnError() throws Exception {
        String message = modular(all(), "provider=BCFIPS");
        assertTrue(message.contains("cryptoProvider(\"BCFIPS\") is not present; there is JCE"), message);
    }

    @Test
    void twoProvidersOfOneSuiteAreAnAmbiguityThatSaysWhatToWrite() throws Exception {
        Path other = OtherSuite.compile(folder, "other.crypto", "OTHER");
        String message = modular(all(), List.of(other.toString()));
        assertTrue(
                message.contains(
                                "AES_CM_128_HMAC_SHA1_80 is offered by JCE (module voip.crypto.jce) and OTHER (module other.crypto); "
                                        + "choose one with cryptoProvider(\"JCE\") or cryptoProvider(\"OTHER\")")
                        || message.contains(
                                "AES_CM_128_HMAC_SHA1_80 is offered by OTHER (module other.crypto) and JCE (module voip.crypto.jce); "
                                        + "choose one with cryptoProvider(\"OTHER\") or cryptoProvider(\"JCE\")"),
                message);
        assertEquals("built " + DEFAULTS, modular(all(), List.of(other.toString()), "provider=JCE"));
    }

    @Test
    void whatNobodyUsesIsNotAmbiguous() throws Exception {
        Path other = OtherSuite.compile(folder, "other.crypto", "OTHER");
        assertEquals("built []", modular(all(), List.of(other.toString()), "encryption=NONE"));
    }

    @Test
    void twoCryptoModulesOfOneProviderAreAnAmbiguity() throws Exception {
        Path other = OtherSuite.compileCryptoModule(folder, "other.random", "JCE");
        String message = modular(all(), List.of(other.toString()));
        assertTrue(message.contains("there are 2 crypto modules JCE"), message);
        assertTrue(message.contains("module other.random"), message);
    }

    @Test
    void brokenSuiteFailsItsSelfCheck() throws Exception {
        Path other = OtherSuite.compile(folder, "other.crypto", "OTHER");
        String message = modular(all(), List.of(other.toString()), "provider=OTHER");
        assertTrue(
                message.contains("AES_CM_128_HMAC_SHA1_80 (OTHER) of module other.crypto fails its self-check"),
                message);
        assertFalse(message.startsWith("built"));
    }

    @Test
    void givenLayerIsSearchedWithItsParents() throws Exception {
        Path other = OtherSuite.compile(folder, "other.crypto", "OTHER");
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(other), ModuleFinder.of(), Set.of("other.crypto"));
        ModuleLayer layer =
                ModuleLayer.boot().defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
        String ambiguity = assertThrows(
                        StackConfigurationException.class,
                        () -> Stacks.builder().layer(layer).build())
                .getMessage();
        assertTrue(ambiguity.contains("OTHER (module other.crypto)"), ambiguity);
        assertTrue(ambiguity.contains("JCE (module voip.crypto.jce)"), ambiguity);
        Stacks.builder().layer(layer).cryptoProvider("JCE").build().close();
        Stacks.builder().build().close();
    }

    /** All but those of bc-fips, which would make a choice necessary. */
    static List<String> all() {
        return List.of("voip-api", "voip-rtp", "voip-srtp", "voip-crypto-jce");
    }

    static String modular(List<String> modules, String... settings) throws Exception {
        return modular(modules, List.of(), settings);
    }

    static String modular(List<String> modules, List<String> more, String... settings) throws Exception {
        return java(modulePath(modules, more), BuildProbe.class, settings);
    }

    /** JVM options for these of our modules, and for other folders and jars. */
    static List<String> modulePath(List<String> modules, List<String> more) {
        List<String> path = paths(modules);
        path.addAll(more);
        return List.of(
                "-p", String.join(File.pathSeparator, path), "--add-modules", "ALL-MODULE-PATH", "-cp", testClasses());
    }

    private static String classPath(List<String> modules, String... settings) throws Exception {
        return java(classPath(modules, List.of()), BuildProbe.class, settings);
    }

    static List<String> classPath(List<String> modules, List<String> more) {
        List<String> path = paths(modules);
        path.addAll(more);
        path.add(testClasses());
        return List.of("-cp", String.join(File.pathSeparator, path));
    }

    /** What the main class prints. */
    static String java(List<String> options, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Project.jdk("java").toString()));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Processes.Result result = Processes.run(60, command);
        assertEquals(0, result.exitCode(), result.all());
        return result.out().strip();
    }

    private static List<String> paths(List<String> modules) {
        List<String> wanted = new ArrayList<>(modules);
        wanted.add("log4j-api");
        Map<Boolean, List<String>> known = PATH.stream()
                .collect(Collectors.partitioningBy(entry -> wanted.stream().anyMatch(entry::contains)
                        && !entry.contains("test-classes")
                        && (!entry.contains("voip-api") || wanted.contains("voip-api"))));
        return new ArrayList<>(known.get(true));
    }

    private static String testClasses() {
        return Project.root().resolve("voip-it/tests/target/test-classes").toString();
    }
}
