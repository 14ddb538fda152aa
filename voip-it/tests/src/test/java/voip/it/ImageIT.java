package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.srtp.CipherSuites;

/** The linked application, as somebody who has only its folder uses it. */
class ImageIT {
    /** Later JDKs are larger themselves. */
    private static final long MOST_BYTES = Runtime.version().feature() == 17 ? 45_000_000 : 60_000_000;

    private static final long USUAL_JVM = 24_112_808;

    @TempDir
    Path folder;

    /** Of the JDK that it is made with in CI; that of others may have a larger JVM, which is not ours. */
    @Test
    void isAtMost45Megabytes() throws IOException {
        try (Stream<Path> files = Files.walk(Project.image())) {
            long size = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(ImageIT::size)
                    .sum();
            long larger = Math.max(0, size(Project.image().resolve("lib/server/libjvm.so")) - USUAL_JVM);
            assertTrue(size - larger <= MOST_BYTES, size + " bytes");
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void holdsTheModulesAndNoDesktop() throws Exception {
        Processes.Result result =
                Processes.run(60, Project.image().resolve("bin/java").toString(), "--list-modules");
        Set<String> modules =
                result.out().lines().map(line -> line.split("@")[0]).collect(Collectors.toSet());
        assertTrue(
                modules.containsAll(
                        Set.of("voip.app", "voip.api", "voip.stun", "voip.rtp", "voip.srtp", "voip.crypto.jce")),
                modules.toString());
        assertFalse(modules.contains("java.desktop"), modules.toString());
    }

    /** Its archive of classes; without it a start reads each class. */
    @Test
    void startsFromItsArchive() throws Exception {
        assertStartsFromItsArchive(Project.image());
    }

    @Test
    void startsFromItsArchiveWhereItIsCopiedTo() throws Exception {
        assertStartsFromItsArchive(copy());
    }

    @Test
    void runsWithoutItsArchive() throws Exception {
        Path copy = copy();
        Files.delete(copy.resolve("lib/server/classes.jsa"));
        Processes.Result result = Processes.run(60, copy.resolve("bin/voip").toString(), "suites");
        assertEquals(0, result.exitCode(), result.all());
        assertEquals("", result.err());
    }

    /** Of the JVM's own start, which is most of them; an archive that does not fit would end the JVM. */
    private static void assertStartsFromItsArchive(Path image) throws Exception {
        Processes.Result result = Processes.run(
                60,
                "env",
                "JDK_JAVA_OPTIONS=-Xshare:on -Xlog:class+load",
                image.resolve("bin/voip").toString(),
                "--version");
        assertEquals(0, result.exitCode(), result.all());
        List<String> loaded =
                result.out().lines().filter(line -> line.contains(" source: ")).toList();
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" voip.app.Main ")), result.out());
        long mapped = loaded.stream()
                .filter(line -> line.contains("shared objects file"))
                .count();
        assertTrue(mapped > 300 && loaded.size() - mapped < 150, mapped + " of " + loaded.size());
    }

    private Path copy() throws IOException {
        Path copy = folder.resolve("copy");
        try (Stream<Path> files = Files.walk(Project.image())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(Project.image().relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.setLastModifiedTime(copy.resolve("lib/modules"), FileTime.fromMillis(0));
        return copy;
    }

    @Test
    void tellsItsVersion() throws Exception {
        Processes.Result result = good("--version");
        assertTrue(result.out().startsWith("voip " + Readme.version() + " (Java "), result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "answer --help",
                "send --help",
                "recv --help",
                "stun --help",
                "suites --help",
                "bench --help"
            })
    @Execution(CONCURRENT)
    void helps(String arguments) throws Exception {
        String[] words = arguments.split(" ");
        String out = good(words).out();
        assertTrue(out.startsWith("Usage: voip "), out);
        List<String> expected = words.length == 1
                ? List.of("demo", "answer", "send", "recv", "stun", "suites", "bench", "wrong usage")
                : List.of(words[0], "--json");
        expected.forEach(word -> assertTrue(out.contains(word), out));
    }

    @Test
    void listsTheSuitesThatPassedTheirCheck() throws Exception {
        Map<String, Object> told = Json.object(good("suites", "--json").out());
        assertEquals(true, told.get("ok"));
        Set<String> names = ((List<?>) told.get("suites"))
                .stream()
                        .map(suite -> (Map<?, ?>) suite)
                        .peek(suite -> assertEquals(true, suite.get("passed"), suite.toString()))
                        .map(suite -> suite.get("provider") + " " + suite.get("name"))
                        .collect(Collectors.toSet());
        Set<String> expected = CipherSuites.discover().all().stream()
                .map(suite -> "JCE " + suite.spec().name())
                .collect(Collectors.toSet());
        assertEquals(10, expected.size());
        assertEquals(expected, names);
        String table = good("suites").out();
        assertTrue(table.contains(StreamKey.TAG_80) && table.contains("passed"), table);
    }

    @ParameterizedTest
    @ValueSource(strings = {StreamKey.TAG_80, StreamKey.TAG_32})
    void demoHoldsASecureCall(String suite) throws Exception {
        Processes.Result result = good("demo", "--seconds", "2", "--suite", suite, "--json");
        Map<String, Object> told = Json.object(result.out());
        assertEquals("demo", told.get("command"));
        assertEquals(true, told.get("ok"));
        assertEquals(List.of(), told.get("problems"));
        for (String party : List.of("A", "B")) {
            Map<?, ?> facts = (Map<?, ?>) told.get(party);
            assertEquals(suite, facts.get("suite"));
            assertEquals("JCE", facts.get("provider"));
            assertEquals(facts.get("address"), facts.get("publicAddress"), "learned from the demo's own server");
            assertEquals(100.0, facts.get("packetsSent"));
            assertEquals(100.0, facts.get("packetsReceived"));
            assertEquals(0.0, facts.get("packetsLost"));
            assertEquals(Set.of("ACCEPTED"), ((Map<?, ?>) facts.get("verdicts")).keySet());
            assertEquals(true, facts.get("audioEqual"));
        }
        assertFalse(result.out().contains("inline:"), "a key was printed");
    }

    @Test
    void demoTellsInATable() throws Exception {
        String out = good("demo", "--seconds", "1").out();
        for (String word :
                List.of(DefaultSuites.FIRST, "JCE", "127.0.0.1:", "packets sent", "jitter", "equal to what was said")) {
            assertTrue(out.contains(word), out);
        }
    }

    @ParameterizedTest
    @CsvSource({"--lose, 1 lost", "--corrupt, UNAUTHENTIC 1"})
    void demoFailsOverOnePacket(String fault, String sentence) throws Exception {
        Processes.Result result = Processes.voip("demo", "--seconds", "2", fault, "20", "--json");
        assertEquals(1, result.exitCode(), result.all());
        assertTrue(result.err().contains(sentence), result.err());
        assertTrue(result.err().contains("the audio that B heard differs from what A said"), result.err());
        Map<String, Object> told = Json.object(result.out());
        assertEquals(false, told.get("ok"));
        assertFalse(((List<?>) told.get("problems")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AEAD_AES_512_GCM", "aes_cm_128_hmac_sha1_80"})
    void unknownSuiteIsNamedAndSoAreTheKnown(String suite) throws Exception {
        Processes.Result result = Processes.voip("demo", "--suite", suite);
        assertEquals(2, result.exitCode(), result.all());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(suite) && result.err().contains(StreamKey.TAG_80), result.err());
    }

    @Test
    void missingFileIsOneSentence() throws Exception {
        Processes.Result result = Processes.voip("send", "--sdp", folder.resolve("no.sdp") + "", "in.wav");
        assertEquals(1, result.exitCode(), result.all());
        assertEquals(
                "voip send: there is no file " + folder.resolve("no.sdp"),
                result.err().strip());
    }

    /** What goes well says nothing to standard error, Log4j and picocli included. */
    private static Processes.Result good(String... arguments) throws Exception {
        Processes.Result result = Processes.voip(arguments);
        assertEquals(0, result.exitCode(), result.all());
        assertEquals("", result.err());
        return result;
    }
}
