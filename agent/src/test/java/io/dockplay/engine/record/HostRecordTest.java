package io.dockplay.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is read of a host's record, and what of it may go. */
class HostRecordTest {

    private static String line(String label, String what, String from, String to) {
        return """
                {"at":"2026-11-01T12:00:00Z","run":"r1","playbook":"site.yml","task":"t","module":"file","label":"%s",\
                "changes":[{"what":"%s","from":"%s","to":"%s"}]}
                """.formatted(label, what, from, to);
    }

    @Test
    void a_line_tells_when_by_which_run_and_playbook_and_what() {
        HostRecord record = HostRecord.read(line("/etc/motd", "content", "1 line", "2 lines"));

        assertThat(record.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.at()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
            assertThat(entry.run()).isEqualTo("r1");
            assertThat(entry.playbook()).isEqualTo("site.yml");
            assertThat(entry.changes()).containsExactly(Change.of("content", "1 line", "2 lines"));
        });
    }

    @Test
    void a_line_of_an_older_dockplay_has_neither_run_nor_playbook() {
        HostRecord record = HostRecord.read(
                "{\"at\":\"2026-10-01T00:00:00Z\",\"task\":\"t\",\"module\":\"package\",\"label\":\"gcc\",\"changes\":[]}\n");

        assertThat(record.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.run()).isEmpty();
            assertThat(entry.label()).isEqualTo("gcc");
        });
    }

    @Test
    void a_torn_line_is_passed_over() {
        String whole = line("/etc/motd", "content", "1 line", "2 lines");

        assertThat(HostRecord.read(whole.substring(0, 40) + "\n" + whole + whole.substring(0, 90))
                        .entries())
                .hasSize(1);
        assertThat(HostRecord.read("7\n\n\"x\"\n").entries()).isEmpty();
    }

    @Test
    void the_oldest_lines_that_uninstall_does_not_need_go_first() {
        List<String> lines = new ArrayList<>();
        lines.add(line("/etc/a", "content", "absent", "first"));
        for (int i = 0; i < 100; i++) {
            lines.add(line("/etc/a", "content", "drift " + i, "first"));
        }
        lines.add(line("/etc/a", "content", "first", "last"));
        HostRecord record = HostRecord.read(String.join("", lines));

        List<String> left = RecordCompaction.shortened(record, record.bytes() / 2).entries().stream()
                .map(entry -> entry.changes().get(0).from())
                .toList();

        assertThat(left).startsWith("absent").endsWith("drift 99", "first").doesNotContain("drift 40");
        assertThat(RecordCompaction.shortened(record, 0).entries()).hasSize(2);
        assertThat(RecordCompaction.shortened(record, record.bytes())).isEqualTo(record);
    }

    @Test
    void of_checksums_only_the_last_one_is_needed() {
        String text = List.of(1, 2, 3).stream()
                .map(i -> line("/etc/a", "/etc/a", "", "sha256:" + i))
                .collect(Collectors.joining());

        assertThat(RecordCompaction.shortened(HostRecord.read(text), 0).entries())
                .extracting(entry -> entry.changes().get(0).to())
                .containsExactly("sha256:3");
    }

    @Test
    void what_uninstall_needs_stays_were_it_more_than_there_is_room_for() {
        HostRecord record = HostRecord.read(line("/etc/a", "content", "absent", "1 line")
                + line("/etc/b", "content", "3 lines", "1 line")
                + line("/etc/b", "mode", "0600", "0644"));

        assertThat(RecordCompaction.shortened(record, 10)).isEqualTo(record);
    }
}
