package io.dockplay.modules.packages;

import io.dockplay.message.Message;
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
import java.util.stream.Stream;

/** Asks yum what a plan would do: it runs the plan's own commands and answers yum's question with no. */
final class YumTransaction {

    /** A heading such as {@code Installing for dependencies:}, {@code Updating:} or {@code Removing:}. */
    private static final Pattern SECTION = Pattern.compile(
            "(Install|Updat|Upgrad|Downgrad|Reinstall|Remov|Eras)ing(| .*(dependenc|dependent|group).*)?:",
            Pattern.CASE_INSENSITIVE);

    /** The heading above what yum skips because skip_broken is on. */
    private static final Pattern SKIPPED = Pattern.compile("Skipped \\(dependency problems\\):");

    /** A package's row: name, architecture, version, repository, size. */
    private static final Pattern ROW = Pattern.compile(" (\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(.*\\S)\\s*");

    /** The line below a package that replaces another one. */
    private static final Pattern REPLACING = Pattern.compile("\\s+replacing\\s+(\\S+)\\.[^.\\s]+\\s+(\\S+)\\s*");

    /** The size of the download; "Total size" counts the cache too. */
    private static final Pattern DOWNLOAD = Pattern.compile("Total download size: (.*\\S)\\s*");

    private YumTransaction() {}

    /**
     * Runs the plan's script with a yum that is never allowed to go ahead; the plan must not send files.
     *
     * <p>yum must always ask, whatever yum.conf says: assumeyes would answer the question, and without alwaysprompt yum
     * asks only
     * when it would change more than what was named. yum 3.4 saves a refused transaction in the folder for temporary
     * files, so
     * it gets its own. The files that it downloads from an address lie in a folder of /var/tmp, which is removed.
     *
     * <p>{@code real_yum} is a function of runtime.sh, by which a run with a bundle comes between.
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
                          echo n | real_yum --setopt=assumeyes=0 --setopt=alwaysprompt=1 "$@"
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

    /** Finds what yum cannot do; one command that works does not mean that all work. */
    private static Optional<String> problem(String text, boolean isNothing, List<String> skipped) {
        Message left = skipped.isEmpty()
                ? Message.NONE
                : Message.of(
                        "yum would leave out %s, whose dependencies it cannot satisfy", String.join(", ", skipped));
        Message reason = isNothing ? YumMessages.reason(new ScriptResult(1, text, "")) : YumMessages.refusal(text);
        return Optional.of(Message.listed(List.of(left, reason)))
                .filter(words -> !words.isNone())
                .map(Message::text);
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

    /** Splits the text into lines; a row that yum has broken in two is joined again. */
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
