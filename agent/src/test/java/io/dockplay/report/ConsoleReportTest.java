package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;
import io.dockplay.transport.Unreachable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read. */
class ConsoleReportTest {

    private static final Machine MACHINE = new Machine(
            "CentOS",
            "7.9.2009",
            7,
            "x86_64",
            "3.10.0",
            InitSystem.SYSTEMD,
            "h",
            Optional.empty(),
            1024,
            2,
            "disabled",
            Optional.empty());
    private static final Event.Step STEP = new Event.Step("Install docker", "package", "docker-ce");

    private static final String AT_ONCE = ",\"at\":\"2026-11-01T12:00:00Z\",\"seconds\":0.0}";

    private final StringWriter text = new StringWriter();
    private final SetClock clock = new SetClock();

    private String report(int verbosity, boolean dryRun, Map<String, List<Event>> events) {
        List<String> hosts = events.keySet().stream().sorted().toList();
        ConsoleReport report = new ConsoleReport(new PrintWriter(text, true), false, false, verbosity, hosts);
        List<HostTarget> targets = hosts.stream().map(ConsoleReportTest::target).toList();
        RunSummary summary = new FleetRun(1, report)
                .run(targets, (target, tell) -> events.get(target.name()).forEach(tell));
        report.summary(summary, dryRun, false);
        return text.toString();
    }

    private static HostTarget target(String name) {
        return new HostTarget(
                name,
                () -> {
                    throw new Unreachable(Problem.of(Message.quoted("unused"), Message.NONE));
                },
                Optional.empty(),
                List.of());
    }

    @Test
    void hosts_whose_lines_differ_in_their_own_name_only_are_one_block_with_one_diff() {
        String text = report(
                0,
                true,
                Map.of(
                        "web1", named("web1", "server_name web1;"),
                        "web2", named("web2", "server_name web2;"),
                        "web3", named("web3", "server_name web9;")));

        assertThat(text).startsWith("""
                        web[1-2] (2)  CentOS 7.9.2009, x86_64, kernel 3.10.0  shown of web1; each has its own name there
                          Settings
                            ~ file /etc/x: content  1 line → 2 lines
                              +server_name web1;
                        web3  CentOS 7.9.2009, x86_64, kernel 3.10.0
                          Settings
                            ~ file /etc/x: content  1 line → 2 lines
                              +server_name web9;
                        """);
    }

    @Test
    void a_host_that_is_called_like_a_word_of_the_lines_stays_with_the_others() {
        String text =
                report(0, true, Map.of("docker", named("docker", "start docker"), "web", named("web", "start docker")));

        assertThat(text).startsWith("docker,web (2)  CentOS 7.9.2009, x86_64, kernel 3.10.0\n");
    }

    private static List<Event> named(String host, String line) {
        Change content = Change.of("content", "1 line", "2 lines").withDiff("+" + line);
        return List.of(
                new Event.Connected(host, MACHINE),
                new Event.Planned(
                        host, new Event.Step("Settings", "file", "/etc/x"), List.of(content), Script.NOTHING));
    }

    @Test
    void a_planned_change_is_shown_with_its_diff_and_what_comes_first() {
        Change mode = Change.of("mode", "0644", "0600").after("package docker-ce");
        Change content =
                Change.of("content", "1 line", "2 lines").withDiff("--- /etc/x\n+++ /etc/x\n@@ -1 +1,2 @@\n a\n+b");
        Event planned = new Event.Planned(
                "web1", new Event.Step("Settings", "file", "/etc/x"), List.of(content, mode), Script.NOTHING);

        assertThat(report(0, true, Map.of("web1", List.of(new Event.Connected("web1", MACHINE), planned))))
                .isEqualTo("""
                        web1  CentOS 7.9.2009, x86_64, kernel 3.10.0
                          Settings
                            ~ file /etc/x: content  1 line → 2 lines
                              --- /etc/x
                              +++ /etc/x
                              @@ -1 +1,2 @@
                               a
                              +b
                            ~ file /etc/x: mode  0644 → 0600  after package docker-ce

                        host      ok  to change  failed  skipped
                        web1       0          1       0        0
                        1 host: 1 to change
                        """);
    }

    @Test
    void hosts_where_all_is_as_wanted_are_only_a_row_of_the_table() {
        List<Event> one = List.of(new Event.Connected("web1", MACHINE), new Event.Ok("web1", STEP));
        List<Event> other = List.of(new Event.Connected("web2", MACHINE), new Event.Ok("web2", STEP));

        assertThat(report(0, false, Map.of("web1", one, "web2", other))).isEqualTo("""

                        host          ok    changed  failed  skipped
                        web[1-2]       1          0       0        0
                        2 hosts: 2 as wanted
                        """);
    }

