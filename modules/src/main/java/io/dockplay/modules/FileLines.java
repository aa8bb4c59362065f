package io.dockplay.modules;

import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Edits single lines of a text and leaves all others as they are, in whatever encoding they are.
 *
 * <p>A wanted {@code key=value} takes the place of the last line that sets the key, which is the one that counts; any other
 * wanted line comes at the end when it is not there. A carriage return at a line's end makes no difference.
 *
 * @param wanted lines that shall be there
 * @param unwanted lines that shall not be there
 */
record FileLines(List<String> wanted, List<String> unwanted) {

    private static final Pattern SETTING = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)=.*");

    FileLines {
        wanted = checked("lines", wanted);
        unwanted = checked("lines_absent", unwanted);
        Set<String> seen = new HashSet<>();
        for (String line : wanted) {
            String what = key(line).orElse(line);
            if (!seen.add(what)) {
                throw new InvalidOption("lines", "lines has " + what + " twice", "Leave out one of them.");
            }
            if (unwanted.contains(line)) {
                throw new InvalidOption(
                        "lines_absent", "\"" + line + "\" shall be there, and not", "Take it out of one of the lists.");
            }
        }
    }

    private static List<String> checked(String option, List<String> lines) {
        return lines.stream()
                .map(line -> line.endsWith("\n") ? line.substring(0, line.length() - 1) : line)
                .peek(line -> {
                    if (line.isBlank() || line.contains("\n")) {
                        throw new InvalidOption(
                                option,
                                option + " has " + (line.isBlank() ? "an empty line" : "several lines in one"),
                                "Give a list with one line each.");
                    }
                })
                .toList();
    }

    boolean isEmpty() {
        return wanted.isEmpty() && unwanted.isEmpty();
    }

    /** The content with the wanted lines and without the unwanted ones. */
    byte[] applied(byte[] content) {
        // Taken byte by byte, so that a text which is not UTF-8 comes back as it was.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split("\n", -1)));
        if (text.endsWith("\n")) {
            lines.remove(lines.size() - 1);
        }
        List<String> out = unwanted.stream().map(FileLines::asBytes).toList();
        boolean changed = lines.removeIf(line -> out.contains(line) || out.contains(unended(line)));
        for (String line : wanted) {
            changed |= put(lines, asBytes(line));
        }
        if (!changed) {
            return content;
        }
        return (lines.isEmpty() ? "" : String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A line with one character for each of its bytes in UTF-8. */
    private static String asBytes(String line) {
        return new String(Utf8.bytes(line), StandardCharsets.ISO_8859_1);
    }

    /** A line without the end that Windows gives it. */
    private static String unended(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static boolean is(String line, String wanted) {
        return line.equals(wanted) || unended(line).equals(wanted);
    }

    /** Puts a line where it belongs; false when it is there. */
    private static boolean put(List<String> lines, String wanted) {
        Optional<String> key = key(wanted);
        int place = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (key.isPresent() ? key(line.strip()).equals(key) : is(line, wanted)) {
                place = i;
            }
        }
        if (place < 0) {
            return lines.add(wanted);
        }
        if (is(lines.get(place), wanted)) {
            return false;
        }
        lines.set(place, wanted);
        return true;
    }

    private static Optional<String> key(String line) {
        Matcher setting = SETTING.matcher(line);
        return setting.matches() ? Optional.of(setting.group(1)) : Optional.empty();
    }
}
