package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

    private static final Instant MORNING = Instant.parse("2026-11-27T08:00:00Z");
    private static final Event CHANGED = new Event.Changed(
            "web1",
            new Event.Step("Say it", "file", "/etc/motd"),
            List.of(Change.of("content", "old", "new")),
            Script.of("true"));
    private static final Event LOST = new Event.Unreachable(
            "web2", Problem.of(Message.quoted("web2: no route"), Message.quoted("Check the network.")));
    private static final RunSummary SUMMARY = new RunSummary(
            new TreeMap<>(Map.of("web1", HostStats.NOTHING.plus(CHANGED), "web2", HostStats.NOTHING.plus(LOST))),
            List.of());

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private PastRuns runs() {
        return new PastRuns(folder.resolve("runs"));
    }

    private RunLog begin(String name) {
        RunHead head = new RunHead(
                RunHead.FORMAT, name, MORNING, "apply", "site.yml", true, 1, false, List.of("web1", "web2"));
        return RunLog.begin(head, runs(), InstantSource.fixed(MORNING.plusSeconds(3)), new PrintWriter(err, true));
    }

    @Test
    void a_run_is_read_as_it_was_written() {
        RunLog log = begin("20261127-080000-aaaaaa");
        log.accept(CHANGED);
        log.accept(LOST);
        log.end(SUMMARY, 4);

        List<Event> events = new ArrayList<>();
        PastRun past = runs().open("20261127-080000-aaaaaa");

        assertThat(past.head().hosts()).containsExactly("web1", "web2");
        assertThat(past.head().dryRun()).isTrue();
        assertThat(past.clock().instant()).isEqualTo(MORNING);
        assertThat(past.play(events::add)).contains(new PastRun.End(SUMMARY, 4));
        assertThat(events).containsExactly(CHANGED, LOST);
        assertThat(past.clock().instant()).isEqualTo(MORNING.plusSeconds(3));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void only_its_owner_can_read_it() throws Exception {
        begin("20261127-080000-aaaaaa").end(SUMMARY, 0);

        Path file = folder.resolve("runs/20261127-080000-aaaaaa.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void the_last_thirty_are_kept() {
        for (int i = 100; i < 135; i++) {
            begin("20261127-080000-000" + i).end(SUMMARY, 0);
        }

        assertThat(runs().names())
                .hasSize(30)
                .startsWith("20261127-080000-000105")
                .endsWith("20261127-080000-000134");
    }

    @Test
    void a_run_that_was_killed_while_it_wrote_is_read_up_to_there() throws Exception {
        begin("20261127-080000-aaaaaa").accept(CHANGED);
        Path file = folder.resolve("runs/20261127-080000-aaaaaa.jsonl");
        Files.writeString(file, Files.readString(file) + "{\"at\":\"2026-11-27T08:00:0");

        List<Event> events = new ArrayList<>();
        assertThat(runs().open("20261127-080000-aaaaaa").play(events::add)).isEmpty();
        assertThat(events).containsExactly(CHANGED);
    }

    @Test
    void a_log_that_cannot_be_written_is_a_warning_and_the_run_goes_on() throws Exception {
        Files.writeString(folder.resolve("runs"), "a file where the folder would be");

        RunLog log = begin("20261127-080000-aaaaaa");
        log.accept(CHANGED);
        log.end(SUMMARY, 0);

        assertThat(err.toString())
                .startsWith("warning: the log of this run cannot be written")
                .hasLineCount(1);
    }

    @Test
    void a_run_is_found_by_a_part_of_its_name() {
        begin("20261127-080000-aaaaaa").end(SUMMARY, 0);
        begin("20261127-090000-bbbbbb").end(SUMMARY, 0);

        assertThat(runs().find(Optional.empty())).isEqualTo("20261127-090000-bbbbbb");
        assertThat(runs().find(Optional.of("aaaaaa"))).isEqualTo("20261127-080000-aaaaaa");
        assertThat(runs().find(Optional.of("20261127-09"))).isEqualTo("20261127-090000-bbbbbb");
        assertThatThrownBy(() -> runs().find(Optional.of("20261127")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("2 runs are called");
        assertThatThrownBy(() -> runs().find(Optional.of("cccccc")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("there is no run \"cccccc\"");
    }

    @Test
    void a_spoilt_line_is_told_with_its_place() throws Exception {
        begin("20261127-080000-aaaaaa").accept(CHANGED);
        Path file = folder.resolve("runs/20261127-080000-aaaaaa.jsonl");
        Files.writeString(
                file,
                Files.readString(file) + "{\"at\":\"2026-11-27T08:00:00Z\",\"event\":\"danced\"}\n{\"at\":\"x\"}\n");

        assertThatThrownBy(() -> runs().open("20261127-080000-aaaaaa").play(event -> {}))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("aaaaaa.jsonl:3");
    }
}