    @Test
    void the_same_failure_on_several_hosts_is_told_once() {
        assertThat(report(0, false, Map.of("web1", List.of(failure("web1")), "web2", List.of(failure("web2")))))
                .containsOnlyOnce("no package docker-ce available")
                .contains("""
                        error: web[1-2]: package docker-ce: no package docker-ce available
                          at site.yml:3:5, task "Install docker"
                          Check the name.
                        """);
    }

    @Test
    void hosts_of_which_there_is_the_same_to_tell_are_one_block_and_one_row() {
        Map<String, List<Event>> events = new TreeMap<>();
        for (int i = 1; i <= 42; i++) {
            String host = "web%02d".formatted(i);
            Event connected = new Event.Connected(host, MACHINE);
            Event last = i == 41
                    ? new Event.Ok(host, STEP)
                    : new Event.Planned(
                            host, STEP, List.of(Change.of("docker-ce", "absent", "26.1.4")), Script.NOTHING);
            events.put(host, List.of(connected, last));
        }

        assertThat(report(0, true, events)).isEqualTo("""
                        web[01-40,42] (41)  CentOS 7.9.2009, x86_64, kernel 3.10.0
                          Install docker
                            ~ package docker-ce  absent → 26.1.4

                        host               ok  to change  failed  skipped
                        web[01-40,42]       0          1       0        0
                        web41               1          0       0        0
                        42 hosts: 41 to change, 1 as wanted
                        """);
    }

    @Test
    void a_brief_report_of_one_host_that_is_as_wanted_is_one_line() {
        List<Event> events = List.of(new Event.Connected("web1", MACHINE), new Event.Ok("web1", STEP));
        ConsoleReport report = new ConsoleReport(new PrintWriter(text, true), false, true, 0, List.of("web1"));
        RunSummary summary =
                new FleetRun(1, report).run(List.of(target("web1")), (target, tell) -> events.forEach(tell));

        report.total(summary);

        assertThat(text).hasToString("1 host: 1 as wanted\n");
    }

    @Test
    void an_interrupted_run_tells_how_far_it_came() {
        ConsoleReport report =
                new ConsoleReport(new PrintWriter(text, true), false, false, 0, List.of("web1", "web2", "web3"));
        Event change =
                new Event.Changing("web1", STEP, List.of(Change.of("docker-ce", "absent", "26.1.4")), Script.NOTHING);
        List.of(new Event.Connected("web1", MACHINE), change, new Event.Finished("web1"))
                .forEach(report);

        report.interrupted();

        assertThat(text).hasToString("""
                        web1  CentOS 7.9.2009, x86_64, kernel 3.10.0
                          Install docker
                            ? package docker-ce  absent → 26.1.4

                        1 of 3 hosts were done; not done: web[2-3]
                        """);
    }

    private static final Event CHANGING =
            new Event.Changing("web1", STEP, List.of(Change.of("docker-ce", "absent", "26.1.4")), Script.NOTHING);

    @Test
    void only_what_holds_has_the_mark_of_a_change() {
        Event changed =
                new Event.Changed("web1", STEP, List.of(Change.of("docker-ce", "absent", "26.1.4")), Script.NOTHING);
        Event lost = new Event.Unreachable(
                "web1", Problem.of(Message.quoted("web1: no answer from 192.0.2.7:22"), Message.NONE));

        assertThat(report(0, false, Map.of("web1", List.of(CHANGING, changed))))
                .contains("    ~ package docker-ce  absent → 26.1.4\n");
        text.getBuffer().setLength(0);
        assertThat(report(0, false, Map.of("web1", List.of(CHANGING, failure("web1")))))
                .contains("    ! package docker-ce  absent → 26.1.4\n    package docker-ce  FAILED\n")
                .doesNotContain("~");
        text.getBuffer().setLength(0);
        assertThat(report(0, false, Map.of("web1", List.of(CHANGING, lost))))
                .contains("    ? package docker-ce  absent → 26.1.4\n")
                .doesNotContain("~");
        text.getBuffer().setLength(0);
        assertThat(report(0, false, Map.of("web1", List.of(CHANGING, new Event.Ok("web1", STEP)))))
                .doesNotContain("~");
    }

    @Test
    void what_a_change_writes_stands_below_it_before_it_is_known_whether_it_holds() {
        Event output = new Event.Output("web1", STEP, "Downloading\n");

        assertThat(report(0, false, Map.of("web1", List.of(CHANGING, output, failure("web1")))))
                .containsSubsequence(
                        "    > package docker-ce  absent → 26.1.4\n",
                        "      | Downloading\n",
                        "    ! package docker-ce  absent → 26.1.4\n");
    }

