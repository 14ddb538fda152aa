package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import voip.api.Call;
import voip.api.RtpPacket;
import voip.api.VoipStack;

/** Two crypto modules, in every way in which they can be present; each deployment is a JVM of its own. */
class ProvidersIT {
    private static final String BUILT_JCE = "built " + DefaultSuites.of("JCE");
    private static final String BUILT_BC = "built " + DefaultSuites.of("BCFIPS");
    private static final List<String> WITHOUT_CRYPTO = List.of("voip-api", "voip-rtp", "voip-srtp");

    @TempDir
    Path folder;

    @Test
    void bcFipsAloneServesFromTheBootLayer() throws Exception {
        assertEquals(BUILT_BC, DeploymentIT.modular(WITHOUT_CRYPTO, BcFips.jars()));
    }

    @Test
    void bcFipsAloneServesFromTheClassPath() throws Exception {
        assertEquals(
                BUILT_BC, DeploymentIT.java(DeploymentIT.classPath(WITHOUT_CRYPTO, BcFips.jars()), BuildProbe.class));
    }

    /** A stack with JCE calls one whose provider is in a layer of its own. */
    @Test
    void bcFipsServesFromAChildLayer() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        try (VoipStack jce = Stacks.started(Stacks.builder());
                VoipStack bcFips =
                        Stacks.started(Stacks.builder().layer(BcFips.LAYER).cryptoProvider("BCFIPS"))) {
            assertEquals(DefaultSuites.of("BCFIPS"), bcFips.cipherSuites().toString());
            Call call = jce.offer("bcFips", made -> (RtpPacket packet) -> heard.incrementAndGet());
            Call echo = bcFips.answer(Stacks.onTheWire(call.media()), "jce", made -> made::send);
            call.complete(Stacks.onTheWire(echo.media()));
            for (int n = 0; n < 50; n++) {
                call.send(Stacks.packet(160 * n, (byte) n));
            }
            Stacks.await("the echo", () -> heard.get() == 50);
            assertEquals(DefaultSuites.FIRST, echo.cipherSuite().orElse("none"));
        }
    }

    @Test
    void bothAndNoneChosenIsAnAmbiguityThatSaysWhatToWrite() throws Exception {
        String message = DeploymentIT.modular(DeploymentIT.all(), BcFips.jars());
        String all = String.join(", ", DefaultSuites.NAMES);
        String jceFirst = all
                + " are offered by JCE (module voip.crypto.jce) and BCFIPS (module voip.crypto.bc); "
                + "choose one with cryptoProvider(\"JCE\") or cryptoProvider(\"BCFIPS\")";
        String bcFirst = all
                + " are offered by BCFIPS (module voip.crypto.bc) and JCE (module voip.crypto.jce); "
                + "choose one with cryptoProvider(\"BCFIPS\") or cryptoProvider(\"JCE\")";
        assertTrue(message.contains(jceFirst) || message.contains(bcFirst), message);
    }

    @Test
    void ofBothTheOneThatIsNamedIsUsed() throws Exception {
        assertEquals(BUILT_JCE, DeploymentIT.modular(DeploymentIT.all(), BcFips.jars(), "provider=JCE"));
    }

    @Test
    void bothAreNoAmbiguityForPlainRtp() throws Exception {
        assertEquals("built []", DeploymentIT.modular(DeploymentIT.all(), BcFips.jars(), "encryption=NONE"));
    }

    @Test
    void unknownProviderIsToldOfBoth() throws Exception {
        String message = DeploymentIT.modular(DeploymentIT.all(), BcFips.jars(), "provider=NSS");
        assertTrue(
                message.contains("cryptoProvider(\"NSS\") is not present; there is JCE, BCFIPS")
                        || message.contains("cryptoProvider(\"NSS\") is not present; there is BCFIPS, JCE"),
                message);
    }

    /** Its self-tests take a second, which nobody waits for who does not use it. */
    @Test
    void nothingOfBcFipsIsLoadedByFindingItsSuites() throws Exception {
        for (List<String> path : List.of(
                DeploymentIT.modulePath(DeploymentIT.all(), BcFips.jars()),
                DeploymentIT.classPath(DeploymentIT.all(), BcFips.jars()))) {
            String found = loading(path, SuitesProbe.class);
            assertTrue(found.contains("AES_CM_128_HMAC_SHA1_80 (BCFIPS)"), found);
            assertTrue(found.endsWith("[]"), found);
            assertFalse(Files.readString(classes()).contains("org.bouncycastle."), "bc-fips was loaded");
            assertEquals(BUILT_BC, loading(path, BuildProbe.class, "provider=BCFIPS"));
            assertTrue(Files.readString(classes()).contains("org.bouncycastle."), "this test would not see it at all");
        }
    }

    private String loading(List<String> path, Class<?> main, String... arguments) throws Exception {
        List<String> options = new ArrayList<>(List.of("-Xlog:class+load:file=" + classes()));
        options.addAll(path);
        return DeploymentIT.java(options, main, arguments);
    }

    private Path classes() {
        return folder.resolve("classes.log");
    }

    /** On the module path the JVM itself says so. */
    @Test
    void bcFipsForgottenOnTheClassPathIsOneClearSentence() throws Exception {
        String message =
                DeploymentIT.java(DeploymentIT.classPath(WITHOUT_CRYPTO, List.of(BcFips.ours())), BuildProbe.class);
        assertTrue(
                message.contains(
                        "AES_CM_128_HMAC_SHA1_80 (BCFIPS) of class voip.crypto.bc.plugin.AesCm128HmacSha1Tag80"),
                message);
        assertTrue(message.contains(" fail their self-check: "), message);
        assertTrue(
                message.contains("bc-fips cannot be used: java.lang.NoClassDefFoundError: org/bouncycastle"), message);
        assertTrue(
                message.contains(
                        "put the jar of bc-fips as it was signed (org.bouncycastle:bc-fips) beside voip-crypto-bc"),
                message);
    }

    @Test
    void aRuntimeThatLacksWhatBcFipsNeedsIsOneClearSentence() throws Exception {
        List<String> options = new ArrayList<>(List.of("--limit-modules", "java.base"));
        options.addAll(DeploymentIT.classPath(WITHOUT_CRYPTO, BcFips.jars()));
        String message = DeploymentIT.java(options, BuildProbe.class);
        assertTrue(
                message.contains("bc-fips cannot be used: java.lang.NoClassDefFoundError: java/util/logging"), message);
        assertTrue(message.contains("; link the image with --add-modules java.naming,java.logging"), message);
    }

    @Test
    void afterAFailedSelfTestBcFipsRefusesAllInWords() throws Exception {
        String told = DeploymentIT.java(DeploymentIT.classPath(WITHOUT_CRYPTO, BcFips.jars()), ErrorStateProbe.class);
        assertEquals(
                Collections.nCopies(
                        9, "bc-fips is in its error state: Module in error status: planted; start the JVM anew"),
                told.lines().toList());
    }

    @Test
    void theKeystreamOfBcFipsIsChosenByAProperty() throws Exception {
        assertEquals(BUILT_BC, withKeystream("ecb", "false", "provider=BCFIPS"));
        String approved = withKeystream("ecb", "true", "fips=true");
        assertTrue(approved.contains("requireFips()"), approved);
        assertTrue(
                approved.contains("the counter mode of AES is one of voip.crypto.bc and not that of bc-fips:"
                        + " leave out -Dvoip.crypto.bc.keystream=ecb"),
                approved);
        assertEquals(BUILT_BC, withKeystream("ctr", "true", "fips=true"));
        String unknown = withKeystream("fast", "false", "provider=BCFIPS");
        assertTrue(unknown.contains("-Dvoip.crypto.bc.keystream=fast is neither ctr, the default, nor ecb"), unknown);
    }

    private static String withKeystream(String keystream, String approvedOnly, String setting) throws Exception {
        List<String> options = new ArrayList<>(List.of(
                "-Dvoip.crypto.bc.keystream=" + keystream, "-Dorg.bouncycastle.fips.approved_only=" + approvedOnly));
        options.addAll(DeploymentIT.classPath(WITHOUT_CRYPTO, BcFips.jars()));
        return DeploymentIT.java(options, BuildProbe.class, setting);
    }

    @Test
    void aProviderWithoutRandomNumbersIsAProblemInWords() throws Exception {
        Path suite = OtherSuite.compileToy(folder, "other.suite", "OTHER");
        Path module = OtherSuite.compileCryptoModule(
                folder, "other.random", "OTHER", "throw new IllegalStateException(\"OTHER has no entropy\");");
        String message = DeploymentIT.modular(
                WITHOUT_CRYPTO, List.of(suite.toString(), module.toString()), "suites=TOY", "provider=OTHER");
        assertEquals("the stack cannot be built: OTHER has no entropy", message);
    }
}
