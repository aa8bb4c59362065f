package io.dockplay.inventory;

import java.util.regex.Pattern;

/** Matches names with {@code *}, {@code ?}, {@code [abc]} and {@code [!a-c]}, as a shell matches file names. */
final class Glob {

    private Glob() {}

    /** Returns the regular expression that matches the same names. */
    static Pattern of(String glob) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int end = c == '[' ? glob.indexOf(']', i + (glob.startsWith("[!", i) ? 3 : 2)) : -1;
            if (c == '*') {
                expression.append(".*");
            } else if (c == '?') {
                expression.append('.');
            } else if (end > 0) {
                characters(glob.substring(i + 1, end), expression);
                i = end;
            } else {
                expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(expression.toString(), Pattern.DOTALL);
        } catch (java.util.regex.PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(glob)); // such as [z-a], which matches nothing
        }
    }

    private static void characters(String inside, StringBuilder expression) {
        boolean not = inside.startsWith("!");
        expression.append(not ? "[^" : "[");
        (not ? inside.substring(1) : inside)
                .chars()
                .forEach(c -> expression
                        .append(Character.isLetterOrDigit(c) || c == '-' ? "" : "\\")
                        .append((char) c));
        expression.append(']');
    }
}