    @Test
    void json_tells_what_was_not_made_and_what_was_only_begun() {
        JsonReport report = new JsonReport(new PrintWriter(text, true), clock);
        Event lost = new Event.Unreachable(
                "web1", Problem.of(Message.quoted("web1: no answer from 192.0.2.7:22"), Message.NONE));
        report.accept(CHANGING);
        clock.pass(40);
        List.of(failure("web1"), CHANGING, lost, lost).forEach(report);

        String changes = "[{\"what\":\"docker-ce\",\"from\":\"absent\",\"to\":\"26.1.4\"";
        assertThat(text.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("\"event\":\"begun\"", "\"changes\":" + changes)
                                .endsWith("\"at\":\"2026-11-01T12:00:00Z\"}"),
                        line -> assertThat(line)
                                .contains("\"event\":\"failed\"", "\"not_made\":" + changes)
                                .endsWith("\"at\":\"2026-11-01T12:00:40Z\",\"seconds\":40.0}"),
                        line -> assertThat(line).contains("\"event\":\"begun\""),
                        line -> assertThat(line).contains("\"event\":\"unreachable\"", "\"begun\":" + changes),
                        line -> assertThat(line).doesNotContain("begun", "seconds"));
    }

    @Test
    void a_host_counts_once_in_the_total_whatever_befell_it() {
        Event lost = new Event.Unreachable(
                "web1", Problem.of(Message.quoted("web1: no answer from 192.0.2.7:22"), Message.NONE));
        Event ok = new Event.Ok("web2", STEP);

        assertThat(report(0, false, Map.of("web1", List.of(failure("web1"), lost), "web2", List.of(ok))))
                .endsWith("2 hosts: 1 as wanted, 1 unreachable\n");
    }

    private static Event failure(String host) {
        Problem problem = Problem.at(
                        new Position("site.yml", 3, 5),
                        Message.quoted(host + ": package docker-ce: no package docker-ce available"),
                        Message.quoted("Check the name."))
                .in(Message.quoted("task \"Install docker\""));
        return new Event.Failed(host, STEP, problem, Optional.empty(), false);
    }

    @Test
    void what_a_host_sends_cannot_command_the_terminal() {
        Event output = new Event.Warned("web1", STEP, "\u001b[2Jgone\u0007");

        assertThat(report(1, false, Map.of("web1", List.of(output))))
                .contains("\uFFFD[2Jgone\uFFFD")
                .doesNotContain("\u001b");
    }

    @Test
    void json_tells_each_event_in_one_line_and_the_exit_code_last() {
        JsonReport report = new JsonReport(new PrintWriter(text, true), clock);
        Consumer<Event> tell = report;
        Stream.of(
                        new Event.Changed(
                                "web1", STEP, List.of(Change.of("docker-ce", "absent", "26.1.4")), Script.NOTHING),
                        failure("web1"))
                .forEach(tell);
        report.summary(new FleetRun(1, event -> {}).run(List.of(target("web1")), (target, listener) -> {}), 2);

        assertThat(text.toString().lines())
                .containsExactly(
                        "{\"event\":\"change\",\"host\":\"web1\",\"task\":\"Install docker\",\"module\":\"package\","
                                + "\"label\":\"docker-ce\",\"changes\":[{\"what\":\"docker-ce\",\"from\":\"absent\","
                                + "\"to\":\"26.1.4\"}],\"diff\":\"\""
                                + AT_ONCE,
                        "{\"event\":\"failed\",\"host\":\"web1\",\"task\":\"Install docker\",\"module\":\"package\","
                                + "\"label\":\"docker-ce\",\"ignored\":false,\"error\":\"web1: package docker-ce: no package"
                                + " docker-ce available\",\"where\":\"site.yml:3:5\",\"advice\":\"Check the name.\""
                                + AT_ONCE,
                        "{\"event\":\"summary\",\"hosts\":{\"web1\":{\"ok\":0,\"changed\":0,\"failed\":0,\"skipped\":0,"
                                + "\"unreachable\":false,\"unsupported\":false,\"stopped\":false}},\"exit\":2"
                                + AT_ONCE);
    }

    private String timed(boolean profile, int seconds) {
        ConsoleReport report =
                new ConsoleReport(new PrintWriter(text, true), false, false, 0, List.of("web1", "web2"), clock);
        for (String host : List.of("web1", "web2")) {
            report.accept(new Event.Ok(host, new Event.Step("Quick", "file", "/etc/x")));
            clock.pass(seconds);
            report.accept(new Event.Ok(host, STEP));
        }
        report.summary(new RunSummary(new TreeMap<>(), List.of()), false, profile);
        return text.toString();
    }

    @Test
    void a_run_of_some_seconds_ends_with_its_time_and_its_slowest_tasks() {
        assertThat(timed(false, 40)).endsWith("""
                it took 1:20
                  0:40  Install docker  web1
                """);
        text.getBuffer().setLength(0);
        assertThat(timed(false, 4)).doesNotContain("it took");
    }

    @Test
    void a_profile_has_the_time_of_every_task() {
        assertThat(timed(true, 4)).endsWith("""
                it took 0:08
                  0:04  Install docker  web1
                  0:00  Quick  web1
                """);
    }
}
