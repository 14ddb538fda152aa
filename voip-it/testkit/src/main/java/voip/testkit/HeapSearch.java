package voip.testkit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * A search for secrets in all objects that a program can reach: as they are, and written in base64 or in hexadecimal digits,
 * in any array or string. It looks through a dump of the heap, so it needs a HotSpot JVM with the module
 * {@code jdk.management}.
 *
 * <p>Of what it looks for it keeps the complement alone, so that it does not find itself.
 */
public final class HeapSearch {
    /** Below that many bytes, noise would be found. */
    private static final int SHORTEST_SECRET = 8;

    private final List<Needle> needles = new ArrayList<>();

    private record Needle(String name, byte[] complement) {}

    /** Makes a search for nothing yet. */
    public HeapSearch() {}

    /**
     * Looks for a secret too. The array remains the caller's, who has to wipe it before the search.
     *
     * @throws IllegalArgumentException if the secret is shorter than 8 bytes
     */
    public HeapSearch secret(String name, byte[] secret) {
        if (secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(name + " has " + secret.length + " bytes, and noise may have the same; "
                    + "search for " + SHORTEST_SECRET + " or more");
        }
        // Whatever follows the secret, the digits of its whole groups of three bytes are these.
        byte[] groups = Arrays.copyOf(secret, secret.length / 3 * 3);
        add(name, secret.clone());
        add(name + " in base64", Base64.getEncoder().encode(groups));
        add(name + " in hex", HexFormat.of().formatHex(secret).getBytes(StandardCharsets.ISO_8859_1));
        add(name + " in HEX", HexFormat.of().withUpperCase().formatHex(secret).getBytes(StandardCharsets.ISO_8859_1));
        Arrays.fill(groups, (byte) 0);
        return this;
    }

    private void add(String name, byte[] form) {
        for (int i = 0; i < form.length; i++) {
            form[i] = (byte) ~form[i];
        }
        needles.add(new Needle(name, form));
    }

    /**
     * Searches the heap, and returns the names of what it finds, sorted: that of a secret itself as it was given, and with
     * {@code in base64}, {@code in hex} or {@code in HEX} behind it where it was written so.
     *
     * @throws IOException if the heap cannot be dumped to the folder for temporary files
     * @throws IllegalStateException if this JVM has no means to dump it
     */
    public List<String> found() throws IOException {
        HeapDump dump = dump();
        byte[] bytes = dump.bytes();
        TreeSet<String> found = new TreeSet<>();
        List<List<Needle>> byFirst = byFirst();
        for (int i = 0; i < bytes.length; i++) {
            List<Needle> candidates = byFirst.get(bytes[i] & 0xFF);
            for (int n = 0; n < candidates.size(); n++) {
                Needle needle = candidates.get(n);
                if (isAt(bytes, i, needle.complement) && !found.contains(needle.name) && !dump.isDead(i)) {
                    found.add(needle.name);
                }
            }
        }
        dump.wipe();
        return List.copyOf(found);
    }

    /** What to look for where a byte stands. */
    private List<List<Needle>> byFirst() {
        List<List<Needle>> byFirst = new ArrayList<>();
        for (int first = 0; first <= 0xFF; first++) {
            byFirst.add(new ArrayList<>());
        }
        for (Needle needle : needles) {
            byFirst.get(~needle.complement[0] & 0xFF).add(needle);
        }
        return byFirst;
    }

    private static boolean isAt(byte[] dump, int at, byte[] complement) {
        if (complement.length > dump.length - at) {
            return false;
        }
        int same = 1;
        while (same < complement.length && dump[at + same] == (byte) ~complement[same]) {
            same++;
        }
        return same == complement.length;
    }

    /** By reflection: other users of this module need no management of the JVM. */
    private static HeapDump dump() throws IOException {
        Path folder = Files.createTempDirectory("heap");
        Path file = folder.resolve("heap.hprof");
        try {
            Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
            Method find =
                    Class.forName("java.lang.management.ManagementFactory").getMethod("getPlatformMXBean", Class.class);
            type.getMethod("dumpHeap", String.class, boolean.class)
                    .invoke(find.invoke(null, type), file.toString(), true);
            return new HeapDump(Files.readAllBytes(file));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the heap cannot be dumped: is it HotSpot, with jdk.management?", e);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
