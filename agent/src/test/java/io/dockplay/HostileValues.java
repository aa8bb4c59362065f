package io.dockplay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that break out of every quoting that is not right; the same ones for the same seed. */
public final class HostileValues {

    /** What is there when one of them was run. */
    public static final String HIT = "/tmp/dockplay-hit";

    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "''",
            "\\",
            "\\'",
            "'\\''",
            "`touch HIT`",
            "$(touch HIT)",
            "${x:=$(touch HIT)}",
            "$((1+1))",
            "$'\\n'",
            "';touch HIT;'",
            "\";touch HIT;\"",
            "\n touch HIT\n",
            ";touch HIT",
            "|touch HIT",
            "||touch HIT",
            "&touch HIT&",
            "&&touch HIT",
            ">HIT",
            "<(touch HIT)",
            "\nEOF\ntouch HIT\n",
            ")touch HIT(",
            "}touch HIT;{",
            "# touch HIT",
            "\r\ntouch HIT\r\n",
            "$IFS",
            "${HOME}",
            "$0",
            "$$",
            "$@",
            "~root",
            "*",
            "?",
            "[a-z]",
            "{a,b}",
            "!",
            "!!",
            "^",
            "%s",
            "%n",
            "%%",
            "\\0",
            "\\c",
            "\\x41",
            "-n",
            "-e",
            "--",
            "-rf",
            "a=b",
            "=",
            "@",
            "#",
            "&",
            ":",
            "/",
            "//",
            "..",
            "\t",
            "\n",
            "\r",
            "\r\n",
            " ",
            "  ",
            "\u000b",
            "\f",
            "\b",
            "\u0007",
            "\u001b[2J",
            "\u001b]0;x\u0007",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\ufffd",
            "\uffff",
            "é",
            "安装",
            "🐳",
            "a",
            "word",
            "0",
            "\nfacts\n",
            "\nend 0 0\n",
            "\ndone\n",
            "keep",
            "exit",
            "<#if x>",
            "$ {x}",
            "{{ x }",
            "&amp;",
            "\"}]}",
            "\\\"",
            "null");

    private HostileValues() {}

    /** So many texts, none of which holds a NUL; some are empty, some long, some end in newlines. */
    public static List<String> of(long seed, int count) {
        Random random = new Random(seed);
        List<String> values = new ArrayList<>();
        while (values.size() < count) {
            StringBuilder value = new StringBuilder();
            int pieces = random.nextInt(20) == 0 ? 200 : random.nextInt(7);
            for (int i = 0; i < pieces; i++) {
                value.append(
                        random.nextInt(6) == 0
                                ? String.valueOf((char) (1 + random.nextInt(random.nextBoolean() ? 126 : 0xD7FE)))
                                : PIECES.get(random.nextInt(PIECES.size())));
            }
            values.add(value.toString().replace("HIT", HIT));
        }
        return values;
    }

    /** The same with bytes among them that are no text, as they come from hosts. */
    public static List<String> withBytes(long seed, int count) {
        Random random = new Random(seed);
        return of(seed, count).stream()
                .map(value -> random.nextInt(4) > 0
                        ? value
                        : value.substring(0, value.length() / 2).replaceAll("[\uD800-\uDFFF]", "")
                                + (char) (0xDC80 + random.nextInt(128))
                                + value.substring(value.length() / 2).replaceAll("[\uD800-\uDFFF]", ""))
                .toList();
    }
}
