package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read of the records of hosts. */
class HistoryReportTest {

    private static HostRecord.Entry entry(String at, String run, String label, Change... changes) {
        return new HostRecord.Entry(
                "", Instant.parse(at), run, "site.yml", "Settings", "file", false, label, List.of(changes));
    }

    private static String report(List<String> hosts, Event... events) {
        StringWriter text = new StringWriter();
        HistoryReport report = new HistoryReport(new PrintWriter(text), false, hosts);
        List.of(events).forEach(report);
        report.print();
        return text.toString().replace("\r\n", "\n");
    }

    @Test
    void hosts_with_the_same_history_are_one_block_although_their_clocks_differ() {
        String run = "20261124-001403-3f9a2c";
        Change content = Change.of("content", "absent", "1 line");
        Change sum = Change.of("/etc/motd", "", "sha256:0123");

        String told = report(
                List.of("web1", "web2", "db"),
                new Event.Recorded(
                        "web2",
                        new HostRecord(List.of(
                                entry("2026-11-24T00:14:09Z", run, "/etc/motd", content),
                                entry("2026-11-24T00:14:09Z", run, "/etc/motd", sum)))),
                new Event.Recorded(
                        "web1", new HostRecord(List.of(entry("2026-11-24T00:14:05Z", run, "/etc/motd", content)))),
                new Event.Recorded("db", new HostRecord(List.of())));

        assertThat(told).isEqualTo("""
                web[1-2] (2)
                  2026-11-24 00:14:03 UTC  site.yml, run 20261124-001403-3f9a2c
                    Settings: file /etc/motd
                      ~ content: absent → 1 line
                db  nothing on record
                """);
    }

    @Test
    void a_line_of_an_older_dockplay_tells_its_own_moment() {
        String told = report(
                List.of("web1"),
                new Event.Recorded(
                        "web1",
                        new HostRecord(List.of(
                                entry("2026-10-01T10:00:00Z", "", "/etc/motd", Change.of("mode", "0600", "0644"))))));

        assertThat(told).contains("2026-10-01 10:00:00 UTC  site.yml\n");
    }

    @Test
    void what_was_given_back_or_ended_badly_is_marked_and_the_uninstall_is_told() {
        HostRecord.Entry brought = new HostRecord.Entry(
                "",
                Instant.parse("2026-11-24T00:14:05Z"),
                "20261124-001403-3f9a2c",
                "site.yml",
                "Settings",
                "file",
                false,
                "/etc/motd",
                List.of(Change.of("content", "absent", "1 line")),
                new HostRecord.Past(
                        Optional.of(Instant.parse("2026-11-25T00:00:00Z")), false, Optional.of("exit code 1")));
        HostRecord.Entry gave = new HostRecord.Entry(
                "",
                Instant.parse("2026-11-25T00:00:00Z"),
                "20261125-000000-aaaaaa",
                "site.yml",
                "Settings",
                "file",
                false,
                "/etc/motd",
                List.of(Change.of("/etc/motd", "present", "absent")),
                new HostRecord.Past(Optional.empty(), true, Optional.empty()));

        assertThat(report(List.of("web1"), new Event.Recorded("web1", new HostRecord(List.of(brought, gave)))))
                .isEqualTo("""
                        web1
                          2026-11-24 00:14:03 UTC  site.yml, run 20261124-001403-3f9a2c
                            Settings: file /etc/motd  (given back)
                              ! content: absent → 1 line  (exit code 1)
                          2026-11-25 00:00:00 UTC  site.yml, uninstall, run 20261125-000000-aaaaaa
                            Settings: file /etc/motd
                              ~ /etc/motd: present → absent
                        """);
    }

    @Test
    void a_host_that_cannot_be_asked_is_told_last() {
        String told = report(
                List.of("web1", "web2"),
                new Event.Unreachable(
                        "web1", Problem.of(Message.quoted("web1: nothing listens"), Message.quoted("Is it up?"))),
                new Event.Recorded("web2", new HostRecord(List.of())));

        assertThat(told).startsWith("web2  nothing on record").contains("error: web1: nothing listens");
    }
}
