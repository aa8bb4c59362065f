package io.dockplay.modules.daemon;

import io.dockplay.message.Message;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of CentOS 6's /etc/sysconfig/docker; only the wanted arguments in {@code other_args} are rewritten.
 *
 * @param lines the file's lines, with a last empty one where it ends with a newline
 * @param settings the effective assignments of {@code other_args}: the last one, and those that it builds upon
 */
record OtherArgs(List<String> lines, List<Setting> settings) implements MirrorSettings {

    static final String PATH = "/etc/sysconfig/docker";

    private static final String NAME = "other_args";
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?" + NAME + "=");
    private static final Pattern WORD = Pattern.compile("[^ \\t\\r]+");
    private static final Pattern ITSELF = Pattern.compile("\\$\\{?" + NAME + "\\b");

    /**
     * One assignment of {@code other_args}.
     *
     * @param line its line, from 0
     * @param before the line up to the value
     * @param quote the value's quotation mark, or nothing
     * @param words the value's words
     * @param value the value as it is written, blanks and all
     * @param behind what follows the value, such as a comment
     */
    record Setting(int line, String before, String quote, List<String> words, String value, String behind) {

        /** Returns the line with these arguments for a key; the blanks between all others stay. */
        String with(String key, List<String> flags) {
            List<DaemonFlags.Argument> arguments = DaemonFlags.arguments(words);
            boolean isThere =
                    arguments.stream().anyMatch(argument -> argument.key().equals(key));
            if (!isThere && flags.isEmpty()) {
                return before + quote + value + quote + behind;
            }
            StringBuilder edited = new StringBuilder();
            String gap = "";
            boolean isPut = false;
            int at = 0;
            for (DaemonFlags.Argument argument : arguments) {
                boolean isReplaced = argument.key().equals(key);
                int start = at;
                at = end(argument.words(), at);
                String blanks = value.substring(start, start + blanks(start));
                gap = start == 0 ? blanks : edited.length() == 0 ? gap : blanks;
                if (!isReplaced) {
                    edited.append(gap).append(value, start + blanks.length(), at);
                } else if (!isPut && !flags.isEmpty()) {
                    edited.append(gap).append(String.join(" ", flags));
                    isPut = true;
                }
            }
            if (!isPut && !flags.isEmpty()) {
                edited.append(edited.length() == 0 ? "" : " ").append(String.join(" ", flags));
            }
            String whole = edited + value.substring(at);
            String mark = quote.isEmpty() && !whole.isEmpty() ? "\"" : quote;
            return before + mark + whole + mark + behind;
        }

        /** Returns the place behind these next words. */
        private int end(List<String> next, int from) {
            int at = from;
            for (String word : next) {
                at += blanks(at) + word.length();
            }
            return at;
        }

        private int blanks(int from) {
            int at = from;
            while (at < value.length() && " \t\r".indexOf(value.charAt(at)) >= 0) {
                at++;
            }
            return at - from;
        }
    }

    OtherArgs {
        lines = List.copyOf(lines);
        settings = List.copyOf(settings);
    }

    /**
     * Reads a text; an empty one counts as an absent file.
     *
     * @throws UnsupportedState with the line number when {@code other_args} is written in a way that cannot be edited
     *     safely
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
                || (quote.isEmpty() && rest.substring(0, end).matches("(?s).*[\"'\\\\].*"))) {
            throw new UnsupportedState(
                    Message.of("%s:%s: the value of %s is not a single text on one line", PATH, line + 1, NAME),
                    Message.of("Write it as %s=\"…\" on one line; the file has not been touched.", NAME));
        }
        String value = rest.substring(from, end);
        List<String> words =
                WORD.matcher(value).results().map(MatchResult::group).toList();
        return new Setting(line, before, quote, words, value, rest.substring(behind));
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

    /** Returns the values of a key of daemon.json among the arguments, in order. */
    List<String> values(String key) {
        return settings.stream()
                .flatMap(setting -> DaemonFlags.arguments(setting.words()).stream())
                .filter(argument -> argument.key().equals(key))
                .map(DaemonFlags.Argument::value)
                .toList();
    }

    /**
     * Returns the text with these arguments for a key of daemon.json.
     *
     * <p>They replace the first former argument of the key, or come last. They are written to the last assignment.
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
            edited.set(setting.line(), setting.with(key, last ? flags : List.of()));
        }
        return String.join("\n", edited);
    }
}
