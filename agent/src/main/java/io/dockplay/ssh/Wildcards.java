package io.dockplay.ssh;

/** OpenSSH's patterns: {@code *} is any text, {@code ?} any character, and all of a text must match. */
final class Wildcards {

    private Wildcards() {}

    /** Whether a pattern matches a whole text; the time does not grow with the number of stars. */
    static boolean match(String pattern, String text) {
        int p = 0;
        int n = 0;
        int star = -1;
        int from = 0;
        while (n < text.length()) {
            if (p < pattern.length()
                    && (pattern.charAt(p) == '?'
                            || (pattern.charAt(p) == text.charAt(n) && pattern.charAt(p) != '*'))) {
                p++;
                n++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                from = n;
            } else if (star >= 0) {
                p = star + 1;
                n = ++from;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Whether a list of patterns with commas between them names a text; {@code !…} excludes it, wherever that stands. */
    static boolean listed(String list, String text) {
        boolean named = false;
        for (String pattern : list.split(",", -1)) {
            boolean negated = pattern.startsWith("!");
            if (match(negated ? pattern.substring(1) : pattern, text)) {
                if (negated) {
                    return false;
                }
                named = true;
            }
        }
        return named;
    }
}
