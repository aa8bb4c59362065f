package io.dockplay.cli.console;

import io.dockplay.problem.Harmless;
import io.dockplay.problem.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The line of a user's file at which something is wrong, with a {@code ^} under the column.
 *
 * <p>Nothing is shown of a file that is encrypted or hides things by {@code no_log}, nor of a line that may hold a secret.
 */
public final class Excerpt {

    private static final int LARGEST = 1024 * 1024;
    private static final int LONGEST = 110;

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(?:pass|secret|token|credential|private|api_?key|_pw\\b|vault).*|\\s*[0-9a-f]{16,}\\s*");
    private static final Pattern HIDES = Pattern.compile("(?i)\\bno_log\\s*:\\s*[\"']?(?!false|no\\b|off)");

    private Excerpt() {}

    /** Two lines for a place in a file; none when it has no column, or must not or cannot be shown. */
    public static Optional<String> of(Position where) {
        if (where.column() == 0) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(where.file());
            // What stands in a program is not what it printed.
            if (!Files.isRegularFile(file) || Files.isExecutable(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            String text = Files.readString(file);
            List<String> lines = text.lines().toList();
            if (text.startsWith("$ANSIBLE_VAULT") || HIDES.matcher(text).find() || where.line() > lines.size()) {
                return Optional.empty();
            }
            String line = lines.get(where.line() - 1);
            return isShown(line, where.column()) ? Optional.of(drawn(line, where)) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Tabs and what is wider or narrower than a letter would put the mark under another column. */
    private static boolean isShown(String line, int column) {
        return !line.isBlank()
                && !SECRET.matcher(line).matches()
                && column <= Math.min(line.length() + 1, LONGEST)
                && line.substring(0, column - 1).chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x300));
    }

    private static String drawn(String line, Position where) {
        String number = String.valueOf(where.line());
        String plain = line.replace('\t', ' ');
        String shown = plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
        return number + " | " + Harmless.line(shown) + "\n" + " ".repeat(number.length()) + " | "
                + " ".repeat(where.column() - 1) + "^";
    }
}
