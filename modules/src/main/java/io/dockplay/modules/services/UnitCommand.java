package io.dockplay.modules.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line with which systemd will start a unit: ExecStart with the variables of Environment and of the
 * environment files filled in.
 *
 * @param words the command and its arguments
 * @param isWhole whether every variable was known; systemd itself may know more
 */
public record UnitCommand(List<String> words, boolean isWhole) {

    private static final Pattern COMMAND = Pattern.compile("argv\\[\\]=(.*?) ; ignore_errors=");
    private static final Pattern ASSIGNMENT = Pattern.compile("[\"']?([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern WORD = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

    public UnitCommand {
        words = List.copyOf(words);
    }

    /**
     * Reads the output of {@code systemctl show}.
     *
     * @param unit its lines
     * @param files the joined text of the environment files; a later value wins, and each wins over Environment
     */
    public static UnitCommand read(List<String> unit, String files) {
        Map<String, String> variables = new HashMap<>();
        for (String line : unit) {
            if (line.startsWith("Environment=")) {
                variables.putAll(listed(line.substring("Environment=".length())));
            }
        }
        variables.putAll(ofFiles(files));
        List<String> words = new ArrayList<>();
        boolean isWhole = true;
        for (String line : unit) {
            Matcher command = COMMAND.matcher(line);
            if (line.startsWith("ExecStart=") && command.find()) {
                for (String word : command.group(1).split(" +", -1)) {
                    isWhole &= fill(word, variables, words);
                }
            }
        }
        return new UnitCommand(words, isWhole);
    }

    /** Fills in variables: {@code $NAME} alone becomes several words, <code>${NAME}</code> stays a part of its word. */
    private static boolean fill(String word, Map<String, String> variables, List<String> words) {
        Matcher alone = WORD.matcher(word);
        if (alone.matches()) {
            words.addAll(split(variables.getOrDefault(alone.group(1), "")));
            return variables.containsKey(alone.group(1));
        }
        boolean isKnown = VARIABLE.matcher(word).results().allMatch(each -> variables.containsKey(each.group(1)));
        words.add(VARIABLE.matcher(word)
                .replaceAll(each -> Matcher.quoteReplacement(variables.getOrDefault(each.group(1), ""))));
        return isKnown;
    }

    /**
     * Reads {@code A=b C=d e}: systemd 219 quotes nothing, so a word that starts no variable belongs to the one before.
     */
    private static Map<String, String> listed(String list) {
        Map<String, String> variables = new HashMap<>();
        for (String each : list.split(" (?=[\"']?[A-Za-z_][A-Za-z0-9_]*=)", -1)) {
            Matcher assignment = ASSIGNMENT.matcher(each);
            if (assignment.matches()) {
                boolean isQuoted = each.startsWith("\"") || each.startsWith("'");
                String value = assignment.group(2);
                variables.put(
                        assignment.group(1),
                        isQuoted && !value.isEmpty() ? value.substring(0, value.length() - 1) : value);
            }
        }
        return variables;
    }

    /** Reads lines {@code NAME=value}; a backslash at a line's end continues it, # and ; begin a comment. */
    private static Map<String, String> ofFiles(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String line : text.replace("\\\n", "").split("\n", -1)) {
            Matcher assignment = ASSIGNMENT.matcher(line.strip());
            if (assignment.matches()) {
                variables.put(assignment.group(1), unquoted(assignment.group(2).strip()));
            }
        }
        return variables;
    }

    /** Removes quotes around the whole value; {@link #split} handles those inside it. */
    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(value.length() - 1) == value.charAt(0);
        if (!isQuoted) {
            return value;
        }
        String inner = value.substring(1, value.length() - 1);
        return value.startsWith("\"") ? inner.replaceAll("\\\\([\"\\\\`$])", "$1") : inner;
    }

    private static List<String> split(String value) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean isOpen = false;
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (quote == 0 && Character.isWhitespace(each)) {
                if (isOpen) {
                    words.add(word.toString());
                }
                word.setLength(0);
                isOpen = false;
            } else if (quote == 0 && (each == '"' || each == '\'')) {
                quote = each;
                isOpen = true;
            } else if (each == quote) {
                quote = 0;
            } else {
                word.append(each);
                isOpen = true;
            }
        }
        if (isOpen) {
            words.add(word.toString());
        }
        return words;
    }
}
