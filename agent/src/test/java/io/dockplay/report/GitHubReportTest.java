package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubReportTest {

    private static final Event.Step START = new Event.Step("Start it", "service", "docker");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private final TreeMap<String, HostStats> stats = new TreeMap<>();

    private GitHubReport report(boolean drift, int verbosity, String... hosts) {
        return new GitHubReport(
                new PrintWriter(out),
                new PrintWriter(err, true),
                new RunHead(
                        RunHead.FORMAT,
                        "r1",
                        Instant.EPOCH,
                        "apply",
                        "site.yml",
                        drift,
                        verbosity,
                        drift,
                        List.of(hosts)),
                false,
                environment);
    }

    private void tell(GitHubReport report, Event... events) {
        for (Event event : events) {
            stats.merge(event.host(), HostStats.NOTHING.plus(event), HostStats::plus);
            report.accept(event);
        }
    }

    private GitHubRunner ended(GitHubReport report) {
        report.end(new RunSummary(stats, List.of()));
        return GitHubRunner.of(out.toString());
    }

    private static Event failed(String host, Problem problem, boolean ignored) {
        return new Event.Failed(host, START, problem, Optional.empty(), ignored);
    }

    private void change(GitHubReport report, String host) {
        List<Change> changes = List.of(Change.of("docker", "stopped", "started"));
        tell(
                report,
                new Event.Changing(host, START, changes, Script.of("true")),
                new Event.Changed(host, START, changes, Script.of("true")));
    }

    @Test
    void hosts_are_groups_and_problems_are_annotations_at_their_place() {
        GitHubReport report = report(false, 0, "web1", "web2", "db1");
        Problem problem = Problem.of(
                        Message.quoted("docker: does not start, 100% sure"), Message.quoted("Read its log."))
                .at(new Position("books/a,b.yml", 12, 7))
                .in(Message.quoted("task \"Start: it\""));
        change(report, "web1");
        change(report, "web2");
        tell(report, failed("db1", problem, false));
        tell(report, new Event.Warned("db1", START, "it is old"));

        GitHubRunner runner = ended(report);

        assertThat(runner.obeyed())
                .containsExactly(
                        "::group::web[1-2]  ",
                        "::endgroup::",
                        "::group::db1  ",
                        "::endgroup::",
                        "::error file=books/a%2Cb.yml,line=12,col=7,title=task \"Start%3A it\"::"
                                + "db1: docker: does not start, 100%25 sure%0ARead its log.",
                        "::warning title=dockplay apply site.yml::db1: service docker: it is old");
        assertThat(runner.shown()).contains("    ~ service docker  stopped → started", "3 hosts: 2 changed, 1 failed");
    }

    @Test
    void a_host_starts_no_command_whatever_it_prints() {
        List<String> lines = List.of(
                "::set-env name=PATH::/evil",
                "   ::add-mask::the",
                "##[add-path]/evil",
                "text ##[set-env name=A;]b",
                "::stop-commands::mine",
                "::endgroup::",
                "::error::forged");
        GitHubReport report = report(false, 1, "web1", "::add-mask::web2");
        for (String line : lines) {
            tell(
                    report,
                    new Event.Output("web1", START, "\n" + line + "\r" + line + "\u2028" + line + "\n"),
                    new Event.Said("web1", new Event.Step(line, "debug", line), line + "\n" + line),
                    new Event.Warned("::add-mask::web2", new Event.Step(line, "debug", line), line + "\n" + line),
                    failed(
                            "web1",
                            Problem.of(Message.quoted("a\n" + line), Message.quoted("b\n" + line))
                                    .in(Message.quoted(line)),
                            false));
        }

        GitHubRunner runner = ended(report);

        assertThat(runner.obeyed())
                .isNotEmpty()
                .allMatch(line ->
                        line.matches("::(group|error title=[^:,]*|warning title=[^:,]*)::[^\\n]+|::endgroup::"));
        assertThat(runner.obeyed())
                .filteredOn(line -> line.startsWith("::group"))
                .hasSize(2);
        assertThat(runner.obeyed()).filteredOn("::endgroup::"::equals).hasSize(2);
        assertThat(String.join("\n", runner.shown())).contains("::set-env name=PATH::/evil");
    }

    @Test
    void the_word_that_resumes_commands_is_another_each_time() {
        report(false, 0, "web1");
        report(false, 0, "web1");

        assertThat(out.toString().lines().distinct())
                .hasSize(2)
                .allMatch(line -> line.matches("::stop-commands::[0-9a-f]{32}"));
    }

    @Test
    void an_ignored_failure_is_a_warning() {
        GitHubReport report = report(false, 0, "web1");
        tell(report, failed("web1", Problem.of(Message.quoted("no"), Message.NONE), true));

        assertThat(ended(report).obeyed()).contains("::warning title=dockplay apply site.yml::web1: no");
    }

    @Test
    void drift_warns_of_the_hosts_that_differ() {
        GitHubReport report = report(true, 0, "web1", "web2");
        for (String host : List.of("web1", "web2")) {
            tell(
                    report,
                    new Event.Planned(host, START, List.of(Change.of("docker", "stopped", "started")), Script.of("")));
        }

        assertThat(ended(report).obeyed())
                .contains("::warning title=dockplay apply site.yml::web[1-2]: differs from the playbook");
    }

    @Test
    void a_place_in_the_repository_is_told_as_the_repository_has_it() {
        environment.put("GITHUB_WORKSPACE", folder.toString());
        GitHubReport report = report(false, -1, "web1");
        Path file = folder.resolve("ops/site.yml");
        tell(
                report,
                failed(
                        "web1",
                        Problem.at(new Position(file.toString(), 3, 0), Message.quoted("no"), Message.NONE),
                        false));

        assertThat(ended(report).obeyed())
                .containsExactly("::error file=ops/site.yml,line=3,title=dockplay apply site.yml::web1: no");
    }

    @Test
    void an_interrupted_run_tells_how_far_it_came() {
        GitHubReport report = report(false, 0, "web1", "web2");
        change(report, "web1");
        tell(report, new Event.Finished("web1"));
        report.interrupted();

        assertThat(GitHubRunner.of(out.toString()).obeyed())
                .contains("::error title=dockplay apply site.yml::interrupted: 1 of 2 hosts were done; not done: web2");
    }

    @Test
    void the_summary_is_added_to_the_file_of_the_step_and_nothing_in_it_is_markup() throws Exception {
        Path file = Files.writeString(folder.resolve("summary.md"), "# before\n");
        environment.put("GITHUB_STEP_SUMMARY", file.toString());
        GitHubReport report = report(false, 0, "web1", "db|<b>");
        change(report, "web1");
        tell(report, failed("db|<b>", Problem.of(Message.quoted("<script>& `x`"), Message.quoted("Read\nit.")), false));
        ended(report);

        assertThat(file).content().isEqualTo("""
                # before
                ### dockplay apply site.yml

                2 hosts\\: 1 changed, 1 failed

                | host | ended | ok | changed | failed | skipped |
                |---|---|--:|--:|--:|--:|
                | db\\|\\<b\\> | failed | 0 | 0 | 1 | 0 |
                | web1 | changed (1) | 0 | 1 | 0 | 0 |

                <pre>error: db|&lt;b&gt;: &lt;script&gt;&amp; `x`
                  Read
                  it.</pre>

                """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_summary_that_cannot_be_written_is_a_warning() {
        environment.put("GITHUB_STEP_SUMMARY", folder.resolve("no/summary.md").toString());
        GitHubReport report = report(false, 0, "web1");
        ended(report);

        assertThat(err.toString()).hasLineCount(1).contains("warning: the summary cannot be written");
    }
}
