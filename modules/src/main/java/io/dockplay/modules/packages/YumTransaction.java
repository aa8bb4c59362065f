package io.dockplay.modules.packages;

import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks yum what a plan would do: the plan's own commands are run, and yum's question is answered with no. */
final class YumTransaction {

    /** {@code Installing for dependencies:}, {@code Updating:}, {@code Removing:} and their like. */
    private static final Pattern SECTION = Pattern.compile(
            "(Install|Updat|Upgrad|Downgrad|Reinstall|Remov|Eras)ing(| .*(dependenc|dependent|group).*)?:",
            Pattern.CASE_INSENSITIVE);

    /** The heading above what yum does not do, since skip_broken is on. */
    private static final Pattern SKIPPED = Pattern.compile("Skipped \\(dependency problems\\):");

    /** A package's row: name, architecture, version, repository, size. */
    private static final Pattern ROW = Pattern.compile(" (\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(.*\\S)\\s*");

    /** Below the row of a package that takes the place of others. */
    private static final Pattern REPLACING = Pattern.compile("\\s+replacing\\s+(\\S+)\\.[^.\\s]+\\s+(\\S+)\\s*");

    /** What is to be fetched; "Total size" counts what lies in the cache already. */
    private static final Pattern DOWNLOAD = Pattern.compile("Total download size: (.*\\S)\\s*");

    private YumTransaction() {}

    /**
     * Runs the plan's script with a yum that is never told to go ahead; for plans that bring no files along.
     *
     * <p>Whatever yum.conf says, it asks: assumeyes would answer for us, and without alwaysprompt it asks only where more than
     * what was named would change. yum 3.4 saves a transaction that is refused in the folder for temporary files, so it gets one
     * of its own. What it fetches from an address to know what it holds stays in a folder of /var/tmp, and goes.
     *
     * @param addresses the .rpm files on the web that the plan may name
     */
    static Script question(Plan plan, List<String> addresses) {
        return Script.of("""
                        answer transaction
                        exec 2>&1
                        bringing() { "$@"; }
                        yum() {
                          left=$#
                          while [ "$left" -gt 0 ]; do
                            [ "$1" = -y ] || set -- "$@" "$1"
                            shift
                            left=$((left - 1))
                          done
                          echo n | command yum --setopt=assumeyes=0 --setopt=alwaysprompt=1 "$@"
                        }
                        TMPDIR=$(mktemp -d)
                        export TMPDIR
                        trap 'rm -rf "$TMPDIR"' EXIT""").then(cleaning(addresses)).then(plan.script());
    }

    private static Script cleaning(List<String> addresses) {
        return addresses.isEmpty()
                ? Script.NOTHING
                : Script.of(
                        """
                        fetched() {
                          for file in {}; do
                            for path in /var/tmp/yum-"$(id -un)"-*/"$file"; do
                              if [ -e "$path" ]; then printf '%s\\n' "$path"; fi
                            done
                          done
                        }
                        fetched >"$TMPDIR/fetched"
                        trap 'fetched | grep -vxF -f "$TMPDIR/fetched" | while read -r path; do
                            rm -f "$path"
                            rmdir "${path%/*}" 2>/dev/null || :
                          done
                          rm -rf "$TMPDIR"' EXIT""",
                        addresses.stream()
                                .map(address -> address.replaceFirst("^.*/", ""))
                                .toList());
    }

    static Transaction read(ProbeOutput probeOutput) {
        String text = YumMessages.plain(probeOutput.raw("transaction"));
        List<Transaction.Part> parts = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        String section = "";
        for (String line : joined(text)) {
            Matcher row = ROW.matcher(line);
            Matcher replacing = REPLACING.matcher(line);
            if (!line.isBlank() && !line.startsWith(" ")) {
                section = line;
            } else if (SECTION.matcher(section).matches() && replacing.matches() && !parts.isEmpty()) {
                parts.add(Transaction.Part.replaced(replacing.group(1), replacing.group(2), successor(parts)));
            } else if (SECTION.matcher(section).matches() && row.matches()) {
                parts.add(part(section, row));
            } else if (SKIPPED.matcher(section).matches() && row.matches()) {
                skipped.add(row.group(1) + "-" + row.group(3) + "." + row.group(2));
            }
        }
        Optional<String> download = text.lines()
                .map(DOWNLOAD::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .reduce((first, second) -> first + " + " + second);
        return new Transaction(parts, download, problem(text, parts.isEmpty(), skipped));
    }

    /** What yum cannot do; that one of its commands would do something does not mean that all would. */
    private static Optional<String> problem(String text, boolean isNothing, List<String> skipped) {
        String left = skipped.isEmpty()
                ? ""
                : "yum would leave out " + String.join(", ", skipped) + ", whose dependencies it cannot satisfy";
        String reason = isNothing ? YumMessages.reason(new ScriptResult(1, text, "")) : YumMessages.refusal(text);
        String all = Stream.of(left, reason).filter(words -> !words.isEmpty()).collect(Collectors.joining("; "));
        return Optional.of(all).filter(words -> !words.isEmpty());
    }

    private static String successor(List<Transaction.Part> parts) {
        Transaction.Part last = parts.get(parts.size() - 1);
        return last.successor().isEmpty() ? last.name() : last.successor();
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
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> {
            int last = lines.size() - 1;
            boolean isRest = line.startsWith("  ")
                    && !line.isBlank()
                    && !REPLACING.matcher(line).matches();
            if (isRest && last >= 0 && lines.get(last).matches(" \\S.*")) {
                lines.set(last, lines.get(last).stripTrailing() + " " + line.strip());
            } else {
                lines.add(line);
            }
        });
        return lines;
    }
}
