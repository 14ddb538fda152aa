package voip.srtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The tables of {@code a=crypto} attributes among the test resources. */
final class CryptoLineTexts {
    private static final Pattern REPEATED = Pattern.compile("\\{([0-9]+) ([^}]+)}");

    private CryptoLineTexts() {}

    /** The lines of a table, without empty ones and comments, split at their tabs. */
    static List<String[]> table(String name) {
        try (InputStream in = CryptoLineTexts.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text with its repetitions and escapes resolved. */
    static String resolved(String text) {
        return REPEATED.matcher(text)
                .replaceAll(match ->
                        match.group(2).repeat(Integer.parseInt(match.group(1))).replace("\\", "\\\\"))
                .translateEscapes();
    }
}
