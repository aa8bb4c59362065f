package io.dockplay.inventory;

import io.dockplay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands names with ranges: {@code web[01:20]} is web01 to web20, {@code db-[a:c]} is db-a to db-c, and
 * {@code web[01-20,22]}, as reports write it, is web01 to web20 and web22.
 */
final class HostRange {

    private static final Pattern RANGE =
            Pattern.compile("\\[(?:([0-9]*):([0-9]+)|([A-Za-z]):([A-Za-z]))(?::([0-9]+))?\\]");
    private static final Pattern SET = Pattern.compile("\\[([0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)\\]");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int MAX_HOSTS = 100_000;

    private HostRange() {}

    /**
     * Returns the names that a name with ranges stands for; the name itself when it has none.
     *
     * @throws IllegalArgumentException when a range is wrong; the message is for users
     */
    static List<String> expand(String name) {
        if (name.indexOf('[') < 0 && name.indexOf(']') < 0) {
            return List.of(name);
        }
        Matcher set = SET.matcher(name);
        if (set.find() && (set.group(1).contains("-") || set.group(1).contains(","))) {
            List<String> names = new ArrayList<>();
            for (String part : set.group(1).split(",", -1)) {
                String range = part.contains("-") ? part.replace('-', ':') : part + ":" + part;
                names.addAll(expand(name.substring(0, set.start()) + "[" + range + "]" + name.substring(set.end())));
            }
            return names;
        }
        Matcher matcher = RANGE.matcher(name);
        if (!matcher.find()) {
            if (name.contains("[") || name.contains("]")) {
                throw wrong(Message.of("\"%s\" has a range that cannot be read", name));
            }
            return List.of(name);
        }
        String before = name.substring(0, matcher.start());
        List<String> names = new ArrayList<>();
        List<String> ends = expand(name.substring(matcher.end()));
        for (String value : values(matcher)) {
            for (String end : ends) {
                names.add(before + value + end);
            }
            if (names.size() > MAX_HOSTS) {
                throw wrong(Message.of("\"%s\" stands for too many hosts", name));
            }
        }
        return names;
    }

    private static IllegalArgumentException wrong(Message why) {
        return new IllegalArgumentException(why.text());
    }

    private static List<String> values(Matcher range) {
        boolean letters = range.group(3) != null;
        long from = letters ? LETTERS.indexOf(range.group(3)) : Long.parseLong(shortened("0" + range.group(1)));
        long to = letters ? LETTERS.indexOf(range.group(4)) : Long.parseLong(shortened(range.group(2)));
        long step = range.group(5) == null ? 1 : Long.parseLong(shortened(range.group(5)));
        if (step == 0) {
            throw wrong(Message.of("the range %s goes on by steps of 0", range.group()));
        }
        if (to < from) {
            throw wrong(
                    letters
                            ? Message.of(
                                    "the range %s ends before it begins; capital letters come after small ones",
                                    range.group())
                            : Message.of("the range %s ends before it begins", range.group()));
        }
        if ((to - from) / step > MAX_HOSTS) {
            throw wrong(Message.of("the range %s stands for too many hosts", range.group()));
        }
        int width = !letters && range.group(1).startsWith("0") ? range.group(1).length() : 1;
        List<String> values = new ArrayList<>();
        for (long value = from; value <= to; value += step) {
            values.add(
                    letters ? LETTERS.substring((int) value, (int) value + 1) : padded(String.valueOf(value), width));
        }
        return values;
    }

    private static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String shortened(String digits) {
        return digits.replaceFirst("^0+(?=.)", "").length() > 15 ? "9".repeat(15) : digits;
    }
}
