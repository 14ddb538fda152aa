package voip.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapSearchTest {
    private final byte[] key = new byte[16];
    private final HeapSearch search = new HeapSearch();

    @Test
    void findsASecretInEveryFormAndNoneThatIsGone() throws Exception {
        new SecureRandom().nextBytes(key);
        search.secret("key", key);
        List<Object> kept = new ArrayList<>();
        kept.add("inline:" + Base64.getEncoder().encodeToString(Arrays.copyOf(key, 30)) + "|2^20");
        kept.add("key " + HexFormat.of().formatHex(key));
        kept.add(HexFormat.of().withUpperCase().formatHex(key));
        assertEquals(List.of("key", "key in HEX", "key in base64", "key in hex"), search.found());
        Reference.reachabilityFence(kept);
        Arrays.fill(key, (byte) 0);
        kept.clear();
        assertEquals(List.of(), search.found());
    }

    @Test
    void findsASecretInWholeNumbers() throws Exception {
        new SecureRandom().nextBytes(key);
        search.secret("key", key);
        int[] numbers = new int[4];
        ByteBuffer.wrap(key).asIntBuffer().get(numbers);
        Arrays.fill(key, (byte) 0);
        assertEquals(List.of("key"), search.found());
        Reference.reachabilityFence(numbers);
    }

    /** Some leave a few dead objects where they are, and the dump of the heap has them, too: the first one here. */
    @ParameterizedTest
    @ValueSource(strings = {"UseSerialGC", "UseParallelGC", "UseG1GC"})
    void findsNothingThatIsGoneWithAnyCollector(String collector) throws Exception {
        Path classes = Path.of(HeapSearch.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+" + collector,
                        "-cp",
                        classes + File.pathSeparator + classes.resolveSibling("test-classes"),
                        HeapSearchProbe.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT) // the JVM may have something to say of its own
                .start();
        String printed = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("[key] []", printed.strip());
    }

    @Test
    void looksForNothingThatNoiseMayBe() {
        assertThrows(IllegalArgumentException.class, () -> search.secret("key", new byte[7]));
    }
}
