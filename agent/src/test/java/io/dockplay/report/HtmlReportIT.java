package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import io.dockplay.report.log.RunInputs;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a run in a real Chromium, opened from the disk. */
@Timeout(900)
class HtmlReportIT {

    private static final String HOSTILE = "<script>document.title='taken'</script><img src=x onerror=alert(1)>";

    /** Writes into the page, after the scheme of its colours, each fault in a line. */
    private static final String FAULTS = """
            axe.run(document).then(result => {
              const faults = result.violations.flatMap(rule => rule.nodes.map(node => rule.id + ' ' + node.target + ' ' + node.failureSummary));
              for (const each of document.querySelectorAll('button, input, [tabindex]')) {
                each.focus();
                if (each.closest('[hidden]') || each.offsetParent === null) continue;
                if (document.activeElement !== each) faults.push('no key reaches: ' + each.outerHTML);
                else if (!each.matches(':focus-visible') || getComputedStyle(each).outlineStyle === 'none') faults.push('no focus is seen: ' + each.outerHTML);
              }
              const told = document.createElement('pre');
              told.id = 'faults';
              told.textContent = [matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light', ...faults.map(fault => fault.replace(/[\\s<>]+/g, ' '))].join('\\n');
              document.body.append(told);
            });
            """;

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();

    private HtmlReport report(List<String> hosts) {
        return new HtmlReport(
                new RunHead(
                        RunHead.FORMAT,
                        "20261101-120000-abcdef",
                        clock.instant(),
                        "apply",
                        "site.yml",
                        false,
                        0,
                        false,
                        hosts,
                        new RunInputs(
                                "0.1.0",
                                "17.0.9",
                                "Linux 6.1, amd64",
                                "3f".repeat(32),
                                List.of("hosts"),
                                "web*",
                                List.of(),
                                List.of(),
                                "",
                                50,
                                List.of("colour"))),
                clock);
    }

    private static Event.Step step(String task, String label) {
        return new Event.Step(task, "file", label);
    }

    /** Three hosts: two settled, one on which a task fails and prints what it should not. */
    private Path small() throws Exception {
        HtmlReport report = report(List.of("web1", "web2", "db1", "lost"));
        for (String host : List.of("web1", "web2", "db1")) {
            clock.pass(1);
            report.accept(new Event.Output(
                    host, step("Write the motto", "/etc/motd"), "done in 0." + host.length() + clock.instant()));
            report.accept(new Event.Changed(
                    host,
                    step("Write the motto", "/etc/motd"),
                    List.of(Change.of("content", "old", "new")
                            .withDiff("--- /etc/motd\n+++ /etc/motd\n@@ -1,1 +1,1 @@\n-old\n+new 日本")),
                    Script.of("true")));
        }
        clock.pass(40);
        report.accept(new Event.Failed(
                "db1",
                step("Start it", "docker"),
                Problem.of(
                        Message.quoted("db1: service docker does not start " + HOSTILE),
                        Message.quoted("Read its log.")),
                Optional.of(new ScriptResult(1, HOSTILE, "Failed to start")),
                false));
        report.accept(new Event.Unreachable(
                "lost", Problem.of(Message.quoted("lost: no route"), Message.quoted("Check the network."))));
        return write(report);
    }

    private Path write(HtmlReport report) throws Exception {
        return Files.writeString(folder.resolve("run.html"), report.page());
    }

    private String dom(Path page, String fragment, String... more) throws Exception {
        return new Chromium(folder.resolve("profile")).dom(page, fragment, more);
    }

    private static int count(String dom, String text) {
        return (int) Pattern.compile(Pattern.quote(text)).matcher(dom).results().count();
    }

    @Test
    void hosts_with_the_same_results_are_one_row_that_opens() throws Exception {
        Path page = small();

        String folded = dom(page, "");
        assertThat(folded)
                .contains("web[1-2] (2)</button>")
                .contains(">4 hosts<")
                .contains("Where the time went");
        assertThat(count(folded, "<th scope=\"row\"")).isEqualTo(3 + 2);
        String open = dom(page, "open=0");
        assertThat(open).contains("aria-expanded=\"true\"").contains("title=\"web2\"");
        assertThat(dom(page, "cell=0,1,0")).contains("web2: Write the motto").contains("What web2 printed:");
    }

    @Test
    void the_causes_of_failures_stand_at_the_top() throws Exception {
        assertThat(dom(small(), ""))
                .containsSubsequence(
                        "What failed, and why",
                        "error: db1: service docker does not start",
                        "Read its log.</pre>",
                        "error: lost: no route",
                        "Hosts and tasks");

        HtmlReport well = report(List.of("web1"));
        well.accept(new Event.Ok("web1", step("Write the motto", "/etc/motd")));
        assertThat(dom(write(well), ""))
                .contains("<section id=\"problems\" aria-labelledby=\"problems-title\" hidden=\"\">");
    }

