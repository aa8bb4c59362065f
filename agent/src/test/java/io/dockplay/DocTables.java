package io.dockplay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of the documentation says of keys and options: the last cell of the table's row that begins with one. */
public final class DocTables {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String text;

    public DocTables(String page) {
        try {
            Path file = Path.of("..").resolve(page);
            text = Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands beside a key below a heading; nothing when the page does not have it. */
    public String meaning(String heading, String key) {
        int from = heading.isEmpty() ? 0 : text.indexOf("\n" + heading + "\n") + 1;
        if (from == 0 && !heading.isEmpty()) {
            return "";
        }
        for (String line : text.substring(from).lines().skip(1).toList()) {
            if (!heading.isEmpty() && line.startsWith("## ")) {
                break;
            }
            List<String> cells = List.of(line.split("(?<!\\\\)\\|", -1));
            if (line.startsWith("| ") && cells.size() > 3 && names(cells.get(1)).contains(key)) {
                return plain(cells.get(cells.size() - 2));
            }
        }
        return "";
    }

    private static List<String> names(String cell) {
        List<String> names = new ArrayList<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            names.add(code.group(1));
        }
        return names;
    }

    /** Markdown without its marks. */
    public static String plain(String cell) {
        return cell.strip()
                .replace("\\|", "|")
                .replaceAll("\\[([^\\]]+)\\]\\([^)]*\\)", "$1")
                .replace("**", "")
                .replace("`", "");
    }
}
