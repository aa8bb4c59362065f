package io.dockplay.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of INI inventories, which are Python literals: numbers, {@code True}, {@code False}, {@code None},
 * quoted texts, lists, tuples, sets and dictionaries. Everything else is text.
 *
 * <p>As everywhere in dockplay, a number is one only if it prints as it is written: 26.10, 2.0 and 0x1F are texts. A
 * number with an exponent is a number: 1e3 is 1000.0, as in Ansible.
 */
final class PythonLiteral {

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern DECIMAL = Pattern.compile("(?:0|[1-9][0-9]*)\\.[0-9]*[1-9]");
    private static final Pattern NUMBER = Pattern.compile("0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
            + "|(?:[0-9](?:_?[0-9])*)?\\.[0-9](?:_?[0-9])*(?:[eE][+-]?[0-9](?:_?[0-9])*)?"
            + "|[0-9](?:_?[0-9])*\\.?(?:[eE][+-]?[0-9](?:_?[0-9])*)?");
    private static final Pattern EXPONENT = Pattern.compile("[0-9_.]+[eE][+-]?[0-9_]+");
    private static final Pattern LEADING_ZERO = Pattern.compile("0[0-9_]*[1-9][0-9_]*");
    private static final Pattern PREFIX = Pattern.compile("(?i)(?:u|r|b|br|rb)?(?=[\"'])");
    private static final Pattern NAME = Pattern.compile("True|False|None");
    private static final int MAX_DEPTH = 50;

    /** Thrown when a text is not a literal. */
    private static final class NoLiteral extends Exception {
        private static final long serialVersionUID = 1;

        NoLiteral() {
            super(null, null, false, false); // most values are none, and nobody looks where that was found
        }
    }

    private final String text;
    private int at;
    private int depth;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** Returns the value of a written text. */
    static @Nullable Object read(String written) {
        PythonLiteral reader = new PythonLiteral(written);
        try {
            reader.skip();
            Object value = reader.values();
            if (reader.at < written.length()) {
                return written;
            }
            return value;
        } catch (NoLiteral e) {
            return written;
        }
    }

    /** Reads one value, or several with commas between them as a list. */
    private @Nullable Object values() throws NoLiteral {
        Object first = value();
        if (!is(',')) {
            return first;
        }
        List<@Nullable Object> all = new ArrayList<>();
        all.add(first);
        while (is(',')) {
            next();
            if (at == text.length()) {
                break;
            }
            all.add(value());
        }
        return all;
    }

    private @Nullable Object value() throws NoLiteral {
        if (at == text.length() || depth > MAX_DEPTH) {
            throw new NoLiteral();
        }
        char c = text.charAt(at);
        if (c >= '0' && c <= '9') {
            return number();
        }
        Matcher name = NAME.matcher(text).region(at, text.length());
        if (c == '[') {
            return elements(']').values();
        } else if (c == '(') {
            Elements inside = elements(')');
            return inside.values().size() == 1 && !inside.commas()
                    ? inside.values().get(0)
                    : inside.values();
        } else if (c == '{') {
            return braces();
        } else if (text.startsWith("set()", at)) {
            at += 5;
            skip();
            return List.of();
        } else if (PREFIX.matcher(text).region(at, text.length()).lookingAt()) {
            return texts();
        } else if (name.lookingAt() && !isWordAt(name.end())) {
            at = name.end();
            skip();
            return switch (name.group()) {
                case "True" -> true;
                case "False" -> false;
                default -> null;
            };
        }
        return number();
    }

    private record Elements(List<@Nullable Object> values, boolean commas) {}

    private Elements elements(char end) throws NoLiteral {
        depth++;
        next();
        List<@Nullable Object> values = new ArrayList<>();
        boolean commas = false;
        while (!is(end)) {
            values.add(value());
            if (is(',')) {
                commas = true;
                next();
            } else if (!is(end)) {
                throw new NoLiteral();
            }
        }
        next();
        depth--;
        return new Elements(values, commas);
    }

    /** Reads a dictionary, or a set as a list. */
    private Object braces() throws NoLiteral {
        depth++;
        next();
        Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
        List<@Nullable Object> members = new ArrayList<>();
        while (!is('}')) {
            Object key = value();
            if (is(':') && members.isEmpty()) {
                next();
                pairs.put(key(key), value());
            } else if (pairs.isEmpty()) {
                members.add(key);
            } else {
                throw new NoLiteral();
            }
            if (is(',')) {
                next();
            } else if (!is('}')) {
                throw new NoLiteral();
            }
        }
        next();
        depth--;
        return members.isEmpty() ? pairs : members;
    }

