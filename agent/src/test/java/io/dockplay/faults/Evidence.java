package io.dockplay.faults;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** All that is needed to understand a finding: what the runs said, the processes of the host, dockplay's folder there. */
final class Evidence {

    private static final int LONGEST = 60;
    /** What is as wanted, diffs and what programs write, and what the Java machine tells of its own threads. */
    private static final Pattern NOISE = Pattern.compile(
            "\\{\"event\":\"ok\".*|      [-+@| ].*|\tat (?!io\\.dockplay).*|.*daemon prio=.*|.*java\\.lang\\.Thread\\.State.*");

    private static final String FOLDER = """
            cd /var/lib/dockplay 2>/dev/null || exit 0
            ls -lR . | head -80
            for file in record jobs/*/owner jobs/*/process jobs/*/code jobs/*/output jobs/*/errors; do
              [ -f "$file" ] || continue
              echo "== $file"
              tail -c 1500 "$file"
              echo
            done
            """;

    private Evidence() {}

    static String of(Site site, List<Child> runs) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Child run : runs) {
            section(text, run + (run.isAlive() ? " (still at work)" : " → " + run.exit()));
            List<String> lines = run.said()
                    .lines()
                    .filter(line -> !NOISE.matcher(line).matches())
                    .toList();
            lines.stream().skip(Math.max(0, lines.size() - LONGEST)).forEach(line -> line(text, line));
        }
        section(text, "processes of " + site.host().name());
        Processes.of(site.host()).lines().forEach(process -> line(text, process));
        section(text, "/var/lib/dockplay");
        site.host().exec("sh", "-c", FOLDER).output().lines().forEach(entry -> line(text, entry));
        return text.toString();
    }

    private static void section(StringBuilder text, String title) {
        text.append("\n    --- ").append(title);
    }

    private static void line(StringBuilder text, String line) {
        text.append("\n    | ").append(line.length() > 220 ? line.substring(0, 220) + "…" : line);
    }
}
