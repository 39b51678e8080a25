package dev.borealis.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Rules of the sources that no compiled class shows: the compiler reads them all and is asked what it saw. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceTest {
    private static final Path ROOT = Path.of("..");

    /**
     * Enums in which the words of SQL are listed. A rule of the grammar takes the words it knows; all others, present and
     * future, are a syntax error, or none of its business.
     */
    private static final Set<String> VOCABULARIES =
            Set.of("dev.borealis.sql.Keyword", "dev.borealis.sql.TokenKind");

    // where they were found, file and line

    private final Set<String> defaults = new TreeSet<>();
    private final Set<String> unexplainedTypes = new TreeSet<>();
    private final Set<String> unexplainedErrors = new TreeSet<>();

    @BeforeAll
    void read() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new DiagnosticCollector<JavaFileObject>();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(problems, Locale.ROOT, null);
                Stream<Path> all = Files.walk(ROOT)) {
            List<Path> sources =
                    all.filter(path -> !path.startsWith(ROOT.resolve("tests")))
                            .filter(path -> path.toString().contains("/src/main/java/"))
                            .filter(path -> path.toString().endsWith(".java"))
                            .toList();
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    problems,
                                    List.of(
                                            "-proc:none",
                                            "-cp",
                                            System.getProperty("java.class.path")),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            Iterable<? extends CompilationUnitTree> units = task.parse();
            task.analyze();
            var trees = DocTrees.instance(task);
            units.forEach(unit -> new Reader(trees, unit).scan(unit, null));
        }
        assertThat(problems.getDiagnostics()).isEmpty();
    }

    /** It would hide from the compiler that a new case needs an answer there. */
    @Test
    void noSwitchOverASealedTypeOrAnEnumHasADefault() {
        assertThat(defaults).isEmpty();
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        assertThat(unexplainedTypes).isEmpty();
    }

    @Test
    void everyErrorSaysWhenItIsRaised() {
        assertThat(unexplainedErrors).isEmpty();
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees trees;
        private final CompilationUnitTree unit;

        Reader(DocTrees trees, CompilationUnitTree unit) {
            this.trees = trees;
            this.unit = unit;
        }

        private String place(Tree tree) {
            long start = trees.getSourcePositions().getStartPosition(unit, tree);
            Path file = ROOT.toAbsolutePath().relativize(Path.of(unit.getSourceFile().toUri()));
            return file.normalize() + ":" + unit.getLineMap().getLineNumber(start);
        }

        // --- switches ---

        @Override
        public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void none) {
            check(tree, tree.getExpression(), tree.getCases());
            return super.visitSwitch(tree, none);
        }

        @Override
        public @Nullable Void visitSwitchExpression(
                SwitchExpressionTree tree, @Nullable Void none) {
            check(tree, tree.getExpression(), tree.getCases());
            return super.visitSwitchExpression(tree, none);
        }

        private void check(Tree tree, ExpressionTree over, List<? extends CaseTree> cases) {
            boolean hasDefault =
                    cases.stream()
                            .flatMap(one -> one.getLabels().stream())
                            .anyMatch(DefaultCaseLabelTree.class::isInstance);
            if (hasDefault && isClosed(trees.getTypeMirror(new TreePath(getCurrentPath(), over)))) {
                defaults.add(place(tree));
            }
        }

        private static boolean isClosed(TypeMirror type) {
            return type instanceof DeclaredType declared
                    && declared.asElement() instanceof TypeElement element
                    && !VOCABULARIES.contains(element.getQualifiedName().toString())
                    && (element.getKind() == ElementKind.ENUM
                            || element.getModifiers().contains(Modifier.SEALED));
        }

        // --- docstrings ---

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
            if (isUnexplained()) {
                unexplainedTypes.add(place(tree));
            }
            return super.visitClass(tree, none);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
            if (unit.getPackageName().toString().equals("dev.borealis.types.error")
                    && tree.getReturnType() != null // no constructor
                    && isUnexplained()
                    && trees.getElement(getCurrentPath()).getAnnotation(Override.class) == null) {
                unexplainedErrors.add(place(tree));
            }
            return super.visitMethod(tree, none);
        }

        private boolean isUnexplained() {
            return trees.getDocComment(getCurrentPath()) == null
                    && isPublic(trees.getElement(getCurrentPath()));
        }

        private static boolean isPublic(Element element) {
            for (Element around = element;
                    around.getKind() != ElementKind.PACKAGE;
                    around = around.getEnclosingElement()) {
                if (!around.getModifiers().contains(Modifier.PUBLIC)) {
                    return false;
                }
            }
            return true;
        }
    }
}
