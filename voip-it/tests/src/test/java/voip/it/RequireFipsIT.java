package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import voip.api.Call;
import voip.api.Encryption;
import voip.api.StackConfigurationException;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.api.srtp.CipherSuites;

/** What {@code requireFips()} lets through, and what it says of the rest. */
class RequireFipsIT {
    private static final String APPROVED_ONLY = "-Dorg.bouncycastle.fips.approved_only=true";
    private static final String TOY = "SuiteSpec.hmacSha1(\"TOY\", \"APPROVING\", 16, 4)";
    private static final String APPROVING = OtherSuite.cryptoModule("APPROVING", "Approval.of(\"toy 1.0\")");

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void make() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    @Test
    void theJdkAloneIsToldWhatToAdd() {
        String message = refusal(Stacks.builder().requireFips());
        assertTrue(
                message.endsWith("requireFips(): no cipher suite is in an approved mode; JCE (module voip.crypto.jce): "
                        + approvalOfJce() + "; add voip.crypto.bc (org.voipstack:voip-crypto-bc) and the signed jar of"
                        + " bc-fips, in a folder given with -p or plugins(...)"),
                message);
    }

    private static String approvalOfJce() {
        return CipherSuites.discover()
                .module("JCE")
                .orElseThrow()
                .approval()
                .obstacle()
                .orElseThrow();
    }

    /** Without a choice of provider: the other one's suites are left out, and so no ambiguity. */
    @Test
    void bcFipsInApprovedOnlyModeIsTakenAndTheJdkLeftOut() throws Exception {
        String told = probe(List.of(APPROVED_ONLY), "fips=", "plugins=" + Project.bcFips());
        assertTrue(told.startsWith("built " + DefaultSuites.of("BCFIPS")), told);
        assertTrue(told.contains("FipsStatus[approved=true, implementations=[bc-fips "), told);
        assertTrue(told.contains("obstacles=[], leftOut=[JCE (module voip.crypto.jce): "), told);
    }

    @Test
    void bcFipsInItsOrdinaryModeIsToldWhichFlagToSet() throws Exception {
        String told = probe(List.of(), "fips=", "plugins=" + Project.bcFips());
        assertTrue(told.startsWith("the stack cannot be built: requireFips(): no cipher suite"), told);
        assertTrue(told.contains("BCFIPS (module voip.crypto.bc): "), told);
        assertTrue(told.contains(APPROVED_ONLY), told);
    }

    /** A keystream of our own over its block cipher is not its counter mode. */
    @Test
    void aKeystreamOfOursIsRefused() throws Exception {
        String told =
                probe(List.of(APPROVED_ONLY, "-Dvoip.crypto.bc.keystream=ecb"), "fips=", "plugins=" + Project.bcFips());
        assertTrue(told.startsWith("the stack cannot be built: requireFips(): "), told);
        assertTrue(told.contains("voip.crypto.bc.keystream"), told);
    }

    @Test
    void aModuleThatSaysThatItIsApprovedIsBelieved() throws Exception {
        Files.move(
                OtherSuite.compileToy(folder, "toy.approving", TOY, Map.of("CryptoModule", APPROVING)),
                plugins.resolve("toy"));
        try (VoipStack stack = Stacks.started(builder().cipherSuites("TOY"))) {
            assertTrue(stack.fips().approved(), stack.fips().toString());
            assertEquals(List.of("toy 1.0"), stack.fips().implementations());
        }
    }

    /** What a suite says of itself counts for nothing. */
    @Test
    void aSuiteOfAnotherModuleUnderTheSameNameIsNotBelieved() throws Exception {
        Files.move(
                OtherSuite.compile(folder, "toy.approving", Map.of("CryptoModule", APPROVING)),
                plugins.resolve("approving"));
        Files.move(OtherSuite.compileToy(folder, "toy.lying", TOY, Map.of()), plugins.resolve("lying"));
        String message = refusal(builder().cipherSuites("TOY"));
        assertTrue(
                message.contains("TOY of APPROVING (module toy.lying): it does not come from where the crypto module"
                        + " APPROVING does, module toy.approving"),
                message);
    }

    @Test
    void aNamedSuiteThatIsNotApprovedIsAProblemAndSaysSo() throws Exception {
        Files.move(
                OtherSuite.compileToy(folder, "toy.approving", TOY, Map.of("CryptoModule", APPROVING)),
                plugins.resolve("toy"));
        String message = refusal(builder().cipherSuites("TOY", "AEAD_AES_128_GCM"));
        assertTrue(
                message.contains("AEAD_AES_128_GCM is left out by requireFips(): JCE (module voip.crypto.jce): "),
                message);
        assertTrue(message.contains("; leave that suite out, or requireFips()"), message);
    }

