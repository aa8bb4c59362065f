package io.dockplay.modules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Edits single lines of a text and leaves all others as they are. */
final class FileLines {

    private static final Pattern SETTING = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)=.*");

    private FileLines() {}

    /**
     * The content with the wanted lines and without the unwanted ones.
     *
     * <p>A wanted {@code key=value} takes the place of the last line that sets the key, which is the one that counts;
     * any other wanted line comes at the end when it is not there.
     */
    static byte[] edited(byte[] content, List<String> wanted, List<String> unwanted) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split("\n", -1)));
        boolean ended = text.isEmpty() || text.endsWith("\n");
        if (ended && !lines.isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        int before = lines.size();
        lines.removeIf(line -> unwanted.contains(line.stripTrailing()));
        boolean changed = lines.size() != before;
        for (String line : wanted) {
            changed |= put(lines, line);
        }
        return changed ? (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8) : content;
    }

    private static boolean put(List<String> lines, String wanted) {
        Matcher setting = SETTING.matcher(wanted);
        int place = -1;
        for (int i = 0; i < lines.size(); i++) {
            boolean same = lines.get(i).stripTrailing().equals(wanted);
            if (setting.matches() ? setsKey(lines.get(i), setting.group(1)) : same) {
                place = i;
            }
        }
        if (place < 0) {
            return lines.add(wanted);
        }
        return !lines.set(place, wanted).stripTrailing().equals(wanted);
    }

    private static boolean setsKey(String line, String key) {
        Matcher setting = SETTING.matcher(line.strip());
        return setting.matches() && setting.group(1).equals(key);
    }
}
