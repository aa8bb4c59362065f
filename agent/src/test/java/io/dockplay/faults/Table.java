package io.dockplay.faults;

import java.util.List;

/** Kinds of faults, how many trials each had, in how many it struck, and in how many something was found. */
final class Table {

    private static final String ROW = "%-16s %7s %7s %9s%n";

    private Table() {}

    static String of(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder(ROW.formatted("kind", "trials", "struck", "findings"));
        for (Kind kind : Kind.values()) {
            List<Verdict> own = verdicts.stream()
                    .filter(verdict -> verdict.trial().kind() == kind)
                    .toList();
            if (!own.isEmpty()) {
                row(text, kind.toString(), own);
            }
        }
        row(text, "all", verdicts);
        return text.toString();
    }

    private static void row(StringBuilder text, String name, List<Verdict> verdicts) {
        long struck = verdicts.stream().filter(Verdict::struck).count();
        long found = verdicts.stream()
                .filter(verdict -> !verdict.findings().isEmpty())
                .count();
        text.append(ROW.formatted(name, verdicts.size(), struck, found));
    }
}