    @Test
    void aProviderWithoutACryptoModuleCannotSayThatItIsApproved() throws Exception {
        Files.move(OtherSuite.compileToy(folder, "toy.plain", "PLAIN"), plugins.resolve("plain"));
        assertTrue(refusal(builder().cryptoProvider("PLAIN"))
                .contains("PLAIN has no crypto module, which alone could say that it is approved"));
    }

    /** Whose random numbers make the keys is nobody's guess: a stack of two providers is told to choose. */
    @Test
    void twoProvidersWithoutAChoiceAreAnAmbiguityOfTheKeys() throws Exception {
        Files.move(
                OtherSuite.compileToy(folder, "toy.approving", TOY, Map.of("CryptoModule", APPROVING)),
                plugins.resolve("toy"));
        VoipStackBuilder both = Stacks.builder().plugins(plugins).cipherSuites("TOY", "AEAD_AES_128_GCM");
        String message = refusal(both);
        assertTrue(message.contains("2 modules have a crypto module, which the keys' randomness comes from"), message);
        assertTrue(
                message.contains("choose one with cryptoProvider(\"APPROVING\") or cryptoProvider(\"JCE\")"), message);
        both.cryptoProvider("JCE").cryptoProvider("TOY", "APPROVING").build().close();
    }

    /** A provider that was chosen for other suites makes no keys for approved ones. */
    @Test
    void theRandomNumbersOfKeysAreOfAnApprovedModuleToo() throws Exception {
        Files.move(
                OtherSuite.compileToy(folder, "toy.approving", TOY, Map.of("CryptoModule", APPROVING)),
                plugins.resolve("toy"));
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (VoipStack stack = Stacks.started(builder()
                    .cryptoProvider("JCE")
                    .cryptoProvider("TOY", "APPROVING")
                    .cipherSuites("TOY"))) {
                assertTrue(stack.fips().approved(), stack.fips().toString());
                Call call = stack.offer("bob", made -> packet -> {});
                keys.add(call.media().crypto().get(0));
            }
        }
        assertEquals(keys.get(0), keys.get(1), "the toy's generator has a seed, that of the JDK has none");
    }

    @Test
    void approvedSuitesUnderTheKeysOfAnotherModuleAreNotApproved() throws Exception {
        Files.move(
                OtherSuite.compileToy(folder, "toy.approving", TOY, Map.of("CryptoModule", APPROVING)),
                plugins.resolve("toy"));
        try (VoipStack stack = Stacks.builder()
                .plugins(plugins)
                .cryptoProvider("JCE")
                .cryptoProvider("TOY", "APPROVING")
                .cipherSuites("TOY")
                .build()) {
            assertEquals(
                    List.of("the random numbers of keys are of JCE (module voip.crypto.jce): " + approvalOfJce()),
                    stack.fips().obstacles());
        }
    }

    @Test
    void aCryptoModuleThatFailsIsNotApproved() throws Exception {
        String failing = OtherSuite.cryptoModule("APPROVING", "fail()")
                + "private static Approval fail() { throw new IllegalStateException(\"as it likes\"); }";
        Files.move(
                OtherSuite.compileToy(folder, "toy.failing", TOY, Map.of("CryptoModule", failing)),
                plugins.resolve("toy"));
        assertTrue(refusal(builder().cryptoProvider("APPROVING")).contains("its crypto module failed with"));
    }

    @Test
    void plainRtpCannotBeApproved() {
        assertTrue(refusal(Stacks.builder().requireFips().encryption(Encryption.NONE))
                .contains("encryption(NONE) contradicts cipherSuites(), cryptoProvider() and requireFips()"));
        try (VoipStack stack = Stacks.builder().encryption(Encryption.NONE).build()) {
            assertEquals(List.of("calls are not encrypted"), stack.fips().obstacles());
        }
    }

    /** For those without a stack. */
    @Test
    void suitesAloneAreChosenTheSameWay() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> CipherSuites.discover().provider("JCE").requireFips());
        assertThrows(IllegalStateException.class, () -> CipherSuites.discover().requireFips());
    }

    private VoipStackBuilder builder() {
        return Stacks.builder().plugins(plugins).requireFips();
    }

    private static String refusal(VoipStackBuilder builder) {
        return assertThrows(StackConfigurationException.class, builder::build).getMessage();
    }

    private static String probe(List<String> flags, String... settings) throws Exception {
        List<String> options = new ArrayList<>(flags);
        options.addAll(DeploymentIT.modulePath(DeploymentIT.all(), List.of()));
        return DeploymentIT.java(options, BuildProbe.class, settings);
    }
}
