package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An image without any crypto module, and the folder of plug-ins that brings it one. */
class BcFipsImageIT {
    private static final String PLUGINS = "VOIP_PLUGINS=" + Project.bcFips();

    @TempDir
    private static Path folder;

    @Test
    void hasNoCryptographyOfItsOwn() throws Exception {
        Path image = FipsImage.shared();
        String modules = Processes.run(60, image.resolve("bin/java").toString(), "--list-modules")
                .out();
        assertTrue(modules.contains("voip.srtp"), modules);
        assertFalse(modules.contains("voip.crypto") || modules.contains("bouncycastle"), modules);
        Processes.Result demo = Processes.run(60, image.resolve("bin/voip").toString(), "demo");
        assertEquals(1, demo.exitCode(), demo.all());
        assertTrue(demo.err().contains("no cipher suite is present"), demo.err());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void demoHoldsASecureCallInApprovedOnlyModeOrNot(boolean approvedOnly) throws Exception {
        Processes.Result result = FipsImage.voip(
                Project.bcFips(),
                List.of("-Dorg.bouncycastle.fips.approved_only=" + approvedOnly),
                "demo",
                "--provider",
                "BCFIPS",
                "--seconds",
                "1",
                "--verbose",
                "--json");
        assertEquals(0, result.exitCode(), result.all());
        assertEquals(
                List.of("INFO voip.crypto.bc.plugin.LoadLog: approvedOnly=\"" + approvedOnly
                        + "\" event=\"bcfips_loaded\" version=\"" + version() + "\""),
                result.err()
                        .lines()
                        .filter(line -> line.contains("bcfips_loaded"))
                        .toList());
        Map<String, Object> told = Json.object(result.out());
        for (String party : List.of("A", "B")) {
            Map<?, ?> facts = (Map<?, ?>) told.get(party);
            assertEquals("BCFIPS", facts.get("provider"));
            assertEquals(approvedOnly, facts.get("fips"));
            assertEquals(DefaultSuites.FIRST, facts.get("suite"));
            assertEquals(50.0, facts.get("packetsReceived"));
            assertEquals(true, facts.get("audioEqual"));
        }
    }

    /** Of the jar, by its name. */
    private static String version() {
        return BcFips.jars().stream()
                .map(jar -> jar.replaceAll(".*/bc-fips-(.*)\\.jar", "$1"))
                .filter(version -> version.matches("[0-9.]+"))
                .findFirst()
                .orElseThrow();
    }

    /** As it was published: signed, and not linked. */
    @Test
    void bcFipsIsStillSigned() throws Exception {
        try (JarFile jar = new JarFile(BcFips.signed(), true)) {
            JarEntry provider = jar.getJarEntry("org/bouncycastle/jcajce/provider/BouncyCastleFipsProvider.class");
            try (InputStream content = jar.getInputStream(provider)) {
                content.readAllBytes();
            }
            assertNotNull(provider.getCodeSigners());
        }
    }

    @Test
    void theWholeImageRunsBothProvidersBesideEachOther() throws Exception {
        String voip = Project.voip().toString();
        Processes.Result suites = Processes.run(120, "env", PLUGINS, voip, "suites");
        assertEquals(0, suites.exitCode(), suites.all());
        List<String> rows = suites.out()
                .lines()
                .skip(1)
                .map(line -> line.replaceAll(" +", " "))
                .toList();
        assertEquals(
                List.of(
                        "AEAD_AES_128_GCM BCFIPS voip.crypto.bc 128 by default passed",
                        "AEAD_AES_128_GCM JCE voip.crypto.jce 128 by default passed",
                        "AEAD_AES_256_GCM BCFIPS voip.crypto.bc 256 by default passed",
                        "AEAD_AES_256_GCM JCE voip.crypto.jce 256 by default passed",
                        "AES_192_CM_HMAC_SHA1_32 BCFIPS voip.crypto.bc 192 when named passed",
                        "AES_192_CM_HMAC_SHA1_32 JCE voip.crypto.jce 192 when named passed",
                        "AES_192_CM_HMAC_SHA1_80 BCFIPS voip.crypto.bc 192 when named passed",
                        "AES_192_CM_HMAC_SHA1_80 JCE voip.crypto.jce 192 when named passed",
                        "AES_256_CM_HMAC_SHA1_32 BCFIPS voip.crypto.bc 256 by default passed",
                        "AES_256_CM_HMAC_SHA1_32 JCE voip.crypto.jce 256 by default passed",
                        "AES_256_CM_HMAC_SHA1_80 BCFIPS voip.crypto.bc 256 by default passed",
                        "AES_256_CM_HMAC_SHA1_80 JCE voip.crypto.jce 256 by default passed",
                        "AES_CM_128_HMAC_SHA1_32 BCFIPS voip.crypto.bc 128 by default passed",
                        "AES_CM_128_HMAC_SHA1_32 JCE voip.crypto.jce 128 by default passed",
                        "AES_CM_128_HMAC_SHA1_80 BCFIPS voip.crypto.bc 128 by default passed",
                        "AES_CM_128_HMAC_SHA1_80 JCE voip.crypto.jce 128 by default passed",
                        "NULL_HMAC_SHA1_32 BCFIPS voip.crypto.bc 128 when named passed",
                        "NULL_HMAC_SHA1_32 JCE voip.crypto.jce 128 when named passed",
                        "NULL_HMAC_SHA1_80 BCFIPS voip.crypto.bc 128 when named passed",
                        "NULL_HMAC_SHA1_80 JCE voip.crypto.jce 128 when named passed"),
                rows);
        Processes.Result demo = Processes.run(120, "env", PLUGINS, voip, "demo", "--seconds", "1");
        assertEquals(1, demo.exitCode(), demo.all());
        assertTrue(demo.err().contains("AEAD_AES_128_GCM, ") && demo.err().contains(" are offered by "), demo.err());
        assertTrue(demo.err().contains("; choose one with --provider "), demo.err());
    }

    @ParameterizedTest
    @CsvSource({"JCE, 0", "BCFIPS, 0", ", 1"})
    void everyCommandThatEncryptsLetsTheProviderBeChosen(String provider, int exitCode) throws Exception {
        Path offer = Files.writeString(
                folder.resolve("offer.sdp"),
                StreamKey.sdp(Peers.freePair(), Codec.PCMU, StreamKey.random(StreamKey.TAG_80)));
        List<String> command = new ArrayList<>(
                List.of("env", PLUGINS, Project.voip().toString(), "answer", "--offer", offer.toString(), "--answer"));
        command.addAll(List.of(folder.resolve("answer.sdp").toString(), "--bind", "127.0.0.1:0", "--seconds", "1"));
        if (provider != null) {
            command.addAll(List.of("--provider", provider));
        }
        Processes.Result answer = Processes.run(120, command);
        assertEquals(exitCode, answer.exitCode(), answer.all());
        assertEquals(exitCode != 0, answer.err().contains("choose one with --provider "), answer.all());
    }
}
