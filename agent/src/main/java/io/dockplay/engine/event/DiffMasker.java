package io.dockplay.engine.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Masks a unified diff, and with it values that the host had before. No variable holds these; they are recognized by standing
 * where a secret will be, or behind a name such as {@code password}.
 */
final class DiffMasker {

    /** The end of a name, from the word that marks a secret on; bounded, so that a long line costs no more than a short one. */
    private static final String NAMED = Secrets.WORDS + "[\\w.-]{0,100}+" + Secrets.ITSELF + "[\"']?+\\]?+\\s*+";

    /** Neither true nor an empty text, nor the beginning of a list or a mapping. */
    private static final String VALUE = "(?!(?:true|false|null|yes|no|[\\[{].*|[\"']{2}),?\\s*$)\\S.*";

    /** password = …, anywhere in a line. */
    private static final Pattern SET = Pattern.compile("(?i)(" + NAMED + "=\\s*)" + VALUE);

    /** Where a name before a colon is a key, and not a word of a sentence, a path or a tag of sudoers. */
    private static final String KEY = "(?:^[-+ ]?+\\s*+(?:(?:[#;*-]++|//++)\\s*+)*+[\"']?+"
            + "|[{,(\\[\"'?&]\\s*+|\\s(?=[\\w.-]{0,100}\\w[_.-]\\w))";

    /** The line passwd: of nsswitch.conf and the tag PASSWD: of sudoers, which are no names of secrets. */
    private static final String NO_KEY = "(?!passwd(?:_compat)?\\s*:"
            + "(?:\\s*(?:files|compat|sss|ldap|nis|nisplus|db|dns|winbind|systemd|altfiles|centrify|\\[[^\\]]*\\]))+\\s*$"
            + "|(?-i:PASSWD):\\s*(?:[/!]|ALL\\b))";

    /** "db_token": … */
    private static final Pattern KEYED =
            Pattern.compile("(?i)(" + KEY + NO_KEY + "[\\w.-]{0,100}" + NAMED + ":\\s*)" + VALUE);

    private DiffMasker() {}

    /**
     * The diff without secrets.
     *
     * @param mask masks the known secrets in a text
     */
    static String masked(String diff, UnaryOperator<String> mask) {
        List<String> lines = new ArrayList<>(List.of(diff.split("\n", -1)));
        for (int from = 0; from < lines.size(); from++) {
            int to = from;
            while (to < lines.size() && isChange(lines.get(to))) {
                to++;
            }
            maskFormer(lines.subList(from, to), mask);
            from = Math.max(from, to - 1);
        }
        return String.join(
                "\n", lines.stream().map(line -> named(mask.apply(line))).toList());
    }

    private static boolean isChange(String line) {
        return line.startsWith("-") || line.startsWith("+");
    }

    /** Masks in removed lines what stands where an added line has a secret. */
    private static void maskFormer(List<String> block, UnaryOperator<String> mask) {
        for (String added : List.copyOf(block)) {
            String masked = mask.apply(added);
            if (!added.startsWith("+") || masked.equals(added)) {
                continue;
            }
            String before = masked.substring(1, masked.indexOf(Secrets.MASK));
            block.replaceAll(line -> line.startsWith("-") ? former(line, before) : line);
        }
    }

    private static String former(String removed, String before) {
        int at = 1;
        for (int i = 0; i < before.length(); i++) {
            if (Character.isWhitespace(before.charAt(i))) {
                continue;
            }
            while (at < removed.length() && Character.isWhitespace(removed.charAt(at))) {
                at++;
            }
            if (at == removed.length() || removed.charAt(at) != before.charAt(i)) {
                return removed;
            }
            at++;
        }
        return removed.substring(0, at) + Secrets.MASK;
    }

    private static String named(String line) {
        String set = SET.matcher(line).replaceFirst("$1" + Secrets.MASK);
        return KEYED.matcher(set).replaceFirst("$1" + Secrets.MASK);
    }
}
