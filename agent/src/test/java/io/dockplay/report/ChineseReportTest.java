package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import io.dockplay.report.log.RunInputs;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people read who have chosen Chinese. */
class ChineseReportTest {

    private static final Event.Step STEP = new Event.Step("Settings", "file", "/etc/x");
    private static final List<Event> EVENTS = List.of(
            new Event.Planned("web1", STEP, List.of(Change.of("mode", "0644", "0600")), Script.NOTHING),
            new Event.Finished("web1"),
            new Event.Unreachable("db1", Problem.of(Message.quoted("db1: no route"), Message.quoted("Ping it."))),
            new Event.Finished("db1"));

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private final StringWriter text = new StringWriter();

    @BeforeEach
    void speakChinese() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.CHINESE);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    private static RunSummary summary() {
        SortedMap<String, HostStats> hosts = new TreeMap<>();
        EVENTS.forEach(
                event -> hosts.merge(event.host(), HostStats.NOTHING.plus(event), (sofar, one) -> sofar.plus(event)));
        return new RunSummary(hosts, List.of());
    }

    @Test
    void the_columns_of_the_table_stand_under_each_other() {
        ConsoleReport report = new ConsoleReport(new PrintWriter(text, true), false, false, 0, List.of("web1", "db1"));
        EVENTS.forEach(report);
        report.summary(summary(), true, false);

        assertThat(text.toString()).isEqualTo("""
                web1  \n\
                  Settings
                    ~ file /etc/x: mode  0644 → 0600
                db1  无法连接

                错误：db1: no route
                  Ping it.

                主机    正常     待变更    失败     跳过
                web1       0          1       0        0
                db1        0          0       0        0  无法连接
                2 台主机：1 台待变更，1 台无法连接
                """);
        List<String> table = text.toString().lines().skip(8).limit(2).toList();
        assertThat(Columns.of(table.get(0))).isEqualTo(Columns.of(table.get(1)));
    }

    @Test
    void answers_and_how_far_a_run_came_are_counted() {
        FoldedReport report = new FoldedReport(new PrintWriter(text, true), false, List.of("web1", "db1"));
        EVENTS.forEach(report);
        report.answer("web1", true, "有应答", List.of());
        report.print(summary());

        assertThat(text.toString()).startsWith("web1  有应答\n").endsWith("2 台主机：1 台正常，0 台失败，1 台无法连接\n");
        assertThat(HostSet.done(List.of("web1", "web2"), java.util.Set.of("web1")))
                .isEqualTo("已完成 1/2 台主机；未完成：web2");
    }

    @Test
    void the_page_says_which_language_it_is_in() {
        SetClock clock = new SetClock();
        RunHead head = new RunHead(
                RunHead.FORMAT,
                "r",
                clock.instant(),
                "apply",
                "site.yml",
                true,
                0,
                false,
                List.of("web1"),
                RunInputs.UNKNOWN);
        HtmlReport report = new HtmlReport(head, clock);
        EVENTS.forEach(report);

        assertThat(report.page())
                .contains("<html lang=\"zh\">", "<h2 id=\"hosts-title\">主机与任务</h2>", "\"to change\":\"待变更\"")
                .doesNotContain("Hosts and tasks</h2>");
    }
}
