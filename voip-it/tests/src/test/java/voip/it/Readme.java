package voip.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What README says, to be held to. */
final class Readme {
    private Readme() {}

    static String text() throws IOException {
        return Files.readString(Project.root().resolve("README.md"));
    }

    /** The contents of the code blocks of a language. */
    static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The only code block of a language that contains some text. */
    static String block(String language, String containing) throws IOException {
        List<String> found = blocks(language).stream()
                .filter(block -> block.contains(containing))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("README has " + found.size() + " " + language + " blocks with " + containing);
        }
        return found.get(0);
    }

    /** The first group of each match. */
    static List<String> all(String regex, String in) {
        return Pattern.compile(regex)
                .matcher(in)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** The version that README names. */
    static String version() throws IOException {
        return all("\\(version ([^)]+)\\)", text()).get(0);
    }
}
