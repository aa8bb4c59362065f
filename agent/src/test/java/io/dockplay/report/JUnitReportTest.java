package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JUnitReportTest {

    private static final Event.Step INSTALL = new Event.Step("Install docker", "package", "docker-ce");
    private static final Event.Step START = new Event.Step("Start it", "service", "docker");
    private static final List<Change> CHANGES = List.of(Change.of("docker-ce", "absent", "26.1.4"));

    private final SetClock clock = new SetClock();
    private final StringWriter out = new StringWriter();

    private JUnitReport report(boolean drift, String... hosts) {
        return new JUnitReport(
                new PrintWriter(out),
                new RunHead(
                        RunHead.FORMAT,
                        "r1",
                        clock.instant(),
                        "apply",
                        "books/site.yml",
                        drift,
                        0,
                        drift,
                        List.of(hosts)),
                clock);
    }

    private JUnitXml printed(JUnitReport report, String... finished) throws Exception {
        List.of(finished).forEach(host -> report.accept(new Event.Finished(host)));
        report.print();
        return JUnitXml.of(out.toString());
    }

    @Test
    void a_host_is_a_suite_and_a_task_a_case() throws Exception {
        JUnitReport report = report(false, "web1.example.com");
        report.accept(new Event.Probed("web1.example.com", INSTALL, Script.of("true")));
        clock.pass(2);
        report.accept(new Event.Changed("web1.example.com", INSTALL, CHANGES, Script.of("true")));
        report.accept(new Event.Ok("web1.example.com", START));
        report.accept(new Event.Skipped("web1.example.com", new Event.Step("Only on Sunday", "", ""), "when is false"));

        JUnitXml xml = printed(report, "web1.example.com");

        assertThat(xml.cases())
                .containsExactly(
                        "web1.example.com: Install docker: passed",
                        "web1.example.com: Start it: passed",
                        "web1.example.com: Only on Sunday: skipped");
        Element suite = xml.only("testsuite");
        assertThat(suite.getAttribute("time")).isEqualTo("2.000");
        assertThat(((Element) suite.getFirstChild().getNextSibling()).getAttribute("classname"))
                .isEqualTo("site.web1_example_com");
        assertThat(xml.only("system-out").getTextContent()).isEqualTo("package docker-ce: docker-ce: absent → 26.1.4");
        assertThat(xml.only("skipped").getAttribute("message")).isEqualTo("when is false");
    }

    @Test
    void the_steps_of_a_task_are_one_case_that_is_as_bad_as_the_worst() throws Exception {
        JUnitReport report = report(false, "web1");
        report.accept(new Event.Skipped("web1", INSTALL, "when is false"));
        report.accept(new Event.Ok("web1", INSTALL));
        report.accept(new Event.Ok("web1", START));
        report.accept(new Event.Failed(
                "web1", START, Problem.of(Message.quoted("web1: it is dead"), Message.NONE), Optional.empty(), false));

        assertThat(printed(report, "web1").cases())
                .containsExactly("web1: Install docker: passed", "web1: Start it: failure");
    }

    @Test
    void a_failure_has_its_message_and_the_last_lines_that_were_printed() throws Exception {
        String printed = IntStream.range(0, 200).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        JUnitReport report = report(false, "web1");
        report.accept(new Event.Failed(
                "web1",
                START,
                Problem.of(Message.quoted("web1: docker does not start"), Message.quoted("Read its log.")),
                Optional.of(new ScriptResult(1, printed, "")),
                false));

        Element failure = printed(report, "web1").only("failure");

        assertThat(failure.getAttribute("message")).isEqualTo("web1: docker does not start");
        assertThat(failure.getTextContent())
                .startsWith("web1: docker does not start\n  Read its log.\n\nline 100\n")
                .endsWith("line 199");
    }

    @Test
    void what_a_running_change_printed_stands_with_its_failure_and_with_no_other() throws Exception {
        JUnitReport report = report(false, "web1");
        report.accept(new Event.Output("web1", INSTALL, "of another task"));
        report.accept(new Event.Changed("web1", INSTALL, CHANGES, Script.of("true")));
        report.accept(new Event.Output("web1", START, "Starting docker: "));
        report.accept(new Event.Output("web1", START, "no cgroups"));
        report.accept(new Event.Failed(
                "web1", START, Problem.of(Message.quoted("web1: no"), Message.NONE), Optional.empty(), false));

        assertThat(printed(report, "web1").only("failure").getTextContent())
                .isEqualTo("web1: no\n\nStarting docker: no cgroups");
    }

    @Test
    void a_failure_that_is_ignored_is_no_failure() throws Exception {
        JUnitReport report = report(false, "web1");
        report.accept(new Event.Failed(
                "web1", START, Problem.of(Message.quoted("web1: no"), Message.NONE), Optional.empty(), true));

        JUnitXml xml = printed(report, "web1");

        assertThat(xml.cases()).containsExactly("web1: Start it: passed");
        assertThat(xml.only("system-out").getTextContent())
                .contains("failed, and goes on")
                .contains("web1: no");
    }

    @Test
    void a_host_that_is_lost_is_an_error_that_names_what_was_under_way() throws Exception {
        JUnitReport report = report(false, "web1", "web2", "web3");
        report.accept(new Event.Changing("web1", INSTALL, CHANGES, Script.of("true")));
        report.accept(new Event.Unreachable(
                "web1", Problem.of(Message.quoted("web1: no route"), Message.quoted("Check the network."))));
        report.accept(new Event.Stopped("web2", Problem.of(Message.quoted("web2: stopped"), Message.NONE)));

        JUnitXml xml = printed(report, "web1", "web2");

        assertThat(xml.cases())
                .containsExactly(
                        "web1: the host itself: error",
                        "web2: the host itself: skipped",
                        "web3: the host itself: error");
        assertThat(xml.document().getElementsByTagName("error").item(0).getTextContent())
                .contains("web1: no route")
                .contains("package docker-ce: docker-ce: absent → 26.1.4");
        assertThat(xml.document().getElementsByTagName("error").item(1).getTextContent())
                .contains("the run ended before this host was done");
    }

    @Test
    void a_difference_is_a_failure_for_drift_and_for_no_other() throws Exception {
        JUnitReport plan = report(false, "web1");
        plan.accept(new Event.Planned("web1", INSTALL, CHANGES, Script.of("true")));
        assertThat(printed(plan, "web1").cases()).containsExactly("web1: Install docker: passed");
        out.getBuffer().setLength(0);

        JUnitReport drift = report(true, "web1");
        drift.accept(new Event.Planned("web1", INSTALL, CHANGES, Script.of("true")));
        JUnitXml xml = printed(drift, "web1");

        assertThat(xml.cases()).containsExactly("web1: Install docker: failure");
        assertThat(xml.only("failure").getAttribute("type")).isEqualTo("drift");
    }

    @Test
    void what_no_xml_may_hold_is_replaced_and_nothing_ends_an_element() throws Exception {
        String evil = "\u0000\u001b[31m]]></failure><x a=\"'&\uFFFE\uD800\u202e";
        JUnitReport report = report(false, "web1");
        report.accept(new Event.Failed(
                "web1",
                new Event.Step("Task " + evil, "command", evil),
                Problem.of(Message.quoted("web1: " + evil), Message.quoted(evil))
                        .in(Message.quoted(evil)),
                Optional.of(new ScriptResult(1, evil + "\r\n\ttwo", evil)),
                false));

        Element failure = printed(report, "web1").only("failure");

        assertThat(failure.getTextContent())
                .contains("\uFFFD\uFFFD[31m]]></failure><x a=\"'&\uFFFD\uFFFD\uFFFD\n\ttwo");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).endsWith("<x a=\"'&\uFFFD\uFFFD\uFFFD");
    }
}
