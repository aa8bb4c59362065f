package io.dockplay.modules.text;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.resource.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Edits single lines of a text and keeps all others byte for byte, whatever their encoding.
 *
 * <p>A wanted line that exists stays in its place. A setting replaces the last line that sets its key, because that one
 * is
 * in force; without such a line it is added at the end. A carriage return at a line's end is ignored.
 *
 * @param whole lines that must exist
 * @param settings lines such as {@code key=value}, each the last one to set its key
 * @param unwanted lines that must not exist
 * @param place where missing whole lines are added
 */
public record FileLines(List<String> whole, List<String> settings, List<String> unwanted, LinePlace place)
        implements TextEdits {

    /** No edits. */
    public static final FileLines NONE = ofSettings(List.of());

    private static final String LINES = "lines";
    private static final String SETTINGS = "settings";

    public FileLines {
        whole = checked(LINES, whole, line -> line);
        settings = checked(SETTINGS, settings, FileSetting::keyOf);
        unwanted = checked("lines_absent", unwanted, line -> line);
        place.check(whole.size());
        List<String> out = unwanted;
        Stream.concat(whole.stream(), settings.stream()).filter(out::contains).forEach(line -> {
            throw new InvalidOption(
                    "lines_absent",
                    Message.of("\"%s\" shall be there, and not", line),
                    Message.of("Take it out of one of the lists."));
        });
        List<String> set = settings.stream().map(FileSetting::keyOf).toList();
        whole.stream()
                .flatMap(line -> FileSetting.key(line).stream())
                .filter(set::contains)
                .forEach(key -> {
                    throw new InvalidOption(
                            SETTINGS,
                            Message.of("lines and settings both set %s", key),
                            Message.of("Leave out one of them."));
                });
    }

    /** Makes edits of these settings alone. */
    public static FileLines ofSettings(List<String> settings) {
        return new FileLines(List.of(), settings, List.of(), LinePlace.END);
    }

    private static List<String> checked(String option, List<String> lines, UnaryOperator<String> what) {
        List<String> checked = lines.stream()
                .map(line -> line.endsWith("\n") ? line.substring(0, line.length() - 1) : line)
                .toList();
        Set<String> seen = new HashSet<>();
        for (String line : checked) {
            if (line.isBlank() || line.contains("\n")) {
                throw new InvalidOption(
                        option,
                        line.isBlank()
                                ? Message.of("%s has an empty line", option)
                                : Message.of("%s has several lines in one", option),
                        Message.of("Give a list with one line each."));
            }
            String name = what.apply(line);
            if (!seen.add(name) && !option.equals("lines_absent")) {
                throw new InvalidOption(
                        option, Message.of("%s has %s twice", option, name), Message.of("Leave out one of them."));
            }
        }
        return checked;
    }

    @Override
    public boolean isEmpty() {
        return whole.isEmpty() && settings.isEmpty() && unwanted.isEmpty();
    }

    @Override
    public boolean brings() {
        return !whole.isEmpty() || !settings.isEmpty();
    }

    @Override
    public byte[] applied(byte[] content) {
        byte[] once = edited(content);
        if (place.match().isPresent() && !Arrays.equals(edited(once), once)) {
            throw new UnsupportedState(
                    Message.of(
                            "match finds more than one line, and not the line that takes the place of the last: each run "
                                    + "would replace another"),
                    Message.of("Write a match that finds the new line too, such as ^#?Port for \"Port 22\"."));
        }
        return once;
    }

    private byte[] edited(byte[] content) {
        List<String> lines = lines(content);
        boolean changed = lines.removeIf(line -> unwanted.contains(unended(line)) || unwanted.contains(line));
        changed |= putWhole(lines);
        for (String setting : settings) {
            changed |= putSetting(lines, setting);
        }
        return changed ? Utf8.bytes(lines.isEmpty() ? "" : String.join("\n", lines) + "\n") : content;
    }

    /** Splits a content into lines at newlines only; no byte is lost. */
    private static List<String> lines(byte[] content) {
        String text = Utf8.text(content);
        List<String> lines = new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split("\n", -1)));
        if (text.endsWith("\n")) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** Returns a line without the carriage return of Windows. */
    public static String unended(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static boolean is(String line, String wanted) {
        return line.equals(wanted) || unended(line).equals(wanted);
    }

    private static boolean has(List<String> lines, String wanted) {
        return lines.stream().anyMatch(line -> is(line, wanted));
    }

    private static List<String> unended(List<String> lines) {
        return lines.stream().map(FileLines::unended).toList();
    }

    private boolean putWhole(List<String> lines) {
        int replaced = place.replaced(unended(lines));
        if (replaced >= 0) {
            return put(lines, replaced, whole.get(0));
        }
        List<String> missing = whole.stream().filter(line -> !has(lines, line)).toList();
        return !missing.isEmpty() && lines.addAll(place.inserted(unended(lines)), missing);
    }

    private static boolean putSetting(List<String> lines, String setting) {
        String key = FileSetting.keyOf(setting);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (FileSetting.key(lines.get(i).strip()).equals(Optional.of(key))) {
                return put(lines, i, setting);
            }
        }
        return lines.add(setting);
    }

    private static boolean put(List<String> lines, int at, String wanted) {
        if (is(lines.get(at), wanted)) {
            return false;
        }
        lines.set(at, wanted);
        return true;
    }

    @Override
    public List<String> setTwice(byte[] content) {
        List<String> lines = lines(content);
        List<String> before = lines.stream()
                .map(FileLines::unended)
                .filter(line -> !unwanted.contains(line) && !whole.contains(line))
                .flatMap(line -> FileSetting.key(line.strip()).stream())
                .toList();
        return place.match().isPresent()
                ? List.of()
                : whole.stream()
                        .filter(line -> !has(lines, line))
                        .flatMap(line -> FileSetting.lone(line).stream())
                        .filter(before::contains)
                        .distinct()
                        .toList();
    }
}
