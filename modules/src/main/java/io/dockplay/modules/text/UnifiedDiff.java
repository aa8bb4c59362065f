package io.dockplay.modules.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/** The unified diff of two texts, as {@code diff -u} shows it. */
public final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final String NO_NEWLINE = "\\ No newline at end of file";

    private UnifiedDiff() {}

    /**
     * Compares two texts, with {@code --- path} and {@code +++ path} above and no newline at the end.
     *
     * <p>An absent text is {@code ""}. Two equal texts give {@code ""}.
     */
    public static String of(String path, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<String> from = lines(before);
        List<String> to = lines(after);
        Patch<String> patch = DiffUtils.diff(from, to);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(path, path, from, patch, CONTEXT);
        List<String> shown = new ArrayList<>();
        for (String line : diff) {
            shown.addAll(
                    (line.startsWith("@@ ") ? fromZero(line) : line).lines().toList());
        }
        return String.join("\n", shown);
    }

    /** Corrects a header: the library counts the lines of an empty text from 1, {@code diff -u} from 0. */
    private static String fromZero(String header) {
        return header.replace(" -1,0 ", " -0,0 ").replace(" +1,0 ", " +0,0 ");
    }

    /** Splits a text into lines; a missing newline at the end is noted below the last one, as in {@code diff -u}. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        String last = lines.remove(lines.size() - 1);
        if (!last.isEmpty()) {
            lines.add(last + "\n" + NO_NEWLINE);
        }
        return lines;
    }
}
