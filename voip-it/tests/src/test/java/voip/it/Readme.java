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

    /** What a guide says, by its path from the root. */
    static String guide(String path) throws IOException {
        return Files.readString(Project.root().resolve(path));
    }

    /** The contents of the code blocks of a language. */
    static List<String> blocks(String language, String in) {
        return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(in)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The only code block of a language that contains some text. */
    static String block(String language, String containing) throws IOException {
        return block(language, containing, text());
    }

    /** Likewise, of any text. */
    static String block(String language, String containing, String in) {
        List<String> found = blocks(language, in).stream()
                .filter(block -> block.contains(containing))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("there are " + found.size() + " " + language + " blocks with " + containing);
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