    @Test
    void hosts_that_differ_by_nothing_but_their_own_names_are_one_row_with_one_cause() throws Exception {
        HtmlReport report = report(List.of("web1", "web2"));
        for (String host : List.of("web1", "web2")) {
            report.accept(new Event.Changed(
                    host,
                    step("Its name", "/etc/motd"),
                    List.of(Change.of("content", "", "1 line").withDiff("+I am " + host)),
                    Script.of("true")));
            report.accept(new Event.Unreachable(
                    host, Problem.of(Message.quoted(host + ": no route"), Message.quoted("Ping " + host + "."))));
        }

        String dom = dom(write(report), "");
        assertThat(count(dom, ">error: ")).isEqualTo(1);
        assertThat(dom).contains("error: web[1-2]: no route").contains("web[1-2] (2)</button>");
    }

    @Test
    void what_is_searched_and_filtered_is_shown_and_nothing_else() throws Exception {
        Path page = small();

        assertThat(dom(page, "search=docker"))
                .contains(">1 host<")
                .contains("title=\"db1\"")
                .doesNotContain("title=\"lost\"");
        assertThat(dom(page, "only=unreachable")).contains(">1 host<").contains("title=\"lost\"");
        assertThat(dom(page, "search=nothing%20like%20it")).contains(">0 hosts<");
    }

    @Test
    void a_cell_shows_its_changes_and_its_diff() throws Exception {
        assertThat(dom(small(), "cell=0,,0"))
                .contains("web[1-2]: Write the motto")
                .contains("content: old → new")
                .contains("<span class=\"remove\">-old</span>")
                .contains("<span class=\"add\">+new 日本</span>");
    }

    @Test
    void what_a_host_prints_is_text_and_nothing_else() throws Exception {
        String dom = dom(small(), "cell=1,,1");

        assertThat(dom)
                .contains("<title>dockplay apply site.yml, 20261101-120000-abcdef</title>")
                .contains("&lt;script&gt;document.title='taken'&lt;/script&gt;")
                .contains("Failed to start")
                .doesNotContain("<img");
    }

    /** What axe and the keyboard find fault with, in a copy of the page that lets their script in. */
    private List<String> faults(Path page, String fragment, String... more) throws Exception {
        String axe;
        try (InputStream script = Objects.requireNonNull(HtmlReportIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        String checked = Files.readString(page)
                .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace("</body>", "<script>" + axe + "</script><script>" + FAULTS + "</script></body>");
        String dom = dom(Files.writeString(folder.resolve("checked.html"), checked), fragment, more);
        Matcher found = Pattern.compile("<pre id=\"faults\">([^<]*)</pre>").matcher(dom);
        assertThat(found.find()).as("axe has run").isTrue();
        assertThat(found.group(1)).startsWith(more.length == 0 ? "light" : "dark");
        return found.group(1).lines().skip(1).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open=0&cell=0,,0", "cell=1,,1", "cell=2,,host"})
    void everybody_can_read_and_operate_the_page_by_day_and_by_night(String fragment) throws Exception {
        Path page = small();

        assertThat(faults(page, fragment)).isEmpty();
        assertThat(faults(page, fragment, "--blink-settings=preferredColorScheme=0"))
                .isEmpty();
    }

    @Test
    void a_page_with_a_fault_is_found_out() throws Exception {
        Path page = small();
        String spoilt = Files.readString(page)
                .replace("<html lang=\"en\">", "<html>")
                .replace("aria-label=\"The table of times\"><table", "><table")
                .replace(
                        "<output id=\"count\">",
                        "<button id=\"bare\" style=\"outline: none\"></button>"
                                + "<span style=\"color: #aaa; background: #fff\">pale</span><output id=\"count\">")
                .replaceFirst("style-src '[^']*'", "style-src 'unsafe-inline'");

        assertThat(faults(Files.writeString(page, spoilt), ""))
                .anyMatch(fault -> fault.startsWith("html-has-lang"))
                .anyMatch(fault -> fault.startsWith("color-contrast"))
                .anyMatch(fault -> fault.startsWith("button-name"))
                .anyMatch(fault -> fault.startsWith("no focus is seen: "));
    }

    @Test
    void a_fleet_of_two_thousand_hosts_is_opened_whole() throws Exception {
        List<String> hosts =
                IntStream.range(0, 2000).mapToObj("node%04d"::formatted).toList();
        List<String> tasks =
                IntStream.range(0, 30).mapToObj("Task number %d"::formatted).toList();
        HtmlReport report = report(hosts);
        for (int i = 0; i < hosts.size(); i++) {
            for (int k = 0; k < tasks.size(); k++) {
                // Each host has changed something else, so that no two are one row.
                boolean isOk = (i >> (k % 11) & 1) == 0;
                Event.Step step = step(tasks.get(k), "/etc/file" + k);
                report.accept(
                        isOk
                                ? new Event.Ok(hosts.get(i), step)
                                : new Event.Changed(
                                        hosts.get(i),
                                        step,
                                        List.of(Change.of("mode", "0600", "0644")),
                                        Script.of("true")));
            }
        }
        Path page = write(report);

        assertThat(Files.size(page)).isLessThan(2_000_000);
        String dom = dom(page, "");
        assertThat(dom).contains(">2000 hosts<");
        assertThat(count(dom, "<td><button")).isEqualTo(2000 * 30);
        assertThat(new ArrayList<>(List.of(dom.split("<tr", -1)))).hasSizeGreaterThan(2000);
    }
}
