package io.dockplay.cli.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of an expression in Jinja2, one after the other. */
final class JinjaTokens {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*('(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|[0-9]+(?:\\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*|==|!=|<=|>=|//|\\*\\*|[-+*/%~<>()\\[\\]{},.:|])");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    JinjaTokens(String text) throws Untranslatable {
        this.text = text.strip();
        Matcher matcher = TOKEN.matcher(this.text);
        int at = 0;
        while (at < this.text.length() && matcher.region(at, this.text.length()).lookingAt()) {
            tokens.add(matcher.group(1));
            at = matcher.end();
        }
        if (at < this.text.length()) {
            throw unknown();
        }
    }

    /** The next one, which stays; empty at the end. */
    String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    /** The one after the next, which stays; empty at the end. */
    String second() {
        return next + 1 < tokens.size() ? tokens.get(next + 1) : "";
    }

    String take() throws Untranslatable {
        if (next == tokens.size()) {
            throw unknown();
        }
        return tokens.get(next++);
    }

    /** Takes the next one if it is this. */
    boolean took(String token) {
        boolean is = peek().equals(token);
        next += is ? 1 : 0;
        return is;
    }

    void expect(String token) throws Untranslatable {
        if (!took(token)) {
            throw unknown();
        }
    }

    /** Why the expression is not translated. */
    Untranslatable unknown() {
        return new Untranslatable("the expression " + text + " has no simple translation");
    }
}
