package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that judges a new file before it takes its place.
 *
 * <p>It is a program with its arguments, as in Ansible, and no shell reads it: {@code sshd -t -f %s}. Quotes hold words
 * together.
 *
 * @param command with {@code %s} where the path of the new file goes
 */
@SuppressWarnings("OrphanedFormatString") // %s is what users write
public record Validation(String command) {

    /** The exit code of a script whose file was refused. */
    static final int REFUSED = 65;

    private static final String OPTION = "validate";

    public Validation {
        if (!command.contains("%s")) {
            throw new InvalidOption(
                    OPTION,
                    Message.of("validate \"%s\" has no %%s, so it would not judge the new file", command),
                    Message.of("Write %%s where the command takes the file, such as validate: \"sshd -t -f %%s\"."));
        }
        words(command);
    }

    /** Judges {@code $new}; what the command says goes to the standard error. */
    Script script() {
        return Script.of(
                "if ! (exec {}) >&2; then exit {}; fi",
                words(command).stream().map(Validation::filled).toList(),
                REFUSED);
    }

    private static Script filled(String word) {
        if (word.isEmpty()) {
            return Script.of("{}", word);
        }
        String[] parts = word.split("%s", -1);
        Script filled = part(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            filled = Script.of("{}\"$new\"{}", filled, part(parts[i]));
        }
        return filled;
    }

    private static Script part(String text) {
        return text.isEmpty() ? Script.NOTHING : Script.of("{}", text);
    }

    /** Splits a command into words as a shell does, but for all that only a shell could do. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                isWord = false;
                continue;
            }
            isWord = true;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
                i++;
                word.append(command.charAt(i));
            } else if (quote == 0 && "|&;<>`".indexOf(c) >= 0) {
                throw new InvalidOption(
                        OPTION,
                        Message.of("validate is run without a shell, and \"%s\" is for one", c),
                        Message.of("Write validate: \"sh -c '…'\" with all of it between the quotes."));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new InvalidOption(
                    OPTION, Message.of("validate has a %s that does not end", quote), Message.of("Close it."));
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
