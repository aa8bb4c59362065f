package io.dockplay.ssh;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of an ssh_config file, parsed as OpenSSH's client parses it: {@code KEYWORD VALUE…} or {@code KEYWORD=VALUE…}.
 *
 * @param keyword in small letters
 * @param rest all that follows the keyword, with quotes; a ProxyCommand is taken from it
 * @param words the words that follow the keyword, without quotes and without a comment
 * @param where the file and the line
 */
record ConfigLine(String keyword, String rest, List<String> words, Position where) {

    private static final String BLANKS = " \t\r\n";

    ConfigLine {
        words = List.copyOf(words);
    }

    /**
     * Parses a line; none when it is empty or a comment.
     *
     * @throws InvalidInput when a quote is not closed, or nothing follows the keyword
     */
    static Optional<ConfigLine> read(String line, Position where) {
        int end = line.length();
        while (end > 0 && (BLANKS + "\f").indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = blanks(line, 0, end);
        if (start == end || line.charAt(start) == '#') {
            return Optional.empty();
        }
        boolean quoted = line.charAt(start) == '"';
        int from = quoted ? start + 1 : start;
        int to = from;
        while (to < end && (quoted ? line.charAt(to) != '"' : (BLANKS + "\"=").indexOf(line.charAt(to)) < 0)) {
            to++;
        }
        if (quoted && to == end) {
            throw wrong(where, Message.of("a quote is not closed"));
        }
        String keyword = line.substring(from, to).toLowerCase(Locale.ROOT);
        int value = blanks(line, quoted ? to + 1 : to, end);
        if (value < end && line.charAt(value) == '=') {
            value = blanks(line, value + 1, end);
        }
        String rest = line.substring(Math.min(value, end), end);
        List<String> words = words(rest, where);
        if (rest.isEmpty() || (words.isEmpty() && !keyword.equals("proxycommand"))) {
            throw wrong(where, Message.of("there is nothing behind \"%s\"", keyword));
        }
        return Optional.of(new ConfigLine(keyword, rest, words, where));
    }

    private static int blanks(String line, int from, int end) {
        int at = from;
        while (at < end && BLANKS.indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Splits at blanks; both kinds of quotes keep blanks, and a backslash escapes a quote, a backslash or a blank. */
    private static List<String> words(String text, Position where) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
                at++;
                continue;
            }
            if (text.charAt(at) == '#') {
                break;
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
                if (c == '\\' && (next == '\'' || next == '"' || next == '\\' || (quote == 0 && next == ' '))) {
                    word.append(next);
                    at++;
                } else if (quote == 0 && (c == ' ' || c == '\t')) {
                    break;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (quote != 0 && c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            if (quote != 0) {
                throw wrong(where, Message.of("a quote is not closed"));
            }
            words.add(word.toString());
        }
        return words;
    }

    /**
     * The only word that follows the keyword.
     *
     * @throws InvalidInput when there are more, or it is empty
     */
    String only() {
        if (words.size() > 1) {
            throw wrong(Message.of(
                    "there is more behind \"%s\" than one value; one with blanks stands in quotes", keyword));
        }
        if (words.get(0).isEmpty()) {
            throw wrong(Message.of("there is nothing behind \"%s\"", keyword));
        }
        return words.get(0);
    }

    /** The error that this line is wrong. */
    InvalidInput wrong(Message what) {
        return wrong(where, what);
    }

    private static InvalidInput wrong(Position where, Message what) {
        return new InvalidInput(Problem.at(
                where, Message.of("ssh_config: %s", what), Message.of("OpenSSH's client refuses this line too.")));
    }

    /** The error that this line asks for something that dockplay cannot do. */
    InvalidInput refused(Message why, Message advice) {
        return new InvalidInput(
                Problem.at(where, Message.of("ssh_config: %s cannot be followed: %s", keyword, why), advice));
    }
}
