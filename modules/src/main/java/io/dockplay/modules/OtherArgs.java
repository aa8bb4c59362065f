package io.dockplay.modules;

import io.dockplay.resource.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of CentOS 6's /etc/sysconfig/docker, in which only what is asked for among {@code other_args} is ever rewritten.
 *
 * @param lines the file's lines, with a last empty one where it ends with a newline
 * @param settings the assignments of {@code other_args} that count: the last one, and those that it builds upon
 */
record OtherArgs(List<String> lines, List<Setting> settings) implements MirrorSettings {

    static final String PATH = "/etc/sysconfig/docker";

    private static final String NAME = "other_args";
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?" + NAME + "=");
    private static final Pattern ITSELF = Pattern.compile("\\$\\{?" + NAME + "\\b");

    /**
     * One assignment.
     *
     * @param line its line, from 0
     * @param before the line up to the value
     * @param quote the value's quotation mark, or nothing
     * @param words the value's words
     * @param behind what follows the value, such as a comment
     */
    record Setting(int line, String before, String quote, List<String> words, String behind) {

        String with(List<String> others) {
            String value = String.join(" ", others);
            String mark = quote.isEmpty() && !others.isEmpty() ? "\"" : quote;
            return before + mark + value + mark + behind;
        }
    }

    OtherArgs {
        lines = List.copyOf(lines);
        settings = List.copyOf(settings);
    }

    /**
     * Reads a text; an empty one is a file that is not there.
     *
     * @throws Refusal with its line when {@code other_args} is written in a way that cannot be edited safely
     */
    static OtherArgs read(String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher assignment = ASSIGNMENT.matcher(lines.get(i));
            if (assignment.lookingAt()) {
                Setting setting = setting(i, assignment.group(), lines.get(i).substring(assignment.end()));
                if (setting.words().stream()
                        .noneMatch(word -> ITSELF.matcher(word).find())) {
                    settings.clear();
                }
                settings.add(setting);
            }
        }
        return new OtherArgs(lines, settings);
    }

    private static Setting setting(int line, String before, String rest) {
        String quote = rest.startsWith("\"") || rest.startsWith("'") ? rest.substring(0, 1) : "";
        int from = quote.length();
        int end = from;
        while (end < rest.length() && !(quote.isEmpty() ? " \t;&#" : quote).contains(rest.substring(end, end + 1))) {
            end += quote.equals("'") || rest.charAt(end) != '\\' ? 1 : 2;
        }
        int behind = end + quote.length();
        boolean goesOn = behind < rest.length() && " \t;&#".indexOf(rest.charAt(behind)) < 0;
        if (behind > rest.length()
                || goesOn
                || (quote.isEmpty() && rest.substring(0, end).matches(".*[\"'\\\\].*"))) {
            throw new Refusal(
                    PATH + ":" + (line + 1) + ": the value of " + NAME + " is not a single text on one line",
                    "Write it as " + NAME + "=\"…\" on one line; the file has not been touched.");
        }
        String value = rest.substring(from, end).strip();
        List<String> words = value.isEmpty() ? List.of() : Arrays.asList(value.split("\\s+", -1));
        return new Setting(line, before, quote, words, rest.substring(behind));
    }

    @Override
    public List<String> mirrors() {
        return settings.stream()
                .flatMap(setting -> DaemonFlags.mirrors(setting.words()).stream())
                .toList();
    }

    @Override
    public String with(List<String> wanted) {
        return with(
                DaemonJson.MIRRORS,
                wanted.stream().map(mirror -> DaemonFlags.MIRROR + "=" + mirror).toList());
    }

    /** The values that the arguments give to a key of daemon.json, in order. */
    List<String> values(String key) {
        return settings.stream()
                .flatMap(setting -> DaemonFlags.arguments(setting.words()).stream())
                .filter(argument -> argument.key().equals(key))
                .map(DaemonFlags.Argument::value)
                .toList();
    }

    /**
     * The text with these arguments for a key of daemon.json: they take the place of the first former one, or come last; the
     * assignment that comes last gets them.
     */
    String with(String key, List<String> flags) {
        List<String> edited = new ArrayList<>(lines);
        if (settings.isEmpty()) {
            if (flags.isEmpty()) {
                return String.join("\n", lines);
            }
            boolean ended = edited.get(edited.size() - 1).isEmpty();
            edited.add(ended ? edited.size() - 1 : edited.size(), NAME + "=\"" + String.join(" ", flags) + "\"");
            return String.join("\n", edited) + (ended ? "" : "\n");
        }
        for (Setting setting : settings) {
            boolean last = setting.equals(settings.get(settings.size() - 1));
            edited.set(setting.line(), setting.with(replaced(setting.words(), key, last ? flags : List.of())));
        }
        return String.join("\n", edited);
    }

    private static List<String> replaced(List<String> words, String key, List<String> flags) {
        List<String> others = new ArrayList<>();
        int place = -1;
        for (DaemonFlags.Argument argument : DaemonFlags.arguments(words)) {
            if (argument.key().equals(key)) {
                place = place < 0 ? others.size() : place;
            } else {
                others.addAll(argument.words());
            }
        }
        others.addAll(place < 0 ? others.size() : place, flags);
        return Collections.unmodifiableList(others);
    }
}
