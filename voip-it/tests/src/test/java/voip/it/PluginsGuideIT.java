package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/plugins.md, followed to the letter in an empty folder: its files are written, its commands run, their output is what it shows. */
class PluginsGuideIT {
    /** A code block, with the file before it that it is the content of, if it is of one. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^`([^`\\n]+)`[^\\n]*:\\n\\n)?^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final String AFTER_BLOCK = "@@ end of block ";

    @TempDir
    Path folder;

    @Test
    void aSuiteFromNothingToARunningImage() throws Exception {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Files.copy(Project.junitConsole(), lib.resolve(Project.junitConsole().getFileName()));
        StringBuilder script = new StringBuilder("set -eu\n");
        List<String> shown = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Project.root().resolve("docs/plugins.md")));
        while (block.find()) {
            String content = block.group(3);
            switch (block.group(2)) {
                case "java" -> {
                    Path file = folder.resolve(block.group(1));
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, content);
                }
                case "sh" -> {
                    shown.add("");
                    script.append(content.replace("/path/to/the/checkout", "'" + Project.root() + "'"))
                            .append("echo '" + AFTER_BLOCK + "'\n");
                }
                case "text" -> shown.set(shown.size() - 1, content);
                default -> throw new AssertionError("what is to be done with " + block.group());
            }
        }
        assertTrue(shown.size() > 5, "blocks: " + shown);
        List<String> printed = List.of(run(script.toString()).split(AFTER_BLOCK));
        for (int i = 0; i < shown.size(); i++) {
            String output = words(printed.get(i));
            shown.get(i)
                    .lines()
                    .forEach(line -> assertTrue(output.contains(words(line)), line + " is not in " + output));
        }
    }

    private String run(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        Path output = folder.resolve("script.out");
        ProcessBuilder shell = new ProcessBuilder("sh", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment()
                .merge("PATH", "" + Project.jdk("").normalize(), (path, jdk) -> jdk + File.pathSeparator + path);
        Process process = shell.start();
        int exitCode = process.waitFor();
        String printed = Files.readString(output);
        assertEquals(0, exitCode, printed);
        assertFalse(printed.contains("warning:"), printed);
        return printed;
    }

    /** Columns are as wide as they have to be. */
    private static String words(String text) {
        return text.replaceAll("[ \\t]+", " ").strip();
    }
}
