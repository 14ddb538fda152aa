package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wrong with a deployment on bc-fips: nothing is encrypted then, and one line says what to do. */
@Execution(CONCURRENT)
class FipsFailureIT {
    private static final String OF_SIGNATURE = "META-INF/.*\\.(SF|RSA)";

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void copyPlugins() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        for (String jar : BcFips.jars()) {
            Files.copy(Path.of(jar), plugins.resolve(Path.of(jar).getFileName()));
        }
    }

    /** Of a class that no call uses: the whole jar counts. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJarWithOneBitChangedIsRefused(boolean signatureKept) throws Exception {
        try (JarFile original = new JarFile(BcFips.signed())) {
            repack(original, "org/bouncycastle/crypto/fips/FipsDSA.class", signatureKept);
        }
        Processes.Result demo = demo();
        assertRefused(demo);
        assertTrue(demo.err().contains("Module checksum failed"), demo.err());
        assertTrue(demo.err().contains("as it was signed"), demo.err());
    }

    /** The JVM does not insist on the signature, and bc-fips looks at its classes alone: hence the advice of docs/fips.md. */
    @Test
    void aJarWithoutItsSignatureIsNotNoticed() throws Exception {
        try (JarFile original = new JarFile(BcFips.signed())) {
            repack(original, "none", false);
        }
        Processes.Result demo = demo();
        assertEquals(0, demo.exitCode(), demo.all());
    }

    @Test
    void withoutApprovedOnlyModeThereIsNoCall() throws Exception {
        Processes.Result demo = FipsImage.voip(plugins, List.of(), "demo", "--fips");
        assertRefused(demo);
        assertTrue(demo.err().contains("start the JVM with " + FipsImage.APPROVED_ONLY), demo.err());
    }

    @Test
    void aCounterModeOfOursIsNotApproved() throws Exception {
        Processes.Result demo = demo("-Dvoip.crypto.bc.keystream=ecb");
        assertRefused(demo);
        assertTrue(demo.err().contains("leave out -Dvoip.crypto.bc.keystream=ecb"), demo.err());
    }

    /** The JVM's own words, before any of ours could run. */
    @Test
    void anImageWithoutJavaNamingDoesNotStart() throws Exception {
        Path image = FipsImage.link(folder.resolve("image"), "java.logging");
        Processes.Result demo =
                FipsImage.voip(image, plugins, List.of(FipsImage.APPROVED_ONLY), "demo", "--seconds", "1");
        assertEquals(1, demo.exitCode(), demo.all());
        assertTrue(
                demo.all().contains("Module java.naming not found, required by org.bouncycastle.fips.core"),
                demo.all());
        Processes.Result apart = Processes.run(
                120, image.resolve("bin/voip").toString(), "demo", "--plugins", plugins.toString(), "--seconds", "1");
        assertEquals(1, apart.exitCode(), apart.all());
        assertTrue(apart.err().contains("it requires java.naming, which is not present"), apart.err());
        assertTrue(apart.err().contains("link the image with --add-modules java.naming"), apart.err());
    }

    @Test
    void twoVersionsOfBcFipsDoNotStart() throws Exception {
        Files.copy(Path.of(BcFips.signed()), plugins.resolve("bc-fips-0.jar"));
        Processes.Result demo = demo();
        assertEquals(1, demo.exitCode(), demo.all());
        assertTrue(demo.all().contains("Two versions of module org.bouncycastle.fips.core found in"), demo.all());
    }

    @Test
    void aTemporaryFolderWithoutExecutionHasAWayOut() throws Exception {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        assumeTrue(mounted(tmp), "a file system can be mounted by root only");
        try {
            String there = "-Djava.io.tmpdir=" + tmp;
            Processes.Result refused = demo(there);
            assertRefused(refused);
            assertTrue(refused.err().contains("-Dorg.bouncycastle.native.cpu_variant=java"), refused.err());
            Processes.Result held = demo(there, "-Dorg.bouncycastle.native.cpu_variant=java");
            assertEquals(0, held.exitCode(), held.all());
        } finally {
            Processes.run(20, "umount", tmp.toString());
        }
    }

    private static boolean mounted(Path on) throws InterruptedException {
        try {
            return Processes.run(20, "mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", on.toString())
                            .exitCode()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** As docs/fips.md says of the vectors, which are no secret, and of nothing else. */
    @Test
    void vectorsAreLoggedAtFineAndKeysNever() throws Exception {
        Path logging = Files.writeString(folder.resolve("logging.properties"), """
                handlers = java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level = ALL
                org.bouncycastle.level = ALL
                """);
        Processes.Result demo = demo("-Djava.util.logging.config.file=" + logging);
        assertEquals(0, demo.exitCode(), demo.all());
        List<String> told = demo.err()
                .lines()
                .filter(line -> line.matches("[A-Z]+ org\\.bouncycastle\\..*"))
                .map(line -> line.replaceAll(".*Passed in GCM nonce detected: [0-9a-f]{24}", "a vector"))
                .filter(line -> !line.matches(".*(Loader|NativeLoader|DisposalDaemon).*"))
                .distinct()
                .toList();
        assertEquals(List.of("a vector"), told);
    }

    private Processes.Result demo(String... options) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.add(FipsImage.APPROVED_ONLY);
        return FipsImage.voip(plugins, all, "demo", "--fips", "--seconds", "1");
    }

    /** One line beside the JVM's own. */
    private static void assertRefused(Processes.Result demo) {
        assertEquals(1, demo.exitCode(), demo.all());
        assertEquals("", demo.out());
        List<String> lines = demo.complaints();
        assertEquals(1, lines.size(), demo.err());
        assertTrue(lines.get(0).startsWith("voip demo: "), demo.err());
    }

    /** Writes the jar to the plug-ins with a bit of one entry changed, and with its signature or without. */
    private void repack(JarFile original, String changed, boolean signatureKept) throws IOException {
        Path copy = plugins.resolve(Path.of(original.getName()).getFileName());
        try (OutputStream file = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Enumeration<JarEntry> entries = original.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!signatureKept && entry.getName().matches(OF_SIGNATURE)) {
                    continue;
                }
                byte[] content = original.getInputStream(entry).readAllBytes();
                if (entry.getName().equals(changed)) {
                    content[content.length - 40] ^= 1;
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
            }
        }
        assertNotEquals(-1, Files.mismatch(copy, Path.of(original.getName())), "it is as it was");
    }
}
