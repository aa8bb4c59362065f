package io.dockplay.ssh;

import io.dockplay.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the tokens in ssh_config's values: {@code %h} and others like it, {@code ~}, and the environment's {@code ${NAME}}.
 */
final class ConfigTokens {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private static final Pattern SHELLS = Pattern.compile("[\\s'`\"$\\\\;&<>|(){}*?!#~]|^-");

    private final Map<Character, String> meanings = new HashMap<>();

    ConfigTokens with(char letter, String meaning) {
        meanings.put(letter, meaning);
        return this;
    }

    /**
     * A text with its tokens replaced; {@code ~} and variables stay as they are.
     *
     * @throws io.dockplay.problem.InvalidInput when a token is not allowed in this line
     */
    String in(String text, ConfigLine line) {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                told.append(c);
                continue;
            }
            char letter = ++i < text.length() ? text.charAt(i) : ' ';
            String meaning = letter == '%' ? "%" : meanings.get(letter);
            if (meaning == null) {
                throw line.refused(
                        Message.of("\"%%%s\" has no meaning here", letter == ' ' ? Message.NONE : letter),
                        Message.of(
                                "dockplay knows %%%s; a percent sign is written %%%%.",
                                String.join(
                                        " %",
                                        meanings.keySet().stream()
                                                .sorted()
                                                .map(String::valueOf)
                                                .toList())));
            }
            told.append(meaning);
        }
        return told.toString();
    }

    /** A command with its tokens replaced; no value may be more than one plain word to a shell. */
    String inCommand(String text, ConfigLine line) {
        meanings.forEach((letter, meaning) -> {
            if (text.contains("%" + letter) && SHELLS.matcher(meaning).find()) {
                throw line.refused(
                        Message.of("a shell would take \"%s\" (%%%s) for more than a word", meaning, letter),
                        Message.of("Give the host another name or user."));
            }
        });
        return in(text, line);
    }

    /** A file name with its tokens, {@code ~/} and the environment's variables replaced. */
    String inFile(String written, ConfigLine line) {
        String text = written;
        if (text.startsWith("~")) {
            int slash = text.indexOf('/');
            String who = text.substring(1, slash < 0 ? text.length() : slash);
            if (!who.isEmpty() && !who.equals(System.getProperty("user.name"))) {
                throw line.refused(
                        Message.of("the home folder of %s is not looked up", who), Message.of("Write its whole path."));
            }
            text = System.getProperty("user.home") + (slash < 0 ? "" : text.substring(slash));
        }
        // Each piece is replaced on its own, because the value of a variable holds no tokens.
        StringBuilder told = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        int from = 0;
        while (variable.find()) {
            String value = System.getenv(variable.group(1));
            if (value == null) {
                throw line.refused(
                        Message.of("the environment has no variable %s", variable.group(1)),
                        Message.of("OpenSSH's client refuses this line too."));
            }
            told.append(in(text.substring(from, variable.start()), line)).append(value);
            from = variable.end();
        }
        return told.append(in(text.substring(from), line)).toString();
    }
}
