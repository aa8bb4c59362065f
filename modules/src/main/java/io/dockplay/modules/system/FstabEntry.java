package io.dockplay.modules.system;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of /etc/fstab in its six fields, which are given without the octal escapes that blanks have in the file.
 *
 * @param source what is mounted: a device, {@code UUID=…}, {@code server:/export}, a directory, or only a word
 * @param path where it is mounted
 * @param type the file system
 * @param options the options, with commas between them
 * @param dump whether dump saves it
 * @param pass when fsck checks it
 */
record FstabEntry(String source, String path, String type, String options, String dump, String pass) {

    static final String PATH = "/etc/fstab";
    static final String DEFAULTS = "defaults";

    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    /** Reads a line; none where it is a comment, empty or too short. A slash at the end of its path is left out. */
    static Optional<FstabEntry> of(String line) {
        String[] fields = line.strip().split("[ \t]+", -1);
        if (line.strip().startsWith("#") || fields.length < 3) {
            return Optional.empty();
        }
        List<String> plain = Stream.of(fields).map(FstabEntry::unescaped).toList();
        return Optional.of(new FstabEntry(
                plain.get(0),
                plainPath(plain.get(1)),
                plain.get(2),
                plain.size() > 3 ? plain.get(3) : DEFAULTS,
                plain.size() > 4 ? plain.get(4) : "0",
                plain.size() > 5 ? plain.get(5) : "0"));
    }

    /** Whether a line is about a path. */
    static boolean isOf(String path, String line) {
        return of(line).filter(each -> each.path().equals(path)).isPresent();
    }

    private static String plainPath(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The line, with escapes; it can also be read again by {@link #of}. */
    String line() {
        return Stream.of(source, path, type, options, dump, pass)
                .map(FstabEntry::escaped)
                .reduce((left, right) -> left + " " + right)
                .orElse("");
    }

    static String escaped(String field) {
        return field.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("#", "\\043");
    }

    static String unescaped(String field) {
        return OCTAL.matcher(field)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 8))));
    }

    /** Whether it shows a directory or a file of the host at a second place. */
    boolean isBind() {
        return hasOption("bind") || hasOption("rbind");
    }

    boolean hasOption(String option) {
        return List.of(options.split(",", -1)).contains(option);
    }

    /** Whether both mount the same thing; their options may differ. */
    boolean mountsSame(FstabEntry other) {
        return source.equals(other.source) && type.equals(other.type) && isBind() == other.isBind();
    }
}
