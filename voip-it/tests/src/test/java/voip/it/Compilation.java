package voip.it;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles what users write, against the modules of this test run. */
final class Compilation {
    private Compilation() {}

    /** Returns the folder of the classes. */
    static Path compile(Path classes, List<Path> sources, String... options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> all = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", classes.toString()));
        all.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
        all.addAll(List.of(options));
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints, files, null, all, null, files.getJavaFileObjects(sources.toArray(Path[]::new)))
                    .call();
            if (!compiled) {
                throw new AssertionError(complaints.toString());
            }
        }
        return Files.createDirectories(classes);
    }
}
