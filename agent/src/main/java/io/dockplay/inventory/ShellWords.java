package io.dockplay.inventory;

import io.dockplay.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a line into words, with quotes, backslashes and comments as in a shell. One thing differs: a {@code #} also
 * begins a comment in the middle of a word.
 */
public final class ShellWords {

    private ShellWords() {}

    /**
     * Returns the words of a line without their quotes.
     *
     * @throws IllegalArgumentException when a quote is not closed; the message is for users
     */
    public static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == '\'') {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\\') {
                if (++i == line.length()) {
                    throw new IllegalArgumentException(Message.of("there is nothing behind the last backslash")
                            .text());
                }
                char escaped = line.charAt(i);
                if (quote == '"' && escaped != '\\' && escaped != '"') {
                    word.append('\\');
                }
                word.append(escaped);
                begun = true;
            } else if (quote == '"') {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                begun = true;
            } else if (c == '#') {
                break;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException(
                    Message.of("the quote %s is not closed", quote).text());
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
