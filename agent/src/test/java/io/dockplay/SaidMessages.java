package io.dockplay;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The messages that sources say, found in them by the parser of Java's own compiler. */
final class SaidMessages extends TreeScanner<@Nullable Void, Trees> {

    private final Map<String, String> places = new LinkedHashMap<>();
    private final CompilationUnitTree unit;

    private SaidMessages(CompilationUnitTree unit) {
        this.unit = unit;
    }

    /** Each message below a folder → the first place where it stands, in the order of the files. */
    static Map<String, String> in(Path folder) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                SaidMessages found = new SaidMessages(unit);
                found.scan(unit, Trees.instance(task));
                found.places.forEach(all::putIfAbsent);
            }
        }
        return all;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, Trees trees) {
        if (call.getMethodSelect().toString().equals("Message.of")) {
            ExpressionTree english = call.getArguments().get(0);
            String place = Path.of(unit.getSourceFile().getName()).getFileName()
                    + ":"
                    + unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, english));
            places.putIfAbsent(text(english, place), place);
        }
        return super.visitMethodInvocation(call, trees);
    }

    private static String text(ExpressionTree english, String place) {
        if (english instanceof BinaryTree both) {
            return text(both.getLeftOperand(), place) + text(both.getRightOperand(), place);
        }
        if (english instanceof LiteralTree literal && literal.getValue() instanceof String text) {
            return text;
        }
        throw new IllegalStateException(place + ": the English of a message stands where the message is made");
    }
}
