package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Script;
import io.dockplay.resource.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks yum what a plan would do: the plan's own commands are run, and yum's question is answered with no. */
final class YumTransaction {

    /** {@code Installing for dependencies:}, {@code Updating:}, {@code Removing:} and their like. */
    private static final Pattern SECTION = Pattern.compile(
            "(Install|Updat|Upgrad|Downgrad|Reinstall|Remov|Eras)ing(| .*(dependenc|dependent|group).*)?:",
            Pattern.CASE_INSENSITIVE);

    /** A package's row: name, architecture, version, repository, size. */
    private static final Pattern ROW =
            Pattern.compile("\\s(\\S+)\\s+(noarch|x86_64|i[3-6]86|aarch64)\\s+(\\S+)\\s+(\\S+)\\s+(.*\\S)\\s*");

    private static final Pattern DOWNLOAD = Pattern.compile("Total (?:size|download size): (.*\\S)\\s*");

    private YumTransaction() {}

    /**
     * Runs the plan's script with a yum that is never told to go ahead; for plans that bring no files along.
     *
     * <p>yum 3.4 saves a transaction that is refused in the folder for temporary files, so it gets one of its own.
     */
    static Script question(Plan plan) {
        return Script.of("""
                        answer transaction
                        exec 2>&1
                        bringing() { "$@"; }
                        yum() { shift; echo n | command yum "$@"; }
                        TMPDIR=$(mktemp -d)
                        export TMPDIR
                        trap 'rm -rf "$TMPDIR"' EXIT""").then(plan.script());
    }

    static Transaction read(Answers answers) {
        String text = answers.raw("transaction");
        List<Transaction.Part> parts = new ArrayList<>();
        Optional<String> section = Optional.empty();
        for (String line : joined(text)) {
            Matcher row = ROW.matcher(line);
            if (SECTION.matcher(line).matches()) {
                section = Optional.of(line);
            } else if (line.isBlank()) {
                section = Optional.empty();
            } else if (section.isPresent() && row.matches()) {
                parts.add(part(section.get(), row));
            }
        }
        Optional<String> download = text.lines()
                .map(DOWNLOAD::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .reduce((first, second) -> first + " + " + second);
        String reason = parts.isEmpty() ? YumWords.reason(new Outcome(1, text, "")) : "";
        return new Transaction(parts, download, Optional.of(reason).filter(words -> !words.isEmpty()));
    }

    private static Transaction.Part part(String section, Matcher row) {
        String lower = section.toLowerCase(Locale.ROOT);
        String action = Stream.of("reinstall", "install", "downgrade", "update", "upgrade", "remove", "erase")
                .filter(word -> lower.startsWith(word.replaceFirst("e$", "")))
                .findFirst()
                .orElse("install");
        return new Transaction.Part(
                action.equals("upgrade") ? "update" : action.equals("erase") ? "remove" : action,
                row.group(1),
                row.group(3),
                row.group(4).replaceFirst("^@", ""),
                row.group(5).strip(),
                lower.contains("depend"));
    }

    /** The lines; a row with a word too long for its column goes on in the next line, and is one again. */
    private static List<String> joined(String text) {
        return text.replaceAll("(?m)^ +replacing .*\\n", "")
                .replaceAll("(?m)(?<=^ \\S.{0,200})\\n {2,}(?=\\S)", " ")
                .lines()
                .toList();
    }
}
