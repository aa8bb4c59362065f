package io.dockplay.report;

import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a run, in GitHub's Markdown: one line, a table of the hosts, and what is wrong. */
final class GitHubSummary {

    /** GitHub takes no more than a MiB of one step. */
    private static final int MOST_LETTERS = 200_000;

    private final StringBuilder text = new StringBuilder();

    GitHubSummary(String title, String total) {
        text.append("### ")
                .append(plain(title))
                .append("\n\n")
                .append(plain(total))
                .append("\n\n");
    }

    /** Adds the table, a row for all hosts with the same figures. */
    GitHubSummary with(RunSummary summary, RunHead head) {
        Map<HostStats, List<String>> rows = new LinkedHashMap<>();
        summary.hosts()
                .forEach((host, stats) ->
                        rows.computeIfAbsent(stats, any -> new ArrayList<>()).add(host));
        text.append("| host | ended | ok | ").append(head.dryRun() ? "to change" : "changed");
        text.append(" | failed | skipped |\n|---|---|--:|--:|--:|--:|\n");
        rows.forEach((stats, hosts) -> text.append("| %s | %s | %d | %d | %d | %d |%n"
                .formatted(
                        plain(HostSet.fold(hosts)),
                        ConsoleReport.word(stats, head.dryRun()),
                        stats.ok(),
                        stats.changed(),
                        stats.failed(),
                        stats.skipped())));
        text.append('\n');
        return this;
    }

    /** Adds what is wrong, as it is printed. */
    GitHubSummary with(List<Problem> problems) {
        int told = 0;
        for (Problem problem : problems) {
            if (text.length() > MOST_LETTERS) {
                text.append(problems.size() - told).append(" more stand in the log.\n");
                break;
            }
            text.append("<pre>").append(html(problem.toString())).append("</pre>\n\n");
            told++;
        }
        return this;
    }

    String text() {
        return text.toString();
    }

    /** A line of which nothing is markup. */
    private static String plain(String said) {
        return Harmless.line(said).replaceAll("[\\p{Punct}&&[^,.;/ ]]", "\\\\$0");
    }

    private static String html(String said) {
        return Harmless.text(said).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
