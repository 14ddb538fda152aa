package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Everything public in an exported package has a comment. The compiler's doclint would ask for {@code @param x the x} as well,
 * so this is checked here.
 */
class JavadocIT {
    private static final List<String> EXPORTED = List.of(
            "voip-api/src/main/java/voip/api",
            "voip-api/src/main/java/voip/api/srtp",
            "voip-api/src/main/java/voip/api/spi",
            "voip-rtp/src/main/java/voip/rtp",
            "voip-srtp/src/main/java/voip/srtp",
            "voip-stun/src/main/java/voip/stun",
            "voip-it/testkit/src/main/java/voip/testkit",
            "voip-it/testkit/src/main/java/voip/testkit/suite");

    @Test
    void everythingPublicHasAComment() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : EXPORTED) {
            try (Stream<Path> files = Files.list(Project.root().resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        Set<String> bare = new TreeSet<>();
        int commented = scan(sources, bare);
        assertEquals(Set.of(), bare);
        assertTrue(commented > 200, "only " + commented + " comments were seen");
    }

    private static int scan(List<Path> sources, Set<String> bare) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int[] commented = {0};
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new TreePathScanner<Void, Boolean>() {
                    @Override
                    public Void visitClass(ClassTree type, Boolean inInterface) {
                        boolean isInterface =
                                type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
                        if (visible(type.getModifiers(), inInterface)) {
                            check(type.getSimpleName().toString());
                            super.visitClass(type, isInterface);
                        }
                        return null;
                    }

                    @Override
                    public Void visitMethod(MethodTree method, Boolean inInterface) {
                        boolean overrides = method.getModifiers().getAnnotations().stream()
                                .anyMatch(annotation -> annotation
                                        .getAnnotationType()
                                        .toString()
                                        .equals("Override"));
                        if (visible(method.getModifiers(), inInterface) && !overrides) {
                            check(method.getName().toString());
                        }
                        return null;
                    }

                    @Override
                    public Void visitVariable(VariableTree field, Boolean inInterface) {
                        boolean recordComponent =
                                field.getModifiers().getFlags().contains(Modifier.PRIVATE);
                        if (!recordComponent && visible(field.getModifiers(), inInterface)) {
                            check(field.getName().toString());
                        }
                        return null;
                    }

                    @Override
                    public Void visitBlock(BlockTree block, Boolean inInterface) {
                        return null;
                    }

                    private void check(String name) {
                        TreePath path = getCurrentPath();
                        if (comments.getDocComment(path) != null) {
                            commented[0]++;
                        } else {
                            bare.add(Path.of(unit.getSourceFile().toUri()).getFileName() + ": " + name);
                        }
                    }
                }.scan(unit, false);
            }
        }
        return commented[0];
    }

    private static boolean visible(ModifiersTree modifiers, Boolean inInterface) {
        return inInterface
                || modifiers.getFlags().contains(Modifier.PUBLIC)
                || modifiers.getFlags().contains(Modifier.PROTECTED);
    }
}
