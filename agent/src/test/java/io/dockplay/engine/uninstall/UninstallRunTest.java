package io.dockplay.engine.uninstall;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.engine.record.RecordCompaction;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.Problem;
import io.dockplay.transport.TestHost;
import io.dockplay.transport.Unreachable;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An uninstall as a whole: what it restores, in which order, and what stays on the host's record. */
class UninstallRunTest extends UninstallsOneHost {

    @Test
    void what_was_given_back_and_how_stays_in_the_history_until_it_is_to_be_forgotten() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN);

        run(new UninstallRun(RunMode.APPLY, new StopSignal(), false, false, false), WRITTEN);

        assertThat(file).doesNotExist();
        try (Stream<Path> left = Files.list(folder.resolve(".dockplay"))) {
            assertThat(left).containsExactly(folder.resolve(".dockplay/history"));
        }
        List<HostRecord.Entry> told = HostRecord.read(Files.readString(folder.resolve(".dockplay/history")))
                .entries();
        assertThat(told.stream().filter(entry -> entry.past().givenBack().isPresent()))
                .extracting(HostRecord.Entry::label)
                .contains(file.toString());
        assertThat(told.stream().filter(entry -> entry.past().byUninstall()))
                .extracting(HostRecord.Entry::label)
                .containsExactly(file.toString(), folder.resolve("other").toString());

        // It is a host like any other then, of which nothing is to be given back.
        Files.writeString(file, "wanted\n");
        run(new UninstallRun(RunMode.APPLY, new StopSignal(), false, false, false), WRITTEN);
        assertThat(file).hasContent("wanted\n");
        Files.writeString(file, "former\n");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        run(new UninstallRun(RunMode.APPLY), WRITTEN);
        assertThat(file).hasContent("former\n");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void how_a_change_ended_badly_is_on_the_record_and_goes_with_it() throws Exception {
        String play = """
                tasks:
                  - file: {path: DIR/other, content: other}
                  - command: {shell: "exit 3"}
                """;
        run(new ApplyRun(RunMode.APPLY), play);

        HostRecord told = HostRecord.read(Files.readString(record)).changes();
        assertThat(told.entries().stream()
                        .map(entry -> entry.module() + entry.past().ended()))
                .contains("fileOptional.empty", "commandOptional[exit code 3]");
        assertThat(told.entries()).noneMatch(entry -> entry.changes().isEmpty());

        run(new UninstallRun(RunMode.APPLY), play.replace("exit 3", "exit 4"));
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void a_dry_run_names_the_folder_that_is_removed_when_it_is_empty_by_then() throws Exception {
        Files.createDirectory(folder.resolve("settings"));
        Files.writeString(folder.resolve("settings/key.json"), "key");
        String play = WRITTEN + """
                uninstall:
                  - file: {path: DIR/settings/key.json, state: absent}
                  - command:
                      shell: rmdir DIR/settings
                      unless: '[ ! -d DIR/settings ] || [ -n "$(ls -A DIR/settings)" ]'
                """;
        run(new ApplyRun(RunMode.APPLY), play);

        run(new UninstallRun(RunMode.DRY_RUN), play);
        assertThat(told(Event.Planned.class))
                .extracting(planned -> planned.step().module())
                .containsExactly("file", "file", "file", "command");

        run(new UninstallRun(RunMode.APPLY), play);
        assertThat(folder.resolve("settings")).doesNotExist();
    }

    @Test
    void what_was_as_wanted_before_is_named_as_kept() throws Exception {
        Files.writeString(file, "wanted\n");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);

        run(new UninstallRun(RunMode.APPLY), WRITTEN);

        assertThat(told(Event.Kept.class)).extracting(Event.Kept::what).containsExactly(file.toString());
        assertThat(file).hasContent("wanted\n");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void without_a_record_only_the_uninstall_tasks_run_and_the_rest_is_named() throws Exception {
        Files.writeString(file, "wanted\n");
        String play = WRITTEN + """
                uninstall:
                  - name: last
                    file: {path: DIR/made-by-docker, state: absent}
                """;
        Path left = Files.writeString(folder.resolve("made-by-docker"), "");

        run(new UninstallRun(RunMode.APPLY), play);

        assertThat(left).doesNotExist();
        assertThat(file).exists();
        assertThat(told(Event.Warned.class))
                .singleElement()
                .satisfies(warned -> assertThat(warned.text())
                        .isEqualTo("no record of dockplay's is on this host, so only the play's uninstall: tasks run;"
                                + " this stays: file " + file));
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void the_last_tasks_know_what_is_given_back_before_it_is() throws Exception {
        String play = WRITTEN + """
                uninstall:
                  - name: last
                    when: given_back?seq_contains("DIR/other")
                    command: {shell: echo last}
                  - name: never
                    when: given_back?seq_contains("DIR/never")
                    command: {shell: echo never}
                """;
        run(new ApplyRun(RunMode.APPLY), play);

        run(new UninstallRun(RunMode.DRY_RUN), play);
        assertThat(told(Event.Planned.class))
                .extracting(planned -> planned.step().task())
                .containsExactly("file", "other", "last");
        run(new UninstallRun(RunMode.APPLY), play);
        assertThat(told(Event.Changed.class))
                .extracting(changed -> changed.step().task())
                .containsExactly("file", "other", "last");
    }

    @Test
    void an_apply_after_an_uninstall_keeps_the_file_as_it_is_then() throws Exception {
        Files.writeString(file, "former\n");
        String play = WRITTEN + "  - name: more\n    file: {path: DIR/more, content: more}\n";
        run(new ApplyRun(RunMode.APPLY), play, "other.yml");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        run(new UninstallRun(RunMode.APPLY), WRITTEN);
        assertThat(record).exists();
        Files.writeString(file, "newer\n");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);

        run(new UninstallRun(RunMode.APPLY), WRITTEN);

        assertThat(file).hasContent("newer\n");
    }

    @Test
    void each_line_of_the_record_names_its_run_and_playbook() throws Exception {
        RunId run = RunId.next();
        run(new ApplyRun(RunMode.APPLY, new StopSignal(), run, new FleetCoordinator()), WRITTEN);

        assertThat(HostRecord.read(Files.readString(record)).entries())
                .hasSize(4)
                .allSatisfy(entry -> {
                    assertThat(entry.run()).isEqualTo(run.name());
                    assertThat(entry.playbook()).endsWith("play.yml");
                });
    }

    @Test
    void a_record_that_has_grown_too_large_is_shortened_by_the_next_apply_and_still_takes_all_back() throws Exception {
        Files.writeString(file, "former\n");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        String text = Files.readString(record);
        String needless = text.lines()
                        .filter(line -> line.contains("\"content\""))
                        .toList()
                        .get(1) + "\n";
        Files.writeString(record, text + needless.repeat(RecordCompaction.LIMIT / needless.length()));

        run(new ApplyRun(RunMode.DRY_RUN), WRITTEN);
        assertThat(Files.size(record)).isGreaterThan(RecordCompaction.LIMIT);
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        assertThat(Files.size(record)).isLessThanOrEqualTo(RecordCompaction.ROOM);

        run(new UninstallRun(RunMode.APPLY), WRITTEN);
        assertThat(file).hasContent("former\n");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void an_uninstall_that_is_cut_off_at_any_change_is_finished_by_the_next_one() throws Exception {
        String play = WRITTEN + """
                  - name: folder
                    file: {path: DIR/folder, state: directory}
                  - name: in it
                    file: {path: DIR/folder/file, content: x}
                  - name: gone
                    file: {path: DIR/gone, state: absent}
                uninstall:
                  - name: last
                    command: {shell: rm DIR/left, removes: DIR/left}
                """;
        for (int cut = 1; cut <= 6; cut++) {
            Files.writeString(file, "former\n");
            Files.writeString(folder.resolve("gone"), "gone\n");
            Files.writeString(folder.resolve("left"), "");
            run(new ApplyRun(RunMode.APPLY), play);

            TestHost host = new TestHost(folder);
            cutAt(cut, host);
            assertThat(told(Event.Unreachable.class)).as("cut at %d", cut).hasSize(1);
            run(new UninstallRun(RunMode.APPLY), play);

            assertThat(told(Event.Failed.class)).as("after a cut at %d", cut).isEmpty();
            assertThat(file).hasContent("former\n");
            assertThat(folder.resolve("gone")).hasContent("gone\n");
            assertThat(folder)
                    .isDirectoryNotContaining(path -> List.of(".dockplay", "folder", "other", "left")
                            .contains(String.valueOf(path.getFileName())));
        }
    }

    @Test
    void wrong_input_is_a_failure_of_its_task_and_the_rest_is_given_back() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        String wrong = WRITTEN.replace("path: DIR/file", "path: not/whole");

        for (RunMode mode : List.of(RunMode.DRY_RUN, RunMode.APPLY)) {
            RunSummary summary = run(new UninstallRun(mode), wrong);
            assertThat(summary.bugs()).isEmpty();
            assertThat(told(Event.Failed.class)).singleElement().satisfies(failed -> {
                assertThat(failed.step().task()).isEqualTo("file");
                assertThat(failed.problem().toString()).contains("web1: ", "not/whole", "play.yml:");
            });
        }

        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(file).exists();
        assertThat(HostRecord.read(Files.readString(record)).entries())
                .isNotEmpty()
                .allMatch(entry -> entry.task().equals("file"));
        run(new UninstallRun(RunMode.APPLY), WRITTEN);
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void nonsense_on_the_record_is_a_failure_of_its_task() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        Files.writeString(
                record,
                "{\"task\":\"team\",\"module\":\"group\",\"label\":\"team\","
                        + "\"changes\":[{\"what\":\"gid\",\"from\":\"x\",\"to\":\"y\"}]}\n",
                StandardOpenOption.APPEND);
        String play = WRITTEN + "  - {name: team, group: {name: team}}\n";

        RunSummary summary = run(new UninstallRun(RunMode.APPLY), play);

        assertThat(summary.bugs()).isEmpty();
        assertThat(told(Event.Failed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.problem().what())
                        .startsWith("web1: group team: what the record of the host says of it makes no sense"));
        assertThat(file).doesNotExist();
    }

    /** Uninstalls, and loses the host for good when a change has just been sent. */
    private void cutAt(int change, TestHost host) throws Exception {
        Play read = PlaybookReader.read(folder.resolve("play.yml"), new InputFiles())
                .plays()
                .get(0);
        List<TestHost> one = new ArrayList<>(List.of(host));
        HostTarget target = new HostTarget(
                "web1",
                () -> {
                    if (one.isEmpty()) {
                        throw new Unreachable(Problem.of(Message.quoted("it is gone"), Message.NONE));
                    }
                    return one.remove(0);
                },
                Optional.empty(),
                List.of(new HostTarget.Assignment(read, Variables.of(read.vars(), Map.of()))));
        events.clear();
        new FleetRun(1, event -> {
                    events.add(event);
                    if (event instanceof Event.Changing
                            && told(Event.Changing.class).size() == change) {
                        host.close();
                    }
                })
                .run(List.of(target), new UninstallRun(RunMode.APPLY));
    }
}
