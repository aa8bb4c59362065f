package io.dockplay.cli.completion;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line up to the cursor, which may stand in the middle of a quoted word.
 *
 * @param words the finished words, without quotes and backslashes; the first is the program
 * @param current the word that is being typed, empty behind a blank
 */
record TypedLine(List<String> words, String current) {

    TypedLine {
        words = List.copyOf(words);
    }

    /** Divides a line as a shell does, and forgives a quote that is still open. */
    static TypedLine of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
                continue;
            }
            begun = true;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else {
                word.append(c);
            }
        }
        return new TypedLine(words, word.toString());
    }
}
