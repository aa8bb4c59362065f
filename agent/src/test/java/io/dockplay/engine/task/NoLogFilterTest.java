package io.dockplay.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.host.OneHost;
import io.dockplay.engine.plan.PlanRecorder;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.engine.uninstall.UninstallRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a task with {@code no_log} lets be known, wherever its name is told. */
@Timeout(120)
class NoLogFilterTest {

    private static final String WORD = "open-sesame";

    @TempDir
    Path folder;

    private OneHost host;

    @BeforeEach
    void up() {
        host = new OneHost(folder, Map.of("word", WORD));
    }

    private void nothingIsTold() {
        assertThat(host.told()).isNotEmpty();
        assertThat(host.told().toString()).doesNotContain(WORD);
    }

    @Test
    void another_attempt_does_not_name_it() throws Exception {
        host.run(new ApplyRun(RunMode.APPLY), """
                tasks:
                  - command: {shell: "echo ${word}; false"}
                    no_log: true
                    until: stdout == "x"
                    retries: 1
                    delay: 0
                    ignore_errors: true
                """);

        assertThat(host.told(Event.Retried.class)).isNotEmpty();
        nothingIsTold();
    }

    @Test
    void what_comes_after_it_in_a_dry_run_does_not_name_it() throws Exception {
        PlanRecorder plan = new PlanRecorder();
        host.run(new ApplyRun(RunMode.DRY_RUN), """
                tasks:
                  - name: Folder
                    file: {path: "DIR/${word}", state: directory}
                    no_log: true
                  - name: In it
                    file: {path: "DIR/${word}/x", content: a=1}
                    no_log: true
                """);
        host.told().forEach(plan);

        assertThat(host.told(Event.Planned.class)).hasSize(2);
        assertThat(host.told(Event.Planned.class).get(1).changes().get(0).after())
                .hasValue("file");
        assertThat(plan.plans().toString()).contains("file").doesNotContain(WORD);
        nothingIsTold();
    }

    @Test
    void what_a_dry_run_leaves_out_does_not_name_it() throws Exception {
        host.run(new ApplyRun(RunMode.DRY_RUN), """
                tasks:
                  - wait-for: {path: "DIR/${word}", timeout: 1}
                    no_log: true
                  - command: {shell: "echo ${word}"}
                    changed_when: false
                    no_log: true
                """);

        assertThat(host.told(Event.Skipped.class)).hasSize(2);
        nothingIsTold();
    }

    @Test
    void a_host_that_is_stopped_before_it_does_not_name_it() throws Exception {
        StopSignal stopSignal = new StopSignal();
        stopSignal.give();
        host.run(new ApplyRun(RunMode.APPLY, stopSignal), """
                tasks:
                  - command: {shell: "echo ${word}"}
                    no_log: true
                """);

        assertThat(host.told(Event.Stopped.class)).hasSize(1);
        nothingIsTold();
    }

    @Test
    void the_question_whether_to_do_it_does_not_name_it_nor_does_the_answer() throws Exception {
        List<String> questions = new ArrayList<>();
        ApplyRun run = new ApplyRun(RunMode.APPLY);
        run.askWith(
                question -> {
                    questions.add(question);
                    return "n";
                },
                true);
        host.run(run, """
                tasks:
                  - command: {shell: "echo ${word}"}
                    no_log: true
                """);

        assertThat(questions).singleElement().asString().contains("command").doesNotContain(WORD);
        assertThat(host.told(Event.Skipped.class)).hasSize(1);
        nothingIsTold();
    }

    @Test
    void what_boots_the_host_is_not_told() throws Exception {
        host.run(new ApplyRun(RunMode.DRY_RUN), """
                tasks:
                  - reboot: {command: "open-sesame now"}
                    no_log: true
                """);

        assertThat(host.told(Event.Planned.class)).hasSize(1);
        nothingIsTold();
    }

    @Test
    void an_option_that_turns_out_to_be_wrong_is_not_quoted() throws Exception {
        host.run(new ApplyRun(RunMode.APPLY), """
                tasks:
                  - command: {shell: "echo ${word}", read_only: true}
                    register: said
                    no_log: true
                  - file: {path: DIR/x, content: x, mode: "${said.stdout}"}
                    no_log: true
                """);

        assertThat(host.told(Event.Failed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.problem().what()).isEqualTo("web1: it failed, and no_log hides how");
            assertThat(failed.problem().where()).isPresent();
        });
        nothingIsTold();
    }

    private static final String CHANGES = """
            tasks:
              - name: Ask
                command: {shell: "echo ${word}"}
                no_log: true
              - name: Put
                file: {path: "DIR/${word}", content: "x"}
                no_log: true
              - name: Open
                command: {shell: "echo open"}
            """;

    @Test
    void the_record_keeps_what_uninstall_needs_and_no_words() throws Exception {
        host.run(new ApplyRun(RunMode.APPLY), CHANGES);

        List<HostRecord.Entry> entries = HostRecord.read(host.record()).entries();
        assertThat(host.record().lines().filter(line -> line.contains("\"module\":\"command\"")))
                .hasSize(2)
                .noneMatch(line -> line.contains(WORD));
        assertThat(entries)
                .anyMatch(entry -> entry.label().equals(folder.resolve(WORD).toString()));
        assertThat(entries).anyMatch(entry -> entry.label().equals("echo open"));

        host.run(new UninstallRun(RunMode.DRY_RUN), CHANGES);
        nothingIsTold();
        host.run(new UninstallRun(RunMode.APPLY), CHANGES);
        nothingIsTold();
        assertThat(folder.resolve(WORD)).doesNotExist();
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void what_was_there_before_is_kept_without_its_name() throws Exception {
        Files.writeString(folder.resolve(WORD), "x");
        host.run(new ApplyRun(RunMode.APPLY), CHANGES);
        host.run(new UninstallRun(RunMode.APPLY), CHANGES);

        nothingIsTold();
    }

    @Test
    void what_the_playbook_has_no_more_is_given_back_without_its_name() throws Exception {
        host.run(new ApplyRun(RunMode.APPLY), CHANGES);
        String less = CHANGES.substring(0, CHANGES.indexOf("  - name: Ask"))
                + CHANGES.substring(CHANGES.indexOf("  - name: Open"));

        host.run(new UninstallRun(RunMode.APPLY), less);

        assertThat(host.told().toString()).contains("Ask");
        nothingIsTold();
        assertThat(folder.resolve(WORD)).doesNotExist();
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void history_tells_none_of_its_words() throws Exception {
        host.run(new ApplyRun(RunMode.APPLY), CHANGES);
        HostRecord record = HostRecord.read(host.record());

        HostRecord shown = record.since(Instant.EPOCH);

        assertThat(shown.entries()).hasSameSizeAs(record.entries());
        assertThat(shown.toString()).contains("Ask", "Put", "echo open").doesNotContain(WORD);
        assertThat(record.entries()).noneMatch(entry -> entry.title().contains(WORD));
    }

    @Test
    void lines_of_an_older_dockplay_are_given_back_as_ever() throws Exception {
        host.run(new ApplyRun(RunMode.APPLY), CHANGES.replace("no_log: true", "no_log: false"));
        assertThat(host.record()).contains("echo " + WORD).doesNotContain("no_log");

        host.run(new UninstallRun(RunMode.APPLY), CHANGES);

        nothingIsTold();
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }
}