    /** Returns a key as JSON writes it. */
    private static String key(@Nullable Object key) throws NoLiteral {
        if (key instanceof List || key instanceof Map) {
            throw new NoLiteral();
        }
        return String.valueOf(key);
    }

    private Object number() throws NoLiteral {
        int begin = at;
        boolean signed = is('-') || is('+');
        if (signed) {
            next();
        }
        String sign = signed ? text.substring(begin, at) : "";
        if (at == text.length() || "0123456789.".indexOf(text.charAt(at)) < 0) {
            throw new NoLiteral();
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt() || isWordAt(number.end()) || text.startsWith(".", number.end())) {
            throw new NoLiteral(); // no more than one point is in a number, as it is in an address
        }
        String digits = number.group();
        if (LEADING_ZERO.matcher(digits).matches()) {
            throw new NoLiteral(); // Python does not read 0644 as a number either
        }
        at = number.end();
        skip();
        boolean negative = sign.equals("-");
        if (!sign.startsWith("+") && sign.length() < 2 && WHOLE.matcher(digits).matches()) {
            long value = Long.parseLong(digits);
            return negative && value == 0 ? (Object) "-0" : negative ? -value : value;
        }
        if (!sign.startsWith("+")
                && sign.length() < 2
                && DECIMAL.matcher(digits).matches()) {
            double value = Double.parseDouble(digits);
            if (java.math.BigDecimal.valueOf(value).toPlainString().equals(digits)) {
                return negative ? -value : value;
            }
        }
        if (sign.length() < 2 && EXPONENT.matcher(digits).matches()) {
            double value = Double.parseDouble(digits.replace("_", ""));
            if (Double.isFinite(value)) {
                return negative ? -value : value;
            }
        }
        return sign.strip() + digits;
    }

    /** Reads adjacent texts as one text. */
    private String texts() throws NoLiteral {
        StringBuilder all = new StringBuilder();
        Matcher prefix = PREFIX.matcher(text).region(at, text.length());
        while (prefix.lookingAt()) {
            at = prefix.end();
            oneText(all, prefix.group().toLowerCase(Locale.ROOT).contains("r"));
            skip();
            prefix.region(at, text.length());
        }
        return all.toString();
    }

    private void oneText(StringBuilder all, boolean raw) throws NoLiteral {
        String quote = text.substring(at, at + 1);
        String mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
        at += mark.length();
        while (!text.startsWith(mark, at)) {
            if (at >= text.length()) {
                throw new NoLiteral();
            }
            char c = text.charAt(at++);
            if (c != '\\') {
                all.append(c);
            } else if (at == text.length()) {
                throw new NoLiteral();
            } else if (raw) {
                all.append(c).append(text.charAt(at++));
            } else {
                escape(all);
            }
        }
        at += mark.length();
    }

    private void escape(StringBuilder all) throws NoLiteral {
        char c = text.charAt(at++);
        int known = "\\'\"abfnrtv".indexOf(c);
        if (known >= 0) {
            all.append("\\'\"\u0007\b\f\n\r\t\u000B".charAt(known));
        } else if (c >= '0' && c <= '7') {
            Matcher octal = Pattern.compile("[0-7]{1,3}").matcher(text).region(at - 1, text.length());
            all.append(octal.lookingAt() ? (char) Integer.parseInt(octal.group(), 8) : c);
            at = octal.end();
        } else if (c == 'x' || c == 'u' || c == 'U') {
            int length = c == 'x' ? 2 : c == 'u' ? 4 : 8;
            String digits = text.substring(at, Math.min(at + length, text.length()));
            Optional<Integer> point = Optional.of(digits)
                    .filter(hex -> hex.matches("[0-9a-fA-F]{" + length + "}"))
                    .map(hex -> (int) Long.parseLong(hex, 16))
                    .filter(Character::isValidCodePoint);
            all.appendCodePoint(point.orElseThrow(NoLiteral::new));
            at += length;
        } else if (c == 'N') {
            throw new NoLiteral();
        } else {
            all.append('\\').append(c);
        }
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean isWordAt(int index) {
        return index < text.length() && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
    }

    private void next() {
        at++;
        skip();
    }

    /** Skips blanks, and a comment up to the end. */
    private void skip() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\f')) {
            at++;
        }
        if (is('#')) {
            at = text.length();
        }
    }
}
